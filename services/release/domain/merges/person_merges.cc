// Two prison numbers that are one person (domain A8). The absorbed one stays stored as they were,
// in state MERGED, so that undoing needs to remember only what the merge changed of the survivor.
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "release/domain/movements/movement_rules.h"
#include "release/domain/person.h"

namespace ttg::release {
namespace {

Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error SamePerson() {
  return Precondition("SAME_PERSON", "both are one person already: name two different ones");
}
Error MergedAlready() {
  return Precondition("PERSON_MERGED",
                      "one of them has been merged already: work with the number that stands");
}
Error HandoverOnOffer() {
  return Precondition("HANDOVER_ON_OFFER",
                      "a handover of the absorbed person is on offer: let it end first");
}
Error DiedBefore() {
  return Precondition("DIED_BEFORE",
                      "one of them is recorded as dead, and the other has moved since: put the "
                      "movements right first");
}
Error UnmergedAlready() {
  return Precondition("UNMERGED_ALREADY", "the merge has been undone already");
}
Error SurvivorMerged() {
  return Precondition("SURVIVOR_MERGED",
                      "the survivor has been merged into somebody else since: undo that first");
}

constexpr std::string_view kMerged = "MERGED";
constexpr std::string_view kUnmerged = "UNMERGED";

MergedFacts FactsOf(const Person::Snapshot& person) {
  const Profile& profile = person.profile;
  MergedFacts facts{.crn = profile.crn,
                    .pnc = profile.pnc,
                    .risk_of_serious_harm = profile.risk_of_serious_harm,
                    .mappa_level = profile.mappa_level,
                    .arson_risk = profile.arson_risk,
                    .sexual_risk_to_adults = profile.sexual_risk_to_adults,
                    .sexual_risk_to_children = profile.sexual_risk_to_children,
                    .needs_ground_floor = profile.needs_ground_floor,
                    .needs_wheelchair_access = profile.needs_wheelchair_access,
                    .needs_single_occupancy = profile.needs_single_occupancy,
                    .must_not_live_with = profile.must_not_live_with,
                    .offence_flags = profile.offence_flags,
                    .state = person.state,
                    .prison = person.prison,
                    .prison_as_of = person.prison_as_of,
                    .released_on = person.released_on,
                    .release_recorded_at = person.release_recorded_at,
                    .moved_at = person.moved_at,
                    .spent_through = person.spent_through,
                    .suspended_until = person.timetable.suspended_until,
                    .notice = person.timetable.notice,
                    .owner = person.owner,
                    .owner_side = person.owner_side,
                    .had_dates = !person.dates.empty()};
  for (const Hold& hold : person.holds) facts.holds.insert(hold.kind);
  for (const auto& [kind, record] : person.timetable.records) facts.milestones.insert(kind);
  return facts;
}

// What movements say about somebody. The place is by itself, because a file may say it, too.
void CopyMovedPart(const MergedFacts& from, Person::Snapshot& to) {
  to.state = from.state;
  to.released_on = from.released_on;
  to.release_recorded_at = from.release_recorded_at;
  to.moved_at = from.moved_at;
}

bool SameMovedPart(const Person::Snapshot& one, const Person::Snapshot& other) {
  return one.state == other.state && one.moved_at == other.moved_at &&
         one.released_on == other.released_on;
}

void CopyPlace(const MergedFacts& from, Person::Snapshot& to) {
  to.prison = from.prison;
  to.prison_as_of = from.prison_as_of;
}

bool SamePlace(const Person::Snapshot& one, const Person::Snapshot& other) {
  return one.prison == other.prison && one.prison_as_of == other.prison_as_of;
}

// Nobody who has not moved is later than somebody who has.
bool MovedLater(const Person::Snapshot& one, const Person::Snapshot& other) {
  return one.moved_at && (!other.moved_at || *one.moved_at > *other.moved_at);
}

bool DiedAndMovedSince(const Person::Snapshot& dead, const Person::Snapshot& other) {
  return dead.state == PersonState::kDied && other.state != PersonState::kDied &&
         MovedLater(other, dead);
}

// The answers of a profile that have a stricter side.
std::array<Answer Profile::*, 6> StrictAnswers() {
  return {&Profile::arson_risk,
          &Profile::sexual_risk_to_adults,
          &Profile::sexual_risk_to_children,
          &Profile::needs_ground_floor,
          &Profile::needs_wheelchair_access,
          &Profile::needs_single_occupancy};
}
std::array<Answer MergedFacts::*, 6> AnswersBefore() {
  return {&MergedFacts::arson_risk,
          &MergedFacts::sexual_risk_to_adults,
          &MergedFacts::sexual_risk_to_children,
          &MergedFacts::needs_ground_floor,
          &MergedFacts::needs_wheelchair_access,
          &MergedFacts::needs_single_occupancy};
}

// What the merge gave goes back to what was there, unless something else is there by now.
template <typename T>
void GiveBack(T& now, const T& given, const T& before) {
  if (now == given) now = before;
}

template <typename T>
void TakeAway(std::set<T>& now, const std::set<T>& theirs, const std::set<T>& before) {
  std::erase_if(now, [&](const T& one) { return theirs.contains(one) && !before.contains(one); });
}

// `person` with the facts that they had before a merge.
void PutBack(const MergedFacts& facts, Person::Snapshot& person) {
  Profile& profile = person.profile;
  profile.crn = facts.crn;
  profile.pnc = facts.pnc;
  profile.risk_of_serious_harm = facts.risk_of_serious_harm;
  profile.mappa_level = facts.mappa_level;
  const auto answers = StrictAnswers();
  const auto before = AnswersBefore();
  for (std::size_t i = 0; i < answers.size(); ++i) profile.*answers[i] = facts.*before[i];
  profile.must_not_live_with = facts.must_not_live_with;
  profile.offence_flags = facts.offence_flags;
  CopyMovedPart(facts, person);
  CopyPlace(facts, person);
  person.spent_through = facts.spent_through;
  person.timetable.suspended_until = facts.suspended_until;
  person.owner = facts.owner;
  person.owner_side = facts.owner_side;
}

std::optional<RiskOfSeriousHarm> Higher(const std::optional<RiskOfSeriousHarm>& one,
                                        const std::optional<RiskOfSeriousHarm>& other) {
  return std::max(one, other);
}

// As if it had been a decision by name, because it is one: a lead decides that both are one.
void NoteRiskAnswers(const Profile& before, const Profile& after, const std::string& reason,
                     const Act& act, Changes& changes) {
  const auto note = [&](RiskQuestion question, Answer was, Answer is) {
    if (was == is) return;
    changes.risk_decisions.push_back({question, was, is, Sensitive(reason), act.by, act.at});
  };
  note(RiskQuestion::kArsonRisk, before.arson_risk, after.arson_risk);
  note(RiskQuestion::kSexualRiskToAdults, before.sexual_risk_to_adults,
       after.sexual_risk_to_adults);
  note(RiskQuestion::kSexualRiskToChildren, before.sexual_risk_to_children,
       after.sexual_risk_to_children);
}

// The last of those that took effect and stand; nullptr: there is none.
const Movement* Latest(const std::vector<Movement>& movements) {
  const Movement* latest = nullptr;
  for (const Movement& movement : movements) {
    if (!movement.Stands() || movement.out_of_order) continue;
    const bool later = latest == nullptr || std::tie(movement.occurred_at, movement.id) >
                                                std::tie(latest->occurred_at, latest->id);
    if (later) latest = &movement;
  }
  return latest;
}

bool Knows(const std::vector<Alias>& aliases, const Alias& alias) {
  return std::ranges::any_of(aliases, [&](const Alias& known) {
    return known.family_name == alias.family_name && known.given_names == alias.given_names &&
           known.identifier == alias.identifier;
  });
}

}  // namespace

Answer Stricter(Answer one, Answer other) {
  if (one == Answer::kYes || other == Answer::kYes) return Answer::kYes;
  if (one == Answer::kUnanswered || other == Answer::kUnanswered) return Answer::kUnanswered;
  return Answer::kNo;
}

void Person::TakeOverFacts(const Snapshot& other) {
  const Profile& theirs = other.profile;
  Profile& ours = data_.profile;
  if (!ours.crn) ours.crn = theirs.crn;
  if (!ours.pnc) ours.pnc = theirs.pnc;
  ours.risk_of_serious_harm = Higher(ours.risk_of_serious_harm, theirs.risk_of_serious_harm);
  ours.mappa_level = std::max(ours.mappa_level, theirs.mappa_level);
  for (const auto answer : StrictAnswers()) ours.*answer = Stricter(ours.*answer, theirs.*answer);
  ours.must_not_live_with.insert(theirs.must_not_live_with.begin(),
                                 theirs.must_not_live_with.end());
  ours.offence_flags.insert(theirs.offence_flags.begin(), theirs.offence_flags.end());
  if (MovedLater(other, data_)) {
    const MergedFacts later = FactsOf(other);
    CopyMovedPart(later, data_);
    CopyPlace(later, data_);
    data_.timetable.suspended_until = later.suspended_until;
  }
  data_.spent_through = std::max(data_.spent_through, other.spent_through);
  if (!data_.owner) {
    data_.owner = other.owner;
    data_.owner_side = other.owner_side;
  }
  for (const Hold& hold : other.holds) {
    const bool stands = std::ranges::any_of(
        data_.holds, [&](const Hold& known) { return known.kind == hold.kind; });
    if (!stands) data_.holds.push_back(hold);
  }
  data_.lifted_holds.insert(data_.lifted_holds.end(), other.lifted_holds.begin(),
                            other.lifted_holds.end());
  for (const auto& [kind, record] : other.timetable.records) {
    data_.timetable.records.try_emplace(kind, record);
  }
}

void Person::TakeOverAliases(Snapshot& other, PersonMerge& merge, const MergeEntry& entry,
                             const Act& act) {
  for (Alias& alias : other.aliases) {
    merge.moved_aliases.push_back(alias.id);
    data_.aliases.push_back(std::move(alias));
  }
  other.aliases.clear();
  const auto make = [&](Alias alias) {
    if (Knows(data_.aliases, alias) || merge.made_aliases.size() == entry.alias_ids.size()) return;
    alias.id = entry.alias_ids[merge.made_aliases.size()];
    alias.recorded_by = act.by;
    alias.recorded_at = act.at;
    merge.made_aliases.push_back(alias.id);
    data_.aliases.push_back(std::move(alias));
  };
  const auto number = [&](const std::string& text) {
    Alias alias{.id = entry.alias_ids.front(), .recorded_by = act.by};
    alias.identifier = Sensitive(text);
    return alias;
  };
  const Profile& ours = data_.profile;
  const Profile& theirs = other.profile;
  make(number(other.number.Reveal()));
  if (ours.crn && theirs.crn && ours.crn != theirs.crn) make(number(theirs.crn->Reveal()));
  if (ours.pnc && theirs.pnc && ours.pnc != theirs.pnc) make(number(theirs.pnc->Reveal()));
  if (ours.family_name != theirs.family_name || ours.given_names != theirs.given_names) {
    Alias name{.id = entry.alias_ids.front(), .recorded_by = act.by};
    name.family_name = theirs.family_name;
    name.given_names = theirs.given_names;
    name.date_of_birth = theirs.date_of_birth;
    make(std::move(name));
  }
  std::ranges::sort(data_.aliases, {}, &Alias::id);
}

void Person::GiveBackAliases(Snapshot& other, const PersonMerge& merge) {
  const auto is_one_of = [](const std::vector<AliasId>& ids, const Alias& alias) {
    return std::ranges::find(ids, alias.id) != ids.end();
  };
  for (const Alias& alias : data_.aliases) {
    if (is_one_of(merge.moved_aliases, alias)) other.aliases.push_back(alias);
  }
  std::erase_if(data_.aliases, [&](const Alias& alias) {
    return is_one_of(merge.moved_aliases, alias) || is_one_of(merge.made_aliases, alias);
  });
}

void Person::GiveBackFacts(const Snapshot& other, const MergedFacts& before) {
  // What the merge made of what was there: whatever differs from it has been changed since.
  Person then(data_);
  PutBack(before, then.data_);
  then.TakeOverFacts(other);
  const Snapshot& given = then.data_;
  Profile& ours = data_.profile;
  const Profile& was = given.profile;
  GiveBack(ours.crn, was.crn, before.crn);
  GiveBack(ours.pnc, was.pnc, before.pnc);
  GiveBack(ours.risk_of_serious_harm, was.risk_of_serious_harm, before.risk_of_serious_harm);
  GiveBack(ours.mappa_level, was.mappa_level, before.mappa_level);
  const auto answers = StrictAnswers();
  const auto answered_before = AnswersBefore();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    GiveBack(ours.*answers[i], was.*answers[i], before.*answered_before[i]);
  }
  TakeAway(ours.must_not_live_with, other.profile.must_not_live_with, before.must_not_live_with);
  TakeAway(ours.offence_flags, other.profile.offence_flags, before.offence_flags);
  if (SameMovedPart(data_, given)) CopyMovedPart(before, data_);
  if (SamePlace(data_, given)) CopyPlace(before, data_);
  GiveBack(data_.timetable.suspended_until, given.timetable.suspended_until,
           before.suspended_until);
  GiveBack(data_.spent_through, given.spent_through, before.spent_through);
  // A case on offer stays with whoever offered it.
  if (data_.owner == given.owner && !data_.receiving_owner) {
    data_.owner = before.owner;
    data_.owner_side = before.owner_side;
  }
  GiveBackRecords(other, before);
}

