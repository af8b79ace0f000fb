#include "release/domain/person.h"

#include <algorithm>
#include <utility>

namespace ttg::release {
namespace {

Error AlreadyReleased() {
  return Precondition("ALREADY_RELEASED",
                      "the person has been released: reverse the release first if that is wrong");
}
Error NoReleaseAhead() {
  return Precondition("NO_RELEASE_AHEAD",
                      "the person has been deported, has died or is recorded under another number");
}
Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error DateInPast() {
  return Precondition("DATE_IN_PAST", "a release cannot be confirmed for a day that has passed");
}
Error NoConfirmedDate() {
  return Precondition("NO_CONFIRMED_DATE", "there is no confirmed date to take back");
}
Error FridayRuleNotApplied() {
  return Precondition("FRIDAY_RULE_NOT_APPLIED",
                      "the Friday rule has not moved this person's release day");
}
Error ExtraDayRequestedAlready() {
  return Precondition("EXTRA_DAY_REQUESTED_ALREADY",
                      "an extra day has been asked for already for this due date");
}
Error ExtraDayNotRequested() {
  return Precondition("EXTRA_DAY_NOT_REQUESTED",
                      "nobody has asked for an extra day for this due date");
}
Error ExtraDayApprovedAlready() {
  return Precondition("EXTRA_DAY_APPROVED_ALREADY", "the extra day has been approved already");
}
Error SamePersonApproves() {
  return Precondition("REQUESTER_MAY_NOT_APPROVE",
                      "somebody other than who asked for the extra day has to approve it");
}
Error ExtraDayNotPossible() {
  return Precondition("EXTRA_DAY_NOT_POSSIBLE",
                      "an earlier eligible day would lie in the past or before 28 days served");
}
Error HoldStandsAlready() {
  return Precondition("HOLD_STANDS_ALREADY", "a hold of this kind stands already");
}
Error NoSuchHold() { return Precondition("NO_SUCH_HOLD", "no hold of this kind stands"); }
Error DateInFuture() {
  return Precondition("DATE_IN_FUTURE", "what has not happened yet cannot be recorded");
}
Error ThereAlready() {
  return Precondition("THERE_ALREADY", "the person is recorded there already");
}
Error ConfirmedHasItsOwnVerb() {
  return InvalidField("dates", "CONFIRMED_NOT_HERE",
                      "confirm a date, or take it back, with its own method");
}
Error DateTwice() {
  return InvalidField("dates", "DATE_TYPE_REPEATED", "give each type of date once");
}
Error NoDates() { return InvalidField("dates", "DATES_MISSING", "give at least one date"); }

constexpr std::string_view kImportSource = "IMPORT";
constexpr std::string_view kImportReason = "import";

SentenceDate Imported(const DatePair& pair, Instant as_of) {
  return SentenceDate{pair.date, pair.override_date, std::string(kImportSource), as_of, ""};
}

std::string ColumnOf(DateType type) {
  if (type == DateType::kConfirmed) return "confirmed_release_date";
  std::string column(ToString(type));
  for (char& c : column) c = static_cast<char>(c - 'A' + 'a');
  return column;
}

RowFinding NewerKept(std::string column) {
  return {std::move(column), "NEWER_KEPT",
          "what is stored was entered later than this file was written, and stays", ""};
}

RowFinding LeftAlready(PersonState state) {
  if (state == PersonState::kReleased) {
    return {"prison_number", "RELEASED_ALREADY",
            "the person has been released: this row changes nothing", ""};
  }
  return {"prison_number", "LEFT_ALREADY",
          "the person has been deported, has died or is recorded under another number: this row "
          "changes nothing",
          ""};
}

template <typename T>
void TakeIfGiven(const std::optional<T>& given, std::optional<T>& stored) {
  if (given) stored = given;
}

void TakeIfGiven(const std::string& given, std::string& stored) {
  if (!given.empty()) stored = given;
}

void TakeIfGiven(const Sensitive<std::string>& given, Sensitive<std::string>& stored) {
  if (!given.Reveal().empty()) stored = given;
}

void TakeIfGiven(Answer given, Answer& stored) {
  if (given != Answer::kUnanswered) stored = given;
}

// A risk answer goes from yes to no only by a named decision, never by a file (domain A13).
void TakeRiskAnswer(std::string_view column, Answer given, Answer& stored,
                    std::vector<RowFinding>& findings) {
  if (stored == Answer::kYes && given == Answer::kNo) {
    findings.push_back({std::string(column), "RISK_ANSWER_KEPT",
                        "a file cannot turn a yes into a no: somebody has to decide it by name",
                        ""});
    return;
  }
  TakeIfGiven(given, stored);
}

Profile WithGiven(const Profile& stored, const Profile& given, std::vector<RowFinding>& findings) {
  Profile merged = stored;
  TakeIfGiven(given.crn, merged.crn);
  TakeIfGiven(given.pnc, merged.pnc);
  TakeIfGiven(given.family_name, merged.family_name);
  TakeIfGiven(given.given_names, merged.given_names);
  merged.date_of_birth = given.date_of_birth;
  merged.sex = given.sex;
  TakeIfGiven(given.sentence_type, merged.sentence_type);
  TakeIfGiven(given.sentence_start, merged.sentence_start);
  TakeIfGiven(given.home_local_authority, merged.home_local_authority);
  TakeIfGiven(given.home, merged.home);
  TakeIfGiven(given.risk_of_serious_harm, merged.risk_of_serious_harm);
  if (given.mappa_level != 0) merged.mappa_level = given.mappa_level;
  TakeRiskAnswer("arson_risk", given.arson_risk, merged.arson_risk, findings);
  TakeRiskAnswer("sexual_risk_to_adults", given.sexual_risk_to_adults, merged.sexual_risk_to_adults,
                 findings);
  TakeRiskAnswer("sexual_risk_to_children", given.sexual_risk_to_children,
                 merged.sexual_risk_to_children, findings);
  TakeIfGiven(given.needs_ground_floor, merged.needs_ground_floor);
  TakeIfGiven(given.needs_wheelchair_access, merged.needs_wheelchair_access);
  TakeIfGiven(given.needs_single_occupancy, merged.needs_single_occupancy);
  TakeIfGiven(given.accommodation_before_custody, merged.accommodation_before_custody);
  TakeIfGiven(given.right_to_work, merged.right_to_work);
  if (!given.preferred_sectors.empty()) merged.preferred_sectors = given.preferred_sectors;
  // Like a risk answer: a file adds, and only a named decision takes away.
  merged.must_not_live_with.insert(given.must_not_live_with.begin(),
                                   given.must_not_live_with.end());
  merged.offence_flags.insert(given.offence_flags.begin(), given.offence_flags.end());
  return merged;
}

}  // namespace

std::pair<Person, Changes> Person::Register(const Registration& registration, const Act& act,
                                            const WorkingDays& calendar) {
  const PersonRow& row = registration.row;
  Snapshot data{.id = registration.id,
                .number = row.number,
                .profile = row.profile,
                .profile_version = 1,
                .prison = row.prison,
                .prison_as_of = registration.as_of,
                .delivery_unit = row.delivery_unit,
                .delivery_unit_as_of = registration.as_of,
                .as_of = registration.as_of,
                .timetable = {.known_since = act.today}};
  for (const auto& [type, pair] : row.dates) data.dates[type] = Imported(pair, registration.as_of);
  Person person(std::move(data));
  person.data_.release_day = person.Compute(FridayDecision::kNone, act.today, calendar);
  person.NoteWarnings(act.today);
  person.RefreshTimetable(act.today, calendar);
  Changes changes;
  changes.events.emplace_back(ReleaseScheduled{
      registration.id, person.data_.release_day.date, person.data_.release_day.reason, row.prison,
      row.delivery_unit, std::nullopt, person.data_.profile_version});
  return {std::move(person), std::move(changes)};
}

FridayDecision Person::DecisionFor(const std::optional<TypedDate>& due) const {
  if (!due) return FridayDecision::kNone;
  if (data_.reversion && data_.reversion->due_date == due->date) return FridayDecision::kReverted;
  if (data_.extra_day && data_.extra_day->approved_by && data_.extra_day->due_date == due->date) {
    return FridayDecision::kExtraDay;
  }
  return FridayDecision::kNone;
}

Result<void> Person::CheckReleaseAhead() const {
  if (data_.state == PersonState::kReleased) return AlreadyReleased();
  if (!ReleaseLiesAhead(data_.state)) return NoReleaseAhead();
  return {};
}

const SentenceDates& Person::LiveDates(SentenceDates& kept) const {
  if (!data_.spent_through) return data_.dates;
  kept = data_.dates;
  std::erase_if(kept, [&](const auto& entry) {
    const auto date = entry.second.Effective();
    return date && *date <= *data_.spent_through;
  });
  return kept;
}

ReleaseDay Person::Compute(FridayDecision decision, Date today, const WorkingDays& calendar) const {
  SentenceDates kept;
  return ComputeReleaseDay(LiveDates(kept),
                           ReleaseDayFacts{data_.profile.date_of_birth.Reveal(),
                                           data_.profile.sentence_start, decision, today},
                           calendar);
}

void Person::Recompute(const Act& act, const WorkingDays& calendar, Changes& changes) {
  const std::optional<Date> before = data_.release_day.date;
  SentenceDates kept;
  data_.release_day = Compute(DecisionFor(DueDate(LiveDates(kept))), act.today, calendar);
  NoteWarnings(act.today);
  for (DateChange& change : changes.history) {
    change.release_date_before = before;
    change.release_date_after = data_.release_day.date;
  }
  RefreshTimetable(act.today, calendar);
  if (data_.release_day.date == before) return;
  changes.events.emplace_back(
      ReleaseDayChanged{data_.id, before, data_.release_day.date, data_.release_day.reason});
}

bool Person::HasDate(DateType type) const {
  const auto stored = data_.dates.find(type);
  return stored != data_.dates.end() && stored->second.Effective();
}

void Person::RecordDate(DateType type, SentenceDate current, const std::string& reason,
                        const Act& act, Changes& changes) {
  const auto stored = data_.dates.find(type);
  std::optional<SentenceDate> previous;
  if (stored != data_.dates.end()) previous = stored->second;
  changes.history.push_back(DateChange{type, previous, current, reason, act.by, act.at,
                                       data_.release_day.date, data_.release_day.date});
  data_.dates[type] = std::move(current);
}

bool Person::ImportDates(const PersonRow& row, Instant as_of, const Act& act, Changes& changes,
                         std::vector<RowFinding>& findings) {
  bool changed = false;
  for (const auto& [type, pair] : row.dates) {
    const auto stored = data_.dates.find(type);
    if (stored == data_.dates.end()) {
      RecordDate(type, Imported(pair, as_of), std::string(kImportReason), act, changes);
      changed = true;
      continue;
    }
    SentenceDate merged = stored->second;
    TakeIfGiven(pair.date, merged.date);
    TakeIfGiven(pair.override_date, merged.override_date);
    if (merged == stored->second) continue;
    if (as_of < stored->second.as_of) {
      findings.push_back(NewerKept(ColumnOf(type)));
      continue;
    }
    merged.source = std::string(kImportSource);
    merged.as_of = as_of;
    // The label of the date that stood there says nothing about this one (domain A1).
    merged.regime.clear();
    RecordDate(type, std::move(merged), std::string(kImportReason), act, changes);
    changed = true;
  }
  return changed;
}

void Person::ImportPlace(const PersonRow& row, Instant as_of, Changes& changes,
                         std::vector<RowFinding>& findings) {
  if (row.prison != data_.prison && as_of < data_.prison_as_of) {
    findings.push_back(NewerKept("prison_id"));
  } else if (row.prison != data_.prison && !InCustody(data_.state)) {
    findings.push_back({"prison_id", "NOT_IN_PRISON",
                        "the person is in no prison: only a movement brings them back to one", ""});
  } else if (row.prison != data_.prison) {
    changes.events.emplace_back(PersonPrisonChanged{data_.id, data_.prison, row.prison});
    data_.prison = row.prison;
    data_.prison_as_of = as_of;
  }
  const bool moves = row.delivery_unit && row.delivery_unit != data_.delivery_unit;
  if (moves && as_of < data_.delivery_unit_as_of) {
    findings.push_back(NewerKept("delivery_unit"));
  } else if (moves) {
    changes.events.emplace_back(
        PersonAreaChanged{data_.id, data_.delivery_unit, *row.delivery_unit});
    data_.delivery_unit = row.delivery_unit;
    data_.delivery_unit_as_of = as_of;
  }
}

Changes Person::ApplyImport(const PersonRow& row, Instant as_of, const Act& act,
                            const WorkingDays& calendar, std::vector<RowFinding>& findings) {
  Changes changes;
  if (as_of < data_.as_of) {
    findings.push_back({"prison_number", "OLDER_THAN_STORED",
                        "what is stored comes from a newer file: this row changes nothing", ""});
    return changes;
  }
  // Somebody who has left is not brought back by a file that still lists them.
  if (!ReleaseLiesAhead(data_.state)) {
    findings.push_back(LeftAlready(data_.state));
    return changes;
  }
  const bool dates_changed = ImportDates(row, as_of, act, changes, findings);
  Profile merged = WithGiven(data_.profile, row.profile, findings);
  const bool facts_changed = merged.date_of_birth != data_.profile.date_of_birth ||
                             merged.sentence_start != data_.profile.sentence_start;
  const bool profile_changed = merged != data_.profile;
  data_.profile = std::move(merged);
  if (dates_changed || facts_changed) Recompute(act, calendar, changes);
  ImportPlace(row, as_of, changes, findings);
  if (profile_changed) {
    changes.events.emplace_back(PersonProfileChanged{data_.id, ++data_.profile_version});
  }
  if (!changes.empty()) RefreshTimetable(act.today, calendar);
  // Also where nothing changed: what an older file says must not come after it.
  data_.as_of = as_of;
  return changes;
}

Changes Person::NoteSeparation() {
  return {{PersonProfileChanged{data_.id, ++data_.profile_version}}, {}};
}

Result<Changes> Person::SetDates(const std::vector<DateEntry>& entries, const std::string& reason,
                                 const Act& act, const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (reason.empty()) return ReasonMissing();
  if (entries.empty()) return NoDates();
  std::set<DateType> types;
  for (const DateEntry& entry : entries) {
    if (entry.type == DateType::kConfirmed) return ConfirmedHasItsOwnVerb();
    if (!types.insert(entry.type).second) return DateTwice();
  }
  Changes changes;
  for (const DateEntry& entry : entries) {
    const bool removed = !entry.date && !entry.override_date;
    if (removed && !HasDate(entry.type)) continue;
    RecordDate(entry.type,
               {entry.date, entry.override_date, act.by.str(), act.at,
                removed ? std::string() : entry.regime},
               reason, act, changes);
  }
  Recompute(act, calendar, changes);
  return changes;
}

Result<Changes> Person::ConfirmDate(Date date, const std::string& reason, const Act& act,
                                    const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (date < act.today) return DateInPast();
  Changes changes;
  RecordDate(DateType::kConfirmed, SentenceDate{date, std::nullopt, act.by.str(), act.at, ""},
             reason.empty() ? "confirmed" : reason, act, changes);
  Recompute(act, calendar, changes);
  return changes;
}

Result<Changes> Person::ClearConfirmedDate(const std::string& reason, const Act& act,
                                           const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (!HasDate(DateType::kConfirmed)) return NoConfirmedDate();
  if (reason.empty()) return ReasonMissing();
  Changes changes;
  RecordDate(DateType::kConfirmed, {std::nullopt, std::nullopt, act.by.str(), act.at, ""}, reason,
             act, changes);
  Recompute(act, calendar, changes);
  return changes;
}

DateChange Person::Note(const std::string& reason, const Act& act) const {
  return DateChange{std::nullopt, std::nullopt, std::nullopt,           reason,
                    act.by,       act.at,       data_.release_day.date, data_.release_day.date};
}

Changes Person::Decide(const std::string& reason, const Act& act, const WorkingDays& calendar) {
  Changes changes;
  changes.history.push_back(Note(reason, act));
  Recompute(act, calendar, changes);
  return changes;
}

Result<Changes> Person::RequestExtraDay(const std::string& reason, const Act& act,
                                        const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (reason.empty()) return ReasonMissing();
  const ReleaseDay now = Compute(FridayDecision::kNone, act.today, calendar);
  if (now.reason != ReleaseDayReason::kPolicy) return FridayRuleNotApplied();
  if (data_.extra_day && data_.extra_day->due_date == now.due->date) {
    return ExtraDayRequestedAlready();
  }
  if (Compute(FridayDecision::kExtraDay, act.today, calendar).date == now.date) {
    return ExtraDayNotPossible();
  }
  data_.extra_day = ExtraDay{now.due->date, act.by, reason, std::nullopt};
  return Changes{};
}

Result<Changes> Person::ApproveExtraDay(const Act& act, const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  SentenceDates kept;
  const auto due = DueDate(LiveDates(kept));
  if (!data_.extra_day || !due || data_.extra_day->due_date != due->date) {
    return ExtraDayNotRequested();
  }
  if (data_.extra_day->approved_by) return ExtraDayApprovedAlready();
  if (data_.extra_day->requested_by == act.by) return SamePersonApproves();
  const ReleaseDay approved = Compute(FridayDecision::kExtraDay, act.today, calendar);
  if (approved.reason != ReleaseDayReason::kExtraDay) return ExtraDayNotPossible();
  data_.extra_day->approved_by = act.by;
  data_.reversion.reset();
  return Decide(data_.extra_day->reason, act, calendar);
}

Result<Changes> Person::RevertToLawfulDay(const std::string& reason, const Act& act,
                                          const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (reason.empty()) return ReasonMissing();
  const bool moved = data_.release_day.reason == ReleaseDayReason::kPolicy ||
                     data_.release_day.reason == ReleaseDayReason::kExtraDay;
  if (!moved) return FridayRuleNotApplied();
  data_.reversion = Reversion{data_.release_day.due->date, act.by, reason};
  data_.extra_day.reset();
  return Decide(reason, act, calendar);
}

Result<Changes> Person::RecordHold(Hold hold, const Act& act) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (hold.authority.empty()) {
    return InvalidField("authority", "AUTHORITY_MISSING", "say whose order the hold is");
  }
  if (hold.held_on > act.today) return DateInFuture();
  const bool stands = std::any_of(data_.holds.begin(), data_.holds.end(),
                                  [&](const Hold& one) { return one.kind == hold.kind; });
  if (stands) return HoldStandsAlready();
  data_.holds.push_back(std::move(hold));
  return Changes{};
}

