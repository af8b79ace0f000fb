#include "mentoring/app/follow_release.h"

#include <utility>

#include "mentoring/app/block_check.h"
#include "mentoring/domain/release_day_moved.h"

namespace ttg::mentoring {
namespace {

Result<Person> LockOrMake(MentoringStore& store, const PersonId& id) {
  TTG_TRY(auto person, store.LockPerson(id));
  if (person) return *std::move(person);
  return Person{.id = id};
}

struct Affected {
  std::optional<Match> match;
  std::vector<Block> blocks;
};

// The person's live match and what blocks it, judged on the person as given.
Result<Affected> LiveMatch(MentoringStore& store, const Person& person) {
  TTG_TRY(auto found, store.LiveMatchOf(person.id));
  if (!found) return Affected{};
  TTG_TRY(const auto mentor, store.LockMentor(found->snapshot().facts.mentor));
  // Again, now that nobody else can change it.
  TTG_TRY(auto match, store.LiveMatchOf(person.id));
  if (!match || !mentor) return Affected{};
  TTG_TRY(auto blocks, BlocksBetween(store, *mentor, person, match->snapshot().facts.match));
  return Affected{std::move(match), std::move(blocks)};
}

Result<void> SaveAndCheck(MentoringStore& store, const Person& person) {
  TTG_RETURN_IF_ERROR(store.SavePerson(person));
  TTG_TRY(auto affected, LiveMatch(store, person));
  if (!affected.match) return {};
  const auto events = affected.match->FollowGateDate(GateDate(person), affected.blocks);
  return Store(store, *affected.match, events);
}

}  // namespace

Result<void> FollowRelease::Schedule(MentoringStore& store, const Scheduled& scheduled) const {
  TTG_TRY(auto person, LockOrMake(store, scheduled.person));
  person.release_day = scheduled.release_day;
  person.prison = scheduled.prison;
  person.delivery_unit = scheduled.delivery_unit;
  return SaveAndCheck(store, person);
}

Result<void> FollowRelease::ChangeDay(MentoringStore& store, const DayChanged& changed) const {
  TTG_TRY(auto person, LockOrMake(store, changed.person));
  person.release_day = changed.release_day;
  ++person.announced;
  TTG_RETURN_IF_ERROR(store.SavePerson(person));
  TTG_TRY(auto affected, LiveMatch(store, person));
  auto moved = AnswerReleaseDay(person, changed.cause, affected.match ? &*affected.match : nullptr,
                                affected.blocks);
  if (affected.match) TTG_RETURN_IF_ERROR(Store(store, *affected.match, moved.events));
  TTG_RETURN_IF_ERROR(store.AddAnswer({.answer = moved.answer, .answered_at = clock_.Now()}));
  return store.Announce({{.person = person.id,
                          .subject = person.id.str(),
                          .subject_version = person.announced,
                          .happening = ReleaseDayAnswered{std::move(moved.answer)}}});
}

Result<void> FollowRelease::Release(MentoringStore& store, const PersonId& id,
                                    Date released_on) const {
  TTG_TRY(auto person, LockOrMake(store, id));
  person.released_on = released_on;
  return SaveAndCheck(store, person);
}

Result<void> FollowRelease::Reverse(MentoringStore& store, const PersonId& id,
                                    std::optional<Date> release_day) const {
  TTG_TRY(auto person, LockOrMake(store, id));
  person.released_on.reset();
  person.release_day = release_day;
  TTG_RETURN_IF_ERROR(store.SavePerson(person));
  TTG_TRY(auto affected, LiveMatch(store, person));
  if (!affected.match) return {};
  const auto events = affected.match->PlanAgain(GateDate(person), affected.blocks);
  return Store(store, *affected.match, events);
}

Result<void> FollowRelease::EndMatch(MentoringStore& store, const PersonId& id,
                                     EndReason reason) const {
  TTG_TRY(const auto person, LockOrMake(store, id));
  TTG_TRY(auto affected, LiveMatch(store, person));
  if (!affected.match) return {};
  TTG_TRY(const auto events, affected.match->End(/*planned=*/false, reason, clock_.Today()));
  return Store(store, *affected.match, events);
}

Result<void> FollowRelease::ChangePrison(MentoringStore& store, const PersonId& id,
                                         std::optional<PrisonId> prison) const {
  TTG_TRY(auto person, LockOrMake(store, id));
  person.prison = std::move(prison);
  return SaveAndCheck(store, person);
}

Result<void> FollowRelease::ChangeArea(MentoringStore& store, const PersonId& id,
                                       std::optional<DeliveryUnit> unit) const {
  TTG_TRY(auto person, LockOrMake(store, id));
  person.delivery_unit = std::move(unit);
  return SaveAndCheck(store, person);
}

Result<void> FollowRelease::ChangeProfile(MentoringStore& store, const PersonId& id,
                                          const Profile& profile) const {
  TTG_TRY(auto person, LockOrMake(store, id));
  if (person.profile && person.profile->version >= profile.version) return {};
  person.profile = profile;
  return SaveAndCheck(store, person);
}

}  // namespace ttg::mentoring