void Person::GiveBackRecords(const Snapshot& other, const MergedFacts& before) {
  std::erase_if(data_.holds, [&](const Hold& hold) {
    return !before.holds.contains(hold.kind) &&
           std::ranges::find(other.holds, hold) != other.holds.end();
  });
  for (const LiftedHold& lifted : other.lifted_holds) {
    const auto found = std::ranges::find(data_.lifted_holds, lifted);
    if (found != data_.lifted_holds.end()) data_.lifted_holds.erase(found);
  }
  std::erase_if(data_.timetable.records, [&](const auto& entry) {
    const auto theirs = other.timetable.records.find(entry.first);
    return !before.milestones.contains(entry.first) && theirs != other.timetable.records.end() &&
           theirs->second == entry.second;
  });
}

void Person::TakeOverDates(const Snapshot& other, const std::string& reason, const Act& act,
                           Changes& changes) {
  // Dates of two sentences make no third one: only whoever has none at all gets the other's.
  if (!data_.dates.empty()) return;
  for (const auto& [type, date] : other.dates) RecordDate(type, date, reason, act, changes);
}

void Person::GiveBackDates(const Snapshot& other, const std::string& reason, const Act& act,
                           Changes& changes) {
  for (const auto& [type, date] : other.dates) {
    const auto ours = data_.dates.find(type);
    if (ours == data_.dates.end() || ours->second != date) continue;
    changes.history.push_back(DateChange{type, date, std::nullopt, reason, act.by, act.at,
                                         data_.release_day.date, data_.release_day.date});
    data_.dates.erase(ours);
  }
}

