#include "mentoring/events/encode.h"

#include <string>
#include <variant>

#include "mentoring/domain/blocks.h"
#include "ttg/mentoring/v1/mentoring_events.pb.h"

namespace ttg::mentoring {
namespace {

namespace pb = ::ttg::mentoring::v1;
namespace common = ::ttg::common::v1;

void Write(Date date, common::Date& out) {
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

void Write(const MatchFacts& facts, pb::MatchFacts& out) {
  out.set_match_id(facts.match.str());
  out.set_person_id(facts.person.str());
  out.set_mentor_id(facts.mentor.str());
}

common::ReleaseDayOutcome OutcomeOf(ReleaseDayOutcome outcome) {
  switch (outcome) {
    case ReleaseDayOutcome::kNotAffected:
      return common::RELEASE_DAY_OUTCOME_NOT_AFFECTED;
    case ReleaseDayOutcome::kMoved:
      return common::RELEASE_DAY_OUTCOME_MOVED;
    case ReleaseDayOutcome::kAtRisk:
      return common::RELEASE_DAY_OUTCOME_AT_RISK;
  }
  return common::RELEASE_DAY_OUTCOME_UNSPECIFIED;
}

// An event that says nothing but which match.
template <typename Message, typename Happened>
Message OfMatch(const Happened& happened) {
  Message message;
  Write(happened.match, *message.mutable_match());
  return message;
}

pb::MatchProposed ToMessage(const MatchProposed& it) { return OfMatch<pb::MatchProposed>(it); }
pb::MatchAcceptedByMentor ToMessage(const MatchAcceptedByMentor& it) {
  return OfMatch<pb::MatchAcceptedByMentor>(it);
}
pb::MatchAcceptedByPerson ToMessage(const MatchAcceptedByPerson& it) {
  return OfMatch<pb::MatchAcceptedByPerson>(it);
}
pb::MatchActivated ToMessage(const MatchActivated& it) { return OfMatch<pb::MatchActivated>(it); }
pb::MatchSuspended ToMessage(const MatchSuspended& it) { return OfMatch<pb::MatchSuspended>(it); }
pb::MatchResumed ToMessage(const MatchResumed& it) { return OfMatch<pb::MatchResumed>(it); }
pb::MatchUnblocked ToMessage(const MatchUnblocked& it) { return OfMatch<pb::MatchUnblocked>(it); }

pb::MatchDeclined ToMessage(const MatchDeclined& it) {
  auto message = OfMatch<pb::MatchDeclined>(it);
  message.set_reason(std::string(ToString(it.reason)));
  return message;
}

pb::MatchEnded ToMessage(const MatchEnded& it) {
  auto message = OfMatch<pb::MatchEnded>(it);
  message.set_planned(it.planned);
  message.set_reason(std::string(ToString(it.reason)));
  Write(it.ended_on, *message.mutable_ended_on());
  return message;
}

pb::MatchBlocked ToMessage(const MatchBlocked& it) {
  auto message = OfMatch<pb::MatchBlocked>(it);
  message.set_reason(std::string(NameForEvents(it.block)));
  return message;
}

pb::GateMeetingScheduled ToMessage(const GateMeetingScheduled& it) {
  auto message = OfMatch<pb::GateMeetingScheduled>(it);
  if (it.meeting_date) Write(*it.meeting_date, *message.mutable_meeting_date());
  if (it.previous_meeting_date) {
    Write(*it.previous_meeting_date, *message.mutable_previous_meeting_date());
  }
  return message;
}

pb::GateMeetingRecorded ToMessage(const GateMeetingRecorded& it) {
  auto message = OfMatch<pb::GateMeetingRecorded>(it);
  Write(it.meeting_date, *message.mutable_meeting_date());
  message.set_attended(std::string(ToString(it.attended)));
  return message;
}

pb::MentoringReleaseDayAnswered ToMessage(const ReleaseDayAnswered& it) {
  pb::MentoringReleaseDayAnswered message;
  auto& answer = *message.mutable_answer();
  answer.set_person_id(it.answer.person.str());
  answer.set_cause_event_id(it.answer.cause.str());
  answer.set_outcome(OutcomeOf(it.answer.outcome));
  answer.set_needs_acknowledgement(it.answer.NeedsAcknowledgement());
  if (it.answer.effect) {
    const auto& effect = *it.answer.effect;
    auto& out = *answer.add_effects();
    out.set_kind("GATE_MEETING");
    out.set_id(effect.match.str());
    out.set_outcome(OutcomeOf(effect.outcome));
    if (effect.from) Write(*effect.from, *out.mutable_from());
    if (effect.to) Write(*effect.to, *out.mutable_to());
    if (effect.block) out.set_reason(std::string(NameForEvents(*effect.block)));
  }
  return message;
}

pb::MentoringReleaseDayAcknowledged ToMessage(const ReleaseDayAcknowledged& it) {
  pb::MentoringReleaseDayAcknowledged message;
  message.set_person_id(it.person.str());
  message.set_cause_event_id(it.cause.str());
  message.set_acknowledged_by(it.acknowledged_by.str());
  return message;
}

}  // namespace

messaging::Event EventEncoder::operator()(const MentoringEvent& event,
                                          const CallContext& call) const {
  messaging::Event encoded{.id = ids_.NewId(),
                           .source = "mentoring",
                           .type = {},
                           .subject = event.subject,
                           .subject_version = event.subject_version,
                           .partition_key = event.person.str(),
                           .time = clock_.Now(),
                           .correlation_id = call.correlation_id,
                           .causation_id = call.causation_id,
                           .traceparent = call.traceparent,
                           .data = {}};
  std::visit(
      [&encoded](const auto& happening) {
        const auto message = ToMessage(happening);
        encoded.type = message.GetDescriptor()->full_name();
        encoded.data = message.SerializeAsString();
      },
      event.happening);
  return encoded;
}

}  // namespace ttg::mentoring