Result<Changes> Person::LiftHold(HoldKind kind, const std::string& reason, const Act& act) {
  TTG_RETURN_IF_ERROR(CheckReleaseAhead());
  if (reason.empty()) return ReasonMissing();
  const auto standing = std::find_if(data_.holds.begin(), data_.holds.end(),
                                     [&](const Hold& one) { return one.kind == kind; });
  if (standing == data_.holds.end()) return NoSuchHold();
  data_.lifted_holds.push_back({std::move(*standing), act.at, act.by, reason});
  data_.holds.erase(standing);
  return Changes{{}, {Note(reason, act)}};
}

Result<Changes> Person::ChangeDeliveryUnit(const DeliveryUnit& unit, const Act& act) {
  if (data_.delivery_unit == unit) return ThereAlready();
  const auto previous = std::exchange(data_.delivery_unit, unit);
  data_.delivery_unit_as_of = act.at;
  return Changes{{PersonAreaChanged{data_.id, previous, unit}}, {}};
}

std::set<ReleaseDayWarning> OpenWarnings(std::set<ReleaseDayWarning> computed,
                                         const ReleaseDayToday& facts, Date today) {
  if (!ReleaseLiesAhead(facts.state)) return {};
  const bool past = facts.release_date && *facts.release_date < today;
  if (past && InCustody(facts.state) && !facts.has_hold) {
    computed.insert(ReleaseDayWarning::kHeldPastDue);
  }
  return computed;
}

std::set<ReleaseDayWarning> Person::WarningsOn(Date today) const {
  return OpenWarnings(data_.release_day.warnings,
                      {data_.state, data_.release_day.date, !data_.holds.empty()}, today);
}

}  // namespace ttg::release