void Person::AnnounceMerge(const Snapshot& before, const Movement* latest, bool undone,
                           const Act& act, const WorkingDays& calendar, Changes& changes) {
  const bool moved = !SameMovedPart(before, data_);
  Changes day;
  if (moved || before.spent_through != data_.spent_through || before.dates != data_.dates) {
    ComputeAnew(std::string(undone ? kUnmerged : kMerged), act, calendar, day);
    // Nobody hears of the day of somebody who will never be released; it follows their dates.
    Changes unheard;
    const bool never = !ReleaseLiesAhead(data_.state) && data_.state != PersonState::kReleased;
    if (never) Recompute(act, calendar, unheard);
  }
  RefreshTimetable(act.today, calendar);
  auto& events = changes.events;
  if (moved && latest != nullptr && undone) {
    events.emplace_back(MovementReversed{data_.id, latest->id, latest->kind, data_.state,
                                         PrisonNow(), data_.release_day.date});
  } else if (moved && latest != nullptr) {
    events.emplace_back(PersonMoved{data_.id, latest->id, latest->kind, latest->occurred_at,
                                    data_.state, PrisonNow(), latest->effects, latest->settles_at});
  }
  if (before.released_on && !data_.released_on) {
    events.emplace_back(ReleaseReversed{data_.id, *before.released_on, data_.release_day.date});
  } else if (data_.released_on && data_.released_on != before.released_on) {
    events.emplace_back(PersonReleased{data_.id, *data_.released_on, data_.prison});
  }
  if (data_.prison != before.prison) {
    events.emplace_back(PersonPrisonChanged{data_.id, before.prison, data_.prison});
  }
  if (data_.owner && data_.owner != before.owner) {
    events.emplace_back(PersonOwnerChanged{data_.id, before.owner, *data_.owner});
  }
  std::ranges::move(day.events, std::back_inserter(events));
  std::ranges::move(day.history, std::back_inserter(changes.history));
  events.emplace_back(PersonProfileChanged{data_.id, ++data_.profile_version});
}

