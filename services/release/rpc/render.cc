#include "release/rpc/render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

void Fill(Date date, ttg::common::v1::Date& out) { out = rpc::ToProto(date); }

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  const absl::Duration since = instant - absl::UnixEpoch();
  absl::Duration rest;
  out.set_seconds(absl::IDivDuration(since, absl::Seconds(1), &rest));
  out.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
}

pb::Answer AnswerOf(Answer answer) { return static_cast<pb::Answer>(answer); }

template <typename Message>
void AddWarnings(const std::set<ReleaseDayWarning>& warnings, Message& out) {
  for (const ReleaseDayWarning warning : warnings) {
    out.add_warnings(ToProto<pb::ReleaseDayWarning>(warning));
  }
}

// The label of the regime that the date which decides was calculated under.
std::string RegimeOf(const Person::Snapshot& person) {
  if (!person.release_day.due) return "";
  const auto date = person.dates.find(person.release_day.due->type);
  return date == person.dates.end() ? "" : date->second.regime;
}

void RenderDay(const Person& person, Date today, pb::ReleaseDay& out) {
  const ReleaseDay& day = person.snapshot().release_day;
  if (day.date) Fill(*day.date, *out.mutable_release_date());
  if (day.due) {
    Fill(day.due->date, *out.mutable_due_date());
    out.set_due_type(ToProto<pb::DateType>(day.due->type));
  }
  if (day.statutory) {
    Fill(day.statutory->date, *out.mutable_statutory_date());
    out.set_statutory_type(ToProto<pb::DateType>(day.statutory->type));
  }
  if (day.latest_lawful) Fill(*day.latest_lawful, *out.mutable_latest_lawful_day());
  out.set_reason(ToProto<pb::ReleaseDayReason>(day.reason));
  AddWarnings(person.WarningsOn(today), out);
  out.set_calendar_version(day.calendar_version);
  out.set_regime(RegimeOf(person.snapshot()));
}

void RenderDates(const SentenceDates& dates, pb::Person& out) {
  for (const auto& [type, date] : dates) {
    if (!date.Effective()) continue;
    Render(type, date, *out.add_dates());
  }
}

void RenderDecisions(const Person::Snapshot& person, pb::Person& out) {
  if (person.extra_day) {
    out.mutable_extra_day()->set_requested_by(person.extra_day->requested_by.str());
    out.mutable_extra_day()->set_request_reason(person.extra_day->reason);
    if (person.extra_day->approved_by) {
      out.mutable_extra_day()->set_approved_by(person.extra_day->approved_by->str());
    }
  }
  if (person.reversion) {
    out.mutable_reversion()->set_decided_by(person.reversion->decided_by.str());
    out.mutable_reversion()->set_reason(person.reversion->reason);
  }
}

void RenderHold(const Hold& hold, pb::Hold& out) {
  out.set_kind(ToProto<pb::HoldKind>(hold.kind));
  out.set_authority(hold.authority);
  Fill(hold.held_on, *out.mutable_held_on());
  out.set_recorded_by(hold.recorded_by.str());
}

void RenderHolds(const Person::Snapshot& person, pb::Person& out) {
  for (const Hold& hold : person.holds) RenderHold(hold, *out.add_holds());
  for (auto lifted = person.lifted_holds.rbegin(); lifted != person.lifted_holds.rend(); ++lifted) {
    pb::Hold& line = *out.add_lifted_holds();
    RenderHold(lifted->hold, line);
    Fill(lifted->lifted_at, *line.mutable_lifted_at());
    line.set_lifted_by(lifted->lifted_by.str());
    line.set_lift_reason(lifted->reason);
  }
}

}  // namespace

void Render(const Person& person, Date today, pb::Person& out) {
  const Person::Snapshot& data = person.snapshot();
  const Profile& profile = data.profile;
  out.set_person_id(data.id.str());
  out.set_etag(rpc::EtagOf(data.version));
  out.set_state(ToProto<pb::PersonState>(data.state));
  out.set_prison_number(data.number.Reveal());
  if (profile.crn) out.set_crn(profile.crn->Reveal());
  if (profile.pnc) out.set_pnc(profile.pnc->Reveal());
  out.mutable_name()->set_family_name(profile.family_name.Reveal());
  out.mutable_name()->set_given_names(profile.given_names.Reveal());
  Fill(profile.date_of_birth.Reveal(), *out.mutable_date_of_birth());
  out.set_sex(ToProto<pb::Sex>(profile.sex));
  out.set_prison_id(data.prison.str());
  if (data.delivery_unit) out.set_delivery_unit(data.delivery_unit->str());
  if (data.owner) out.set_owner_id(data.owner->str());
  if (data.owner_side) out.set_owner_side(ToProto<pb::OwnerSide>(*data.owner_side));
  if (data.receiving_owner) out.set_receiving_owner_id(data.receiving_owner->str());
  out.set_sentence_type(profile.sentence_type);
  if (profile.sentence_start) Fill(*profile.sentence_start, *out.mutable_sentence_start_date());
  RenderDay(person, today, *out.mutable_release_day());
  RenderDates(data.dates, out);
  RenderDecisions(data, out);
  RenderHolds(data, out);
  if (data.released_on) Fill(*data.released_on, *out.mutable_released_on());
  if (data.timetable.court_date) Fill(*data.timetable.court_date, *out.mutable_court_date());
  if (data.release_recorded_at) {
    Fill(*data.release_recorded_at, *out.mutable_release_recorded_at());
  }
  Fill(data.as_of, *out.mutable_as_of());
  for (const Alias& alias : data.aliases) Render(alias, *out.add_aliases());
}

