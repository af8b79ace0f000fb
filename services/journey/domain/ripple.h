#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"

namespace ttg::journey {

// What a service answered to a moved release day.
enum class Outcome { kNotAffected, kMoved, kAtRisk };

std::string_view ToString(Outcome outcome);
std::optional<Outcome> ParseOutcome(std::string_view text);

// One thing that the move touched.
struct Effect {
  std::string kind;  // PLACEMENT, JOB, CHECK_IN, GATE_MEETING
  std::string id;
  Outcome outcome = Outcome::kNotAffected;
  std::optional<Date> from;
  std::optional<Date> to;
  std::string reason;

  friend bool operator==(const Effect&, const Effect&) = default;
};

// One service's answer, and who has acknowledged it.
struct Answer {
  std::string context;
  Outcome outcome = Outcome::kNotAffected;
  std::vector<Effect> effects;
  bool needs_acknowledgement = false;
  Instant answered_at;
  std::string acknowledged_by;
  std::optional<Instant> acknowledged_at;

  friend bool operator==(const Answer&, const Answer&) = default;
};

// Everything that one moved release day touched (domain E2).
struct Ripple {
  EventId cause;
  PersonId person;
  std::optional<Date> previous_release_date;
  std::optional<Date> release_date;
  Instant changed_at;
  std::vector<Answer> answers;
};

// The services that answer every change; a ripple names each, answered or not.
inline constexpr std::array<std::string_view, 3> kAnsweringContexts = {"accommodation",
                                                                       "employment", "mentoring"};

// True until every service has answered and every answer that needs it is acknowledged.
bool IsOpen(const std::vector<Answer>& answers);

}  // namespace ttg::journey
