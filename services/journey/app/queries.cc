#include "journey/app/queries.h"

namespace ttg::journey {
namespace {

constexpr int kLongestWindowDays = 366;

Error WindowReversed() {
  return InvalidField("to", "WINDOW_REVERSED", "the window must not end before it begins");
}

Error WindowTooLong() {
  return InvalidField("to", "WINDOW_TOO_LONG", "ask for at most one year of releases at a time");
}

}  // namespace

Result<std::vector<BoardLine>> ListBoard(JourneyStore& store, const CallContext& call,
                                         const BoardQuery& query) {
  if (query.to < query.from) return WindowReversed();
  if (query.to - query.from > kLongestWindowDays) return WindowTooLong();
  return store.Board(call.scope, query);
}

Result<std::vector<Ripple>> ListRipples(JourneyStore& store, const CallContext& call,
                                        const RippleQuery& query) {
  TTG_TRY(auto ripples, store.Ripples(call.scope, query));
  for (Ripple& ripple : ripples) {
    TTG_TRY(ripple.answers, store.AnswersTo(ripple.cause));
  }
  return ripples;
}

Result<std::vector<TimelineEntry>> GetTimeline(JourneyStore& store, const CallContext& call,
                                               const PersonId& person,
                                               const std::optional<After>& after, int limit) {
  TTG_RETURN_IF_ERROR(store.RequirePerson(call.scope, person));
  return store.Timeline(person, after, limit);
}

}  // namespace ttg::journey
