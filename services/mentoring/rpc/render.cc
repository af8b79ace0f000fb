#include "mentoring/rpc/render.h"

#include <string_view>

#include "mentoring/app/access.h"
#include "platform/rpc/conversions.h"

namespace ttg::mentoring {
namespace {

namespace pb = ::ttg::mentoring::v1;
namespace common = ::ttg::common::v1;

pb::MatchBlock BlockOf(const CallContext& call, Block block) {
  return EnumNamed<pb::MatchBlock>(pb::MatchBlock_descriptor(), "MATCH_BLOCK_",
                                   NameFor(call, block));
}

pb::Attendance AttendanceOf(Attendance attendance) {
  return EnumNamed<pb::Attendance>(pb::Attendance_descriptor(), "ATTENDANCE_",
                                   ToString(attendance));
}

common::ReleaseDayOutcome OutcomeOf(ReleaseDayOutcome outcome) {
  return EnumNamed<common::ReleaseDayOutcome>(common::ReleaseDayOutcome_descriptor(),
                                              "RELEASE_DAY_OUTCOME_", ToString(outcome));
}

std::string FullName(const MentorName& name) {
  return name.given.empty() ? name.family : name.given + " " + name.family;
}

}  // namespace

void Render(const MatchRow& row, const CallContext& call, pb::Match& out) {
  const auto& match = row.match.snapshot();
  out.set_match_id(match.facts.match.str());
  out.set_etag(rpc::EtagOf(match.version));
  out.set_person_id(match.facts.person.str());
  out.set_mentor_id(match.facts.mentor.str());
  out.set_mentor_name(FullName(row.mentor_name));
  out.set_state(EnumNamed<pb::MatchState>(pb::MatchState_descriptor(), "MATCH_STATE_",
                                          ToString(match.state)));
  out.set_accepted_by_mentor(match.accepted_by_mentor);
  out.set_accepted_by_person(match.accepted_by_person);
  *out.mutable_proposed_on() = rpc::ToProto(match.proposed_on);
  if (match.activated_on) *out.mutable_activated_on() = rpc::ToProto(*match.activated_on);
  if (match.ended_on) *out.mutable_ended_on() = rpc::ToProto(*match.ended_on);
  if (match.decline_reason) {
    out.set_decline_reason(EnumNamed<pb::DeclineReason>(
        pb::DeclineReason_descriptor(), "DECLINE_REASON_", ToString(*match.decline_reason)));
  }
  if (match.end_reason) {
    out.set_end_reason(EnumNamed<pb::EndReason>(pb::EndReason_descriptor(), "END_REASON_",
                                                ToString(*match.end_reason)));
  }
  out.set_ended_as_planned(match.ended_as_planned);
  if (match.block) out.set_block(BlockOf(call, *match.block));
  if (match.gate_meeting) RenderMeeting(row, call, *out.mutable_gate_meeting());
}

void RenderMeeting(const MatchRow& row, const CallContext& call, pb::GateMeeting& out) {
  const auto& match = row.match.snapshot();
  out.set_match_id(match.facts.match.str());
  out.set_person_id(match.facts.person.str());
  out.set_mentor_id(match.facts.mentor.str());
  out.set_mentor_name(FullName(row.mentor_name));
  if (match.gate_meeting) {
    const auto& date = match.gate_meeting->date();
    if (date) *out.mutable_meeting_date() = rpc::ToProto(*date);
    const auto& attended = match.gate_meeting->attended();
    if (attended) out.set_attended(AttendanceOf(*attended));
  }
  if (match.block) out.set_block(BlockOf(call, *match.block));
  if (row.prison) out.set_prison_id(row.prison->str());
  out.set_etag(rpc::EtagOf(match.version));
}

void Render(const RosterEntry& entry, pb::Mentor& out) {
  const Mentor& mentor = entry.mentor;
  out.set_mentor_id(mentor.id.str());
  out.set_family_name(mentor.name.Reveal().family);
  out.set_given_names(mentor.name.Reveal().given);
  out.set_kind(EnumNamed<pb::MentorKind>(pb::MentorKind_descriptor(), "MENTOR_KIND_",
                                         ToString(mentor.kind)));
  out.set_standing(EnumNamed<pb::MentorStanding>(pb::MentorStanding_descriptor(),
                                                 "MENTOR_STANDING_", ToString(mentor.standing)));
  for (const DeliveryUnit& unit : mentor.delivery_units) out.add_delivery_units(unit.str());
  for (const auto& [prison, expires_on] : mentor.clearances) {
    auto& clearance = *out.add_clearances();
    clearance.set_prison_id(prison.str());
    if (expires_on) *clearance.mutable_expires_on() = rpc::ToProto(*expires_on);
  }
  out.set_load(entry.load);
  out.set_capacity(mentor.capacity);
  for (const std::string& language : mentor.languages) out.add_languages(language);
  for (const std::string& experience : mentor.lived_experience)
    out.add_lived_experience(experience);
  out.set_etag(rpc::EtagOf(mentor.version));
  if (mentor.enhanced_clearance_expires_on) {
    *out.mutable_enhanced_clearance_expires_on() =
        rpc::ToProto(*mentor.enhanced_clearance_expires_on);
  }
}

void Render(const Ranking& ranking, int most, const CallContext& call,
            google::protobuf::RepeatedPtrField<pb::MentorSuggestion>& suggestions,
            google::protobuf::RepeatedPtrField<pb::BlockedMentors>& blocked) {
  for (const RankedMentor& ranked : ranking.eligible) {
    if (suggestions.size() == most) break;
    auto& suggestion = *suggestions.Add();
    Render(ranked.entry, *suggestion.mutable_mentor());
    for (const RankReason reason : ranked.reasons) {
      suggestion.add_reasons(std::string(ToString(reason)));
    }
  }
  for (const auto& [block, mentors] : ranking.blocked) {
    auto& counted = *blocked.Add();
    counted.set_block(BlockOf(call, block));
    counted.set_mentors(mentors);
  }
}

void Render(const StoredAnswer& stored, const CallContext& call, pb::StoredReleaseDayAnswer& out) {
  const ReleaseDayAnswer& from = stored.answer;
  auto& answer = *out.mutable_answer();
  answer.set_person_id(from.person.str());
  answer.set_cause_event_id(from.cause.str());
  answer.set_outcome(OutcomeOf(from.outcome));
  answer.set_needs_acknowledgement(from.NeedsAcknowledgement());
  if (from.effect) {
    auto& effect = *answer.add_effects();
    effect.set_kind("GATE_MEETING");
    effect.set_id(from.effect->match.str());
    effect.set_outcome(OutcomeOf(from.effect->outcome));
    if (from.effect->from) *effect.mutable_from() = rpc::ToProto(*from.effect->from);
    if (from.effect->to) *effect.mutable_to() = rpc::ToProto(*from.effect->to);
    if (from.effect->block) effect.set_reason(std::string(NameFor(call, *from.effect->block)));
  }
  out.set_answered_at(FormatInstant(stored.answered_at));
  if (stored.acknowledged_by) out.set_acknowledged_by(stored.acknowledged_by->str());
  if (stored.acknowledged_at) out.set_acknowledged_at(FormatInstant(*stored.acknowledged_at));
}

}  // namespace ttg::mentoring
