#include "release/store/person_values.h"

#include <optional>

#include <fmt/format.h>

#include "release/domain/lists/list_facts.h"
#include "release/domain/ownership/handover_due.h"
#include "release/domain/ownership/workload.h"
#include "release/domain/search_text.h"
#include "release/store/columns.h"
#include "release/store/rows.h"
#include "release/store/timetable/timetable_rows.h"

namespace ttg::release {
namespace {

using store::Value;
using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;

template <typename Identifier>
MaybeText TextOf(const std::optional<Identifier>& identifier) {
  return identifier ? MaybeText(identifier->Reveal()) : std::nullopt;
}

template <typename Code>
Value CodeOf(const std::optional<Code>& code) {
  return code ? Value(std::string(ToString(*code))) : Value();
}

Value WarnedSince(const Person::Snapshot& person, ReleaseDayWarning warning) {
  const auto since = person.warned_since.find(warning);
  return since == person.warned_since.end() ? Value() : ToValue(since->second);
}

// Who owns the case, and what lists of handovers and workloads go by (domain A11).
void AddOwnership(const Person::Snapshot& person, std::vector<Value>& row) {
  const auto due = HandoverDueOf(person);
  const auto load = CaseLoadOf(person);
  row.push_back(CodeOf(person.owner_side));
  row.push_back(ToValue(person.receiving_owner));
  row.push_back(due ? ToValue(due->on) : Value());
  row.push_back(due ? ToValue(ToString(due->rule)) : Value());
  row.push_back(load ? ToValue(load->weight->code) : Value());
  row.push_back(load ? ToValue(load->until) : Value());
}

}  // namespace

std::vector<Value> LiftedHoldValues(const PersonId& person, std::size_t ordinal,
                                    const LiftedHold& lifted) {
  return {ToValue(person),
          ToValue(ordinal),
          ToValue(ToString(lifted.hold.kind)),
          ToValue(lifted.hold.authority),
          ToValue(lifted.hold.held_on),
          ToValue(lifted.hold.recorded_by),
          ToValue(lifted.lifted_at),
          ToValue(lifted.lifted_by),
          ToValue(lifted.reason)};
}

std::string_view WrittenPersonColumns() {
  static const std::string kColumns =
      fmt::format("{}, {}, {}", kPersonColumns, kTimetableColumns, kListedColumns);
  return kColumns;
}

std::vector<Value> PersonValues(const Person::Snapshot& p) {
  const ReleaseDay& day = p.release_day;
  const auto due_on = day.due ? MaybeDate(day.due->date) : std::nullopt;
  const auto due_type = day.due ? std::optional(day.due->type) : std::nullopt;
  const auto statutory_on = day.statutory ? MaybeDate(day.statutory->date) : std::nullopt;
  const auto statutory_type = day.statutory ? std::optional(day.statutory->type) : std::nullopt;
  const std::string& family = p.profile.family_name.Reveal();
  const std::string& given = p.profile.given_names.Reveal();
  std::vector<Value> row = {ToValue(p.id),
                            ToValue(p.version),
                            ToValue(ToString(p.state)),
                            ToValue(p.number.Reveal()),
                            ToValue(family),
                            ToValue(given),
                            ToValue(NameKey(family, given)),
                            ToValue(p.prison),
                            ToValue(p.prison_as_of),
                            ToValue(p.delivery_unit),
                            ToValue(p.delivery_unit_as_of),
                            ToValue(p.owner),
                            ToValue(SortDay(day.date)),
                            ToValue(day.date),
                            ToValue(ToString(day.reason)),
                            ToValue(due_on),
                            CodeOf(due_type),
                            ToValue(statutory_on),
                            CodeOf(statutory_type),
                            ToValue(day.latest_lawful),
                            ToValue(WriteWarnings(day.warnings)),
                            ToValue(day.calendar_version),
                            ToValue(p.released_on),
                            ToValue(p.release_recorded_at),
                            ToValue(p.as_of)};
  row.resize(32);
  if (p.extra_day) {
    row[25] = ToValue(p.extra_day->due_date);
    row[26] = ToValue(p.extra_day->requested_by);
    row[27] = ToValue(p.extra_day->reason);
    row[28] = ToValue(p.extra_day->approved_by);
  }
  if (p.reversion) {
    row[29] = ToValue(p.reversion->due_date);
    row[30] = ToValue(p.reversion->decided_by);
    row[31] = ToValue(p.reversion->reason);
  }
  row.push_back(WarnedSince(p, ReleaseDayWarning::kAfterLawfulDay));
  row.push_back(WarnedSince(p, ReleaseDayWarning::kNonWorkingDay));
  row.push_back(WarnedSince(p, ReleaseDayWarning::kUnderEighteen));
  row.push_back(ToValue(p.moved_at));
  row.push_back(ToValue(p.spent_through));
  AddOwnership(p, row);
  row.push_back(ToValue(p.merged_into));
  row.push_back(ToValue(day.due_before_days_off ? 1 : 0));
  AppendTimetable(p.timetable, row);
  row.push_back(ToValue(FoldForSearch(given)));
  row.push_back(ToValue(IsAtRiskOfNoFixedAbode(p) ? 1 : 0));
  return row;
}

std::vector<Value> ProfileValues(const Person::Snapshot& p) {
  const Profile& profile = p.profile;
  const auto easting = profile.home ? std::optional(profile.home->Reveal().easting) : std::nullopt;
  const auto northing =
      profile.home ? std::optional(profile.home->Reveal().northing) : std::nullopt;
  return {ToValue(p.id),
          ToValue(p.profile_version),
          ToValue(TextOf(profile.crn)),
          ToValue(TextOf(profile.pnc)),
          ToValue(profile.date_of_birth.Reveal()),
          ToValue(ToString(profile.sex)),
          ToValue(profile.sentence_type),
          ToValue(profile.sentence_start),
          ToValue(profile.home_local_authority),
          ToValue(easting),
          ToValue(northing),
          CodeOf(profile.risk_of_serious_harm),
          ToValue(profile.mappa_level),
          ToValue(ToString(profile.arson_risk)),
          ToValue(ToString(profile.sexual_risk_to_adults)),
          ToValue(ToString(profile.sexual_risk_to_children)),
          ToValue(ToString(profile.needs_ground_floor)),
          ToValue(ToString(profile.needs_wheelchair_access)),
          ToValue(ToString(profile.needs_single_occupancy)),
          ToValue(profile.accommodation_before_custody),
          ToValue(ToString(profile.right_to_work)),
          ToValue(JoinCodes(profile.preferred_sectors)),
          ToValue(JoinCodes(profile.offence_flags)),
          ToValue(LikenessOf(profile).Reveal())};
}

std::vector<Value> DateValues(const PersonId& person, DateType type, const SentenceDate& date) {
  return {ToValue(person),      ToValue(ToString(type)),
          ToValue(date.date),   ToValue(date.override_date),
          ToValue(date.source), ToValue(date.as_of),
          ToValue(date.regime)};
}

std::vector<Value> HistoryValues(const Person::Snapshot& person, std::size_t ordinal,
                                 const DateChange& change) {
  std::vector<Value> row = {ToValue(person.id), ToValue(person.version), ToValue(ordinal),
                            CodeOf(change.type)};
  row.resize(11);
  if (change.previous) {
    row[4] = ToValue(change.previous->date);
    row[5] = ToValue(change.previous->override_date);
    row[6] = ToValue(change.previous->source);
    row[7] = ToValue(change.previous->as_of);
  }
  if (change.current) {
    row[8] = ToValue(change.current->date);
    row[9] = ToValue(change.current->override_date);
    row[10] = ToValue(change.current->source);
  }
  row.push_back(ToValue(change.reason));
  row.push_back(ToValue(change.changed_by));
  row.push_back(ToValue(change.changed_at));
  row.push_back(ToValue(change.release_date_before));
  row.push_back(ToValue(change.release_date_after));
  row.push_back(ToValue(change.IsMaterial() ? 1 : 0));
  row.push_back(ToValue(change.previous ? change.previous->regime : std::string()));
  row.push_back(ToValue(change.current ? change.current->regime : std::string()));
  row.push_back(change.current ? ToValue(change.current->as_of) : Value());
  return row;
}

std::vector<Value> RiskDecisionValues(const Person::Snapshot& person,
                                      const RiskDecision& decision) {
  return {ToValue(person.id),
          ToValue(person.version),
          ToValue(ToString(decision.question)),
          ToValue(ToString(decision.before)),
          ToValue(ToString(decision.after)),
          ToValue(decision.reason.Reveal()),
          ToValue(decision.decided_by),
          ToValue(decision.decided_at)};
}

}  // namespace ttg::release