void Render(DateType type, const SentenceDate& date, pb::SentenceDate& out) {
  out.set_type(ToProto<pb::DateType>(type));
  if (date.date) Fill(*date.date, *out.mutable_date());
  if (date.override_date) Fill(*date.override_date, *out.mutable_override_date());
  out.set_source(date.source);
  Fill(date.as_of, *out.mutable_as_of());
  out.set_regime(date.regime);
}

void Render(const ReleaseLine& line, pb::Release& out) {
  out.set_person_id(line.id.str());
  out.set_etag(rpc::EtagOf(line.version));
  out.set_state(ToProto<pb::PersonState>(line.state));
  out.set_prison_number(line.number.Reveal());
  out.mutable_name()->set_family_name(line.family_name.Reveal());
  out.mutable_name()->set_given_names(line.given_names.Reveal());
  out.set_prison_id(line.prison.str());
  if (line.delivery_unit) out.set_delivery_unit(line.delivery_unit->str());
  if (line.owner) out.set_owner_id(line.owner->str());
  if (line.release_date) Fill(*line.release_date, *out.mutable_release_date());
  out.set_reason(ToProto<pb::ReleaseDayReason>(line.reason));
  if (line.due_type) out.set_due_type(ToProto<pb::DateType>(*line.due_type));
  if (line.latest_lawful) Fill(*line.latest_lawful, *out.mutable_latest_lawful_day());
  AddWarnings(line.warnings, out);
  if (line.released_on) Fill(*line.released_on, *out.mutable_released_on());
  if (line.next_due) Fill(*line.next_due, *out.mutable_next_due_date());
  out.set_overdue(line.overdue);
  out.set_at_risk_of_no_fixed_abode(line.no_fixed_abode);
  out.set_friday_or_pre_holiday(line.friday_or_pre_holiday);
  Fill(line.changed_at, *out.mutable_changed_at());
}

void Render(const PersonProfile& profile, pb::PersonProfile& out) {
  const Person::Snapshot& data = profile.person.snapshot();
  const Profile& known = data.profile;
  out.set_person_id(data.id.str());
  out.set_version(data.profile_version);
  out.set_sex(ToProto<pb::Sex>(known.sex));
  Fill(known.date_of_birth.Reveal(), *out.mutable_date_of_birth());
  out.set_prison_id(data.prison.str());
  if (data.delivery_unit) out.set_delivery_unit(data.delivery_unit->str());
  if (data.owner) out.set_owner_id(data.owner->str());
  out.set_state(ToProto<pb::PersonState>(data.state));
  if (data.release_day.date) Fill(*data.release_day.date, *out.mutable_release_date());
  out.set_home_local_authority(known.home_local_authority);
  if (known.home) {
    out.mutable_home()->set_easting(known.home->Reveal().easting);
    out.mutable_home()->set_northing(known.home->Reveal().northing);
  }
  out.set_arson_risk(AnswerOf(known.arson_risk));
  out.set_sexual_risk_to_adults(AnswerOf(known.sexual_risk_to_adults));
  out.set_sexual_risk_to_children(AnswerOf(known.sexual_risk_to_children));
  out.set_needs_ground_floor(AnswerOf(known.needs_ground_floor));
  out.set_needs_wheelchair_access(AnswerOf(known.needs_wheelchair_access));
  out.set_needs_single_occupancy(AnswerOf(known.needs_single_occupancy));
  if (known.risk_of_serious_harm) {
    out.set_risk_of_serious_harm(ToProto<pb::RiskOfSeriousHarm>(*known.risk_of_serious_harm));
  }
  out.set_mappa_level(known.mappa_level);
  for (const PersonId& other : profile.apart_from) {
    out.add_must_not_live_with_person_ids(other.str());
  }
  for (const PrisonNumber& number : profile.apart_from_unknown) {
    out.add_must_not_live_with_unknown_numbers(number.Reveal());
  }
  for (const std::string& flag : known.offence_flags) out.add_offence_flags(flag);
  out.set_right_to_work(AnswerOf(known.right_to_work));
  for (const std::string& sector : known.preferred_sectors) out.add_preferred_sectors(sector);
  out.set_accommodation_before_custody(known.accommodation_before_custody);
  out.set_sentence_type(known.sentence_type);
  if (known.sentence_start) Fill(*known.sentence_start, *out.mutable_sentence_start_date());
}

void Render(const RefusedRow& row, pb::RefusedRow& out) {
  out.set_refused_row_id(row.id);
  out.set_file_name(row.file_name);
  out.set_line(row.line);
  out.set_prison_number(row.prison_number.Reveal());
  out.set_prison_id(row.prison);
  Fill(row.refused_at, *out.mutable_refused_at());
  for (const RowFinding& finding : row.findings) {
    pb::RefusedField& field = *out.add_fields();
    field.set_column(finding.column);
    field.set_reason(finding.reason);
    field.set_message(finding.message);
  }
}

}  // namespace ttg::release