Result<void> Person::CheckMerge(const Snapshot& survivor, const Snapshot& absorbed) {
  if (survivor.id == absorbed.id) return SamePerson();
  if (survivor.state == PersonState::kMerged || absorbed.state == PersonState::kMerged) {
    return MergedAlready();
  }
  if (absorbed.receiving_owner) return HandoverOnOffer();
  if (DiedAndMovedSince(survivor, absorbed) || DiedAndMovedSince(absorbed, survivor)) {
    return DiedBefore();
  }
  return {};
}

Result<MergedPeople> Person::Merge(Person& survivor, Person& absorbed, const MergeEntry& entry,
                                   const std::vector<Movement>& theirs, const Act& act,
                                   const WorkingDays& calendar) {
  if (entry.reason.empty()) return ReasonMissing();
  TTG_RETURN_IF_ERROR(CheckMerge(survivor.data_, absorbed.data_));
  const Snapshot before = survivor.data_;
  Snapshot& gone = absorbed.data_;
  MergedPeople merged{{.id = entry.id,
                       .survivor = before.id,
                       .absorbed = gone.id,
                       .merged_at = act.at,
                       .merged_by = act.by,
                       .reason = entry.reason,
                       .survivor_before = FactsOf(before),
                       .absorbed_state = gone.state,
                       .absorbed_released_on = gone.released_on},
                      {},
                      {}};
  survivor.TakeOverAliases(gone, merged.merge, entry, act);
  survivor.TakeOverDates(gone, entry.reason, act, merged.survivor);
  survivor.TakeOverFacts(gone);
  NoteRiskAnswers(before.profile, survivor.data_.profile, entry.reason, act, merged.survivor);
  survivor.AnnounceMerge(before, Latest(theirs), /*undone=*/false, act, calendar, merged.survivor);
  merged.merge.survivor_before.notice_after = survivor.data_.timetable.notice;
  gone.state = PersonState::kMerged;
  gone.merged_into = before.id;
  gone.released_on.reset();
  gone.timetable.due = {};
  merged.absorbed.events.emplace_back(PersonMerged{gone.id, before.id, entry.id});
  return merged;
}

