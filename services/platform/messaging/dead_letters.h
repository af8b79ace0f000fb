#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/store/session.h"

namespace ttg::messaging {

// An event that failed here, or one that waits behind it because it is about the same person.
struct DeadLetter {
  std::string stream;
  Event event;
  std::string reason;  // of the error that the handler gave, UPPER_SNAKE
  int attempts = 0;
  std::optional<Instant> next_attempt_at;  // absent: only by hand
  bool parked = false;
};

// The reason of an event whose data its handler could not read. It may be Redis that spoilt it, so
// it is fetched from the producer's log before it is tried again.
inline constexpr std::string_view kMalformed = "EVENT_MALFORMED";
// The reason of an event that only waits.
inline constexpr std::string_view kParked = "WAITS_BEHIND_ANOTHER";

// When the event that has failed `attempts` times is tried again: after 1, 10, 60 and 600 s, then
// only by hand.
std::optional<Instant> NextAttemptAt(int attempts, Instant failed_at);

// For operators. In order of stream and position, after `after` if it is given.
Result<std::vector<DeadLetter>> ListDeadLetters(
    store::Session& session, int limit,
    const std::optional<std::pair<std::string, Position>>& after = std::nullopt);
Result<std::int64_t> CountDeadLetters(store::Session& session, const std::string& stream);

// Makes it due now; the consumer takes it up within a second, or ten if a peer that another one
// needs is silent. Errors: NotFound / DEAD_LETTER_NOT_FOUND, Precondition / DEAD_LETTER_PARKED
// (retry the first of this person).
Result<void> RetryDeadLetter(store::Session& session, const std::string& stream, Position position,
                             Instant now);

// Gives it up; those parked behind it go on. Errors: NotFound / DEAD_LETTER_NOT_FOUND.
Result<void> DiscardDeadLetter(store::Session& session, const std::string& stream,
                               Position position, Instant now);

// For the consumer, in the transaction that holds the stream's position.

// Everything that touches dead letters of a stream first holds the row of its position: otherwise
// one could be parked behind another that is just being removed, and wait for ever.
Result<void> HoldStream(store::Session& session, const std::string& stream);
// The persons behind whose failed event others must wait.
Result<std::set<std::string>> BlockedPartitions(store::Session& session, const std::string& stream);
Result<void> SaveDeadLetter(store::Session& session, const DeadLetter& letter);
// The one that has been due for longest, if any: so one that is postponed holds up no other for
// good. They are about different people, since only the first of a person is ever due.
Result<std::optional<DeadLetter>> FindDue(store::Session& session, const std::string& stream,
                                          Instant now);
// Removes it, and makes the next of the same person due.
Result<void> RemoveDeadLetter(store::Session& session, const DeadLetter& letter, Instant now);

}  // namespace ttg::messaging
