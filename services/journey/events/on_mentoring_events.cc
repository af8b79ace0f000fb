#include <fmt/format.h>

#include "journey/app/projection.h"
#include "journey/events/announcement.h"
#include "ttg/mentoring/v1/mentoring_events.pb.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::mentoring::v1;

Announcement Match(const pb::MatchFacts& match, std::string summary, ThingChange change) {
  change.pathway = Pathway::kMentor;
  change.id = match.match_id();
  return {.person_id = match.person_id(),
          .summary = std::move(summary),
          .subject = match.match_id(),
          .project = [change](JourneyStore& store, const PersonId& person) {
            return ProjectThing(store, person, change);
          }};
}

// A handler for an event whose sentence is always the same.
template <typename Message>
messaging::Handler Says(const BindStore& bind, std::string summary, ThingChange change) {
  return Reads<Message>(bind, [summary = std::move(summary), change](const Message& message,
                                                                     const messaging::Event&) {
    return Match(message.match(), summary, change);
  });
}

Announcement OnGateMeeting(const pb::GateMeetingScheduled& message, const messaging::Event&) {
  return Match(message.match(),
               fmt::format("the gate meeting is planned for {}",
                           ShowDate(ReadDate(message.has_meeting_date(), message.meeting_date()))),
               {});
}

Announcement OnGateMeetingRecorded(const pb::GateMeetingRecorded& message,
                                   const messaging::Event&) {
  ThingChange change;
  if (message.attended() != "NO") change.progress = PathwayState::kDone;
  return Match(message.match(), fmt::format("met at the gate: {}", message.attended()), change);
}

}  // namespace

Handlers MentoringHandlers(const BindStore& bind) {
  const ThingChange in_progress{.progress = PathwayState::kInProgress};
  const ThingChange gone{.gone = true};
  return {
      {"ttg.mentoring.v1.MatchProposed",
       Says<pb::MatchProposed>(bind, "a mentor was proposed", in_progress)},
      {"ttg.mentoring.v1.MatchAcceptedByMentor",
       Says<pb::MatchAcceptedByMentor>(bind, "the mentor accepted", in_progress)},
      {"ttg.mentoring.v1.MatchAcceptedByPerson",
       Says<pb::MatchAcceptedByPerson>(bind, "the person accepted the mentor", in_progress)},
      {"ttg.mentoring.v1.MatchDeclined",
       Says<pb::MatchDeclined>(bind, "the match was declined", gone)},
      {"ttg.mentoring.v1.MatchActivated",
       Says<pb::MatchActivated>(bind, "the match is active",
                                {.progress = PathwayState::kConfirmed, .at_risk = false})},
      {"ttg.mentoring.v1.MatchSuspended",
       Says<pb::MatchSuspended>(bind, "the match is suspended", in_progress)},
      {"ttg.mentoring.v1.MatchResumed",
       Says<pb::MatchResumed>(bind, "the match goes on", {.progress = PathwayState::kConfirmed})},
      {"ttg.mentoring.v1.MatchUnblocked",
       Says<pb::MatchUnblocked>(bind, "nothing blocks the match any more", {.at_risk = false})},
      {"ttg.mentoring.v1.MatchEnded", Says<pb::MatchEnded>(bind, "the match ended", gone)},
      {"ttg.mentoring.v1.MatchBlocked",
       Reads<pb::MatchBlocked>(bind,
                               [](const pb::MatchBlocked& message, const messaging::Event&) {
                                 return Match(
                                     message.match(),
                                     fmt::format("the match is blocked ({})", message.reason()),
                                     {.at_risk = true});
                               })},
      {"ttg.mentoring.v1.GateMeetingScheduled",
       Reads<pb::GateMeetingScheduled>(bind, OnGateMeeting)},
      {"ttg.mentoring.v1.GateMeetingRecorded",
       Reads<pb::GateMeetingRecorded>(bind, OnGateMeetingRecorded)},
      {"ttg.mentoring.v1.MentoringReleaseDayAnswered",
       Reads<pb::MentoringReleaseDayAnswered>(bind,
                                              [](const auto& message, const auto& event) {
                                                return AnswerAnnounced(message.answer(), event);
                                              })},
      {"ttg.mentoring.v1.MentoringReleaseDayAcknowledged",
       Reads<pb::MentoringReleaseDayAcknowledged>(
           bind,
           [](const auto& message, const auto& event) {
             return AcknowledgementAnnounced(message.person_id(), message.cause_event_id(),
                                             message.acknowledged_by(), event);
           })},
  };
}

}  // namespace ttg::journey