Result<MergedPeople> Person::Unmerge(Person& survivor, Person& absorbed, PersonMerge merge,
                                     const std::string& reason, const std::vector<Movement>& theirs,
                                     const Act& act, const WorkingDays& calendar) {
  if (reason.empty()) return ReasonMissing();
  if (!merge.Stands()) return UnmergedAlready();
  if (survivor.data_.state == PersonState::kMerged) return SurvivorMerged();
  const Snapshot before = survivor.data_;
  Snapshot& back = absorbed.data_;
  merge.unmerged_at = act.at;
  merge.unmerged_by = act.by;
  merge.unmerge_reason = reason;
  MergedPeople undone{std::move(merge), {}, {}};
  const MergedFacts& facts = undone.merge.survivor_before;
  back.state = undone.merge.absorbed_state;
  back.released_on = undone.merge.absorbed_released_on;
  back.merged_into.reset();
  survivor.GiveBackAliases(back, undone.merge);
  survivor.GiveBackFacts(back, facts);
  if (!facts.had_dates) survivor.GiveBackDates(back, reason, act, undone.survivor);
  NoteRiskAnswers(before.profile, survivor.data_.profile, reason, act, undone.survivor);
  survivor.AnnounceMerge(before, Latest(theirs), /*undone=*/true, act, calendar, undone.survivor);
  // What had been known since when, as if there had been no merge.
  if (before.timetable.notice == facts.notice_after) {
    survivor.data_.timetable.notice = facts.notice;
    survivor.RefreshTimetable(act.today, calendar);
  }
  absorbed.RefreshTimetable(act.today, calendar);
  undone.absorbed.events.emplace_back(PersonUnmerged{back.id, before.id, undone.merge.id});
  undone.absorbed.events.emplace_back(PersonProfileChanged{back.id, ++back.profile_version});
  return undone;
}

}  // namespace ttg::release
