#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/sensitive.h"
#include "release/domain/codes.h"
#include "release/domain/ids.h"
#include "release/domain/movements/codes.h"

namespace ttg::release {

// What an event of the prison system says, as far as it could be read.
struct PrisonEventNotice {
  // SHA-256, in hexadecimal, of what makes it the same event: type, time, numbers, reason, prison.
  std::string content_key;
  // As the source wrote it.
  std::string type;
  // Present where it could be read.
  std::optional<Instant> occurred_at;
  // As they stood; the second of a merge alone: the number that is no more.
  Sensitive<std::string> number;
  Sensitive<std::string> removed_number;
  // The source's code.
  std::string reason;
  std::string prison;
  // Why it cannot be read, UPPER_SNAKE; empty: it can.
  std::string fault;

  friend bool operator==(const PrisonEventNotice&, const PrisonEventNotice&) = default;
};

// An event of the prison system and what became of it; each is kept once (domain A8).
struct PrisonEvent {
  PrisonEventId id;
  // 0: not stored yet.
  std::int64_t version = 0;
  PrisonEventNotice notice;
  std::string source;
  // The batch in which it came first, and its place there.
  std::string batch;
  std::int64_t ordinal = 0;
  Instant received_at;
  PrisonEventOutcome outcome = PrisonEventOutcome::kWaiting;
  // UPPER_SNAKE; empty where there is nothing to say.
  std::string outcome_reason;
  std::optional<MovementId> movement;
  std::optional<ActorId> settled_by;
  std::optional<Instant> settled_at;
  std::string settle_reason;

  // On the work list.
  bool IsOpen() const {
    return outcome == PrisonEventOutcome::kWaiting || outcome == PrisonEventOutcome::kRefused;
  }

  friend bool operator==(const PrisonEvent&, const PrisonEvent&) = default;
};

// What the types that concern this service are about.
enum class PrisonEventTopic { kReceived, kReleased, kMerged };

// Nothing for a type that says nothing to this service.
std::optional<PrisonEventTopic> TopicOf(std::string_view type);

// What a reason says about somebody: one row of a table.
struct PrisonEventRule {
  PrisonEventTopic topic = PrisonEventTopic::kReceived;
  std::string_view reason;
  // The first that can happen to somebody in their state is what has happened. Empty: another
  // event tells the same.
  std::span<const MovementKind> kinds;
};

std::span<const PrisonEventRule> PrisonEventRules();
// nullptr: a reason that nobody has foreseen.
const PrisonEventRule* FindPrisonEventRule(PrisonEventTopic topic, std::string_view reason);

// The kind of movement that a rule with kinds means for somebody in that state; the first, if none
// can happen to them.
MovementKind KindFor(const PrisonEventRule& rule, PersonState state);

}  // namespace ttg::release
