#include "accommodation/testing/fake_accommodation_store.h"

#include <algorithm>
#include <tuple>

#include "accommodation/app/visibility.h"

namespace ttg::accommodation {
namespace {

template <typename Map>
auto Find(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

// The exclusion constraint: a plan overlaps neither another plan nor a fact.
bool Clash(const Hold& a, const Hold& b) {
  const bool plan = a.kind == HoldKind::kPlan || b.kind == HoldKind::kPlan;
  return plan && a.stay.arrival < a.free_from && b.stay.arrival < b.free_from &&
         a.stay.arrival < b.free_from && b.stay.arrival < a.free_from;
}

bool Matches(const PlacementQuery& query, const PlacementRecord& one) {
  if (query.person && one.person != query.person) return false;
  if (query.bedspace && one.bedspace != *query.bedspace) return false;
  if (query.provider && one.provider != *query.provider) return false;
  if (query.from && one.stay.departure <= *query.from) return false;
  if (query.to && one.stay.arrival > *query.to) return false;
  if (query.after && std::pair(one.stay.arrival, one.id) <= *query.after) return false;
  return query.states.empty() ||
         std::find(query.states.begin(), query.states.end(), one.state) != query.states.end();
}

// A person has one plan, and stays in one place, at a time.
Result<void> CheckOtherBeds(const FakeStock& stock, const Placement& placement, HoldKind mine) {
  for (const auto& [id, record] : stock.placements) {
    if (id == placement.id() || !record.person) continue;
    if (record.person != placement.record().person) continue;
    const auto theirs = Placement(record).hold();
    if (!theirs || theirs->kind != mine) continue;
    if (mine == HoldKind::kPlan) return Precondition("PERSON_HAS_A_PLAN", "cancel it first");
    if (mine == HoldKind::kStaying) {
      return Precondition("PERSON_STAYS_ELSEWHERE", "record that departure first");
    }
  }
  return {};
}

std::vector<Exclusion> ClashesInBed(const FakeStock& stock, const Placement& placement,
                                    const Hold& mine) {
  std::vector<Exclusion> clashes;
  for (const auto& [key, one] : stock.voids) {
    if (key.first == placement.record().bedspace && mine.kind == HoldKind::kPlan &&
        one.Stops(mine.stay)) {
      clashes.push_back({ExclusionReason::kBedOutOfService, "the bed is out of service"});
    }
  }
  for (const auto& [id, record] : stock.placements) {
    if (id == placement.id() || record.bedspace != placement.record().bedspace) continue;
    const auto theirs = Placement(record).hold();
    if (theirs && Clash(mine, *theirs)) {
      clashes.push_back({ExclusionReason::kBedNotFree, "the bed is taken"});
    }
  }
  return clashes;
}

}  // namespace

template <typename Condition>
std::vector<Placement> FakeAccommodationStore::Select(Condition condition) const {
  std::vector<Placement> found;
  for (const auto& [id, record] : stock_.placements) {
    if (condition(record)) found.emplace_back(record);
  }
  std::sort(found.begin(), found.end(), [](const Placement& a, const Placement& b) {
    return std::pair(a.stay().arrival, a.id()) < std::pair(b.stay().arrival, b.id());
  });
  return found;
}

Result<std::optional<Person>> FakeAccommodationStore::FindPerson(const PersonId& id) {
  auto person = Find(stock_.people, id);
  if (!person || !person->profile) return person;
  // Whoever recorded it: both ways.
  MatchProfile profile = person->profile->Reveal();
  for (const auto& [other, them] : stock_.people) {
    if (them.profile && them.profile->Reveal().must_not_live_with.contains(id)) {
      profile.must_not_live_with.insert(other);
    }
  }
  person->profile = Sensitive(std::move(profile));
  return person;
}

Result<void> FakeAccommodationStore::SavePerson(const Person& person) {
  stock_.people.insert_or_assign(person.id, person);
  if (!person.profile) return {};
  for (auto& [other, them] : stock_.people) {
    if (!them.profile || other == person.id) continue;
    MatchProfile profile = them.profile->Reveal();
    profile.must_not_live_with.erase(person.id);
    them.profile = Sensitive(std::move(profile));
  }
  return {};
}

Result<std::optional<Bedspace>> FakeAccommodationStore::FindBedspace(const BedspaceId& id) {
  return Find(stock_.bedspaces, id);
}

Result<void> FakeAccommodationStore::SaveBedspace(const Bedspace& bedspace) {
  stock_.bedspaces.insert_or_assign(bedspace.id, bedspace);
  for (auto& [id, other] : stock_.bedspaces) {
    if (other.premises.id == bedspace.premises.id) other.premises = bedspace.premises;
  }
  return {};
}

Result<std::optional<Void>> FakeAccommodationStore::FindVoid(const BedspaceId& bedspace,
                                                             Date from) {
  return Find(stock_.voids, {bedspace, from});
}

Result<void> FakeAccommodationStore::SaveVoid(const BedspaceId& bedspace, const Void& one) {
  for (const auto& [id, record] : stock_.placements) {
    if (record.bedspace == bedspace && Placement(record).HoldsAsPlan() && one.Stops(record.stay)) {
      return Precondition("BED_NOT_FREE", "somebody is to sleep there at that time");
    }
  }
  stock_.voids.insert_or_assign({bedspace, one.from}, one);
  return {};
}

Result<std::optional<Premises>> FakeAccommodationStore::FindPremises(const PremisesId& id) {
  for (const auto& [bed, bedspace] : stock_.bedspaces) {
    if (bedspace.premises.id == id) return std::optional(bedspace.premises);
  }
  return std::optional<Premises>();
}

Result<std::optional<Instant>> FakeAccommodationStore::ReportedAsOf(const Reported& what) {
  return Find(stock_.reported, what);
}

Result<void> FakeAccommodationStore::NoteReported(const Reported& what, Instant as_of) {
  Instant& newest = stock_.reported.try_emplace(what, as_of).first->second;
  newest = std::max(newest, as_of);
  return {};
}

Resident FakeAccommodationStore::ResidentOf(const Placement& placement, Date today) const {
  const PlacementRecord& record = placement.record();
  Resident resident{record.person, std::nullopt, record.stay};
  if (record.external) resident.sex = record.external->sex;
  if (record.person) {
    const auto person = stock_.people.find(*record.person);
    if (person != stock_.people.end() && person->second.profile) {
      resident.sex = person->second.profile->Reveal().sex;
    }
  }
  if (placement.Overstaying(today)) resident.stay.departure = today + 100'000;
  return resident;
}

BedPicture FakeAccommodationStore::Picture(const Bedspace& bedspace, const Stay& around, Date today,
                                           const std::optional<PlacementId>& except) const {
  BedPicture picture{bedspace, {}, {}, {}};
  for (const auto& [key, one] : stock_.voids) {
    if (key.first == bedspace.id && one.Stops(around)) picture.voids.push_back(one);
  }
  for (const auto& [id, record] : stock_.placements) {
    const Placement placement(record);
    const auto hold = placement.hold();
    if (!hold || id == except || placement.HasLapsed(today)) continue;
    if (record.bedspace == bedspace.id) picture.holds.push_back(*hold);
    if (record.premises == bedspace.premises.id && hold->kind != HoldKind::kDeparted) {
      picture.residents.push_back(ResidentOf(placement, today));
    }
  }
  return picture;
}

Result<std::optional<BedPicture>> FakeAccommodationStore::FindBed(
    const BedspaceId& id, const Stay& around, Date today,
    const std::optional<PlacementId>& except) {
  const auto bedspace = Find(stock_.bedspaces, id);
  if (!bedspace) return std::optional<BedPicture>();
  return std::optional(Picture(*bedspace, around, today, except));
}

Result<std::vector<BedPicture>> FakeAccommodationStore::FindBeds(const Stay& around, Date today) {
  std::vector<BedPicture> beds;
  for (const auto& [id, bedspace] : stock_.bedspaces) {
    beds.push_back(Picture(bedspace, around, today, std::nullopt));
  }
  return beds;
}

Result<std::optional<Placement>> FakeAccommodationStore::FindPlacement(const PlacementId& id) {
  const auto record = Find(stock_.placements, id);
  return record ? std::optional(Placement(*record)) : std::nullopt;
}

Result<std::optional<Placement>> FakeAccommodationStore::FindExternalStay(
    const BedspaceId& bedspace, const std::string& reference, Date arrival) {
  auto found = Select([&](const PlacementRecord& one) {
    return one.bedspace == bedspace && one.external && one.external->reference == reference &&
           one.stay.arrival == arrival;
  });
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::vector<Placement>> FakeAccommodationStore::LivePlacementsOf(const PersonId& person) {
  return Select([&](const PlacementRecord& one) {
    return one.person == person &&
           (Placement(one).IsPlanned() || one.state == PlacementState::kArrived);
  });
}

Result<std::vector<Placement>> FakeAccommodationStore::PlansIn(const BedspaceId& bedspace) {
  return Select([&](const PlacementRecord& one) {
    return one.bedspace == bedspace && Placement(one).HoldsAsPlan();
  });
}

Result<std::vector<Placement>> FakeAccommodationStore::LapsedOffers(Date today, int limit) {
  auto found = Select([&](const PlacementRecord& one) { return Placement(one).HasLapsed(today); });
  std::stable_sort(found.begin(), found.end(), [](const Placement& a, const Placement& b) {
    return std::pair(a.record().offer_expires_on, a.id()) <
           std::pair(b.record().offer_expires_on, b.id());
  });
  if (found.size() > static_cast<std::size_t>(limit)) {
    found.erase(found.begin() + limit, found.end());
  }
  return found;
}

Result<std::vector<Placement>> FakeAccommodationStore::Overstayers(Date today) {
  return Select([&](const PlacementRecord& one) { return Placement(one).Overstaying(today); });
}

bool FakeAccommodationStore::Visible(const PlacementRecord& placement) const {
  return SeesPlacement(call_, placement,
                       placement.person ? Find(stock_.people, *placement.person) : std::nullopt);
}

Result<std::vector<Placement>> FakeAccommodationStore::ListPlacements(const PlacementQuery& query) {
  auto found =
      Select([&](const PlacementRecord& one) { return Matches(query, one) && Visible(one); });
  if (found.size() > static_cast<std::size_t>(query.limit)) {
    found.erase(found.begin() + query.limit, found.end());
  }
  return found;
}

Result<void> FakeAccommodationStore::CheckHold(const Placement& placement) const {
  const auto mine = placement.hold();
  if (!mine) return {};
  TTG_RETURN_IF_ERROR(CheckOtherBeds(stock_, placement, mine->kind));
  const auto clashes = ClashesInBed(stock_, placement, *mine);
  if (!clashes.empty()) return BedRefused(clashes);
  return {};
}

Result<void> FakeAccommodationStore::Save(Placement& placement) {
  const auto known = stock_.placements.find(placement.id());
  const std::int64_t version = known == stock_.placements.end() ? 0 : known->second.version;
  if (version != placement.record().version) return PlacementChanged();
  TTG_RETURN_IF_ERROR(CheckHold(placement));
  for (const AccommodationEvent& event : placement.pending()) stock_.announced.push_back(event);
  placement.MarkStored();
  stock_.placements.insert_or_assign(placement.id(), placement.record());
  return {};
}

Result<std::optional<AnsweredReleaseDay>> FakeAccommodationStore::FindAnswer(const EventId& cause) {
  return Find(stock_.answers, cause);
}

Result<void> FakeAccommodationStore::SaveAnswer(const AnsweredReleaseDay& answered) {
  stock_.answers.insert_or_assign(answered.answer.cause, answered);
  return {};
}

Result<std::vector<AnsweredReleaseDay>> FakeAccommodationStore::ListAnswers(
    const AnswerQuery& query) {
  std::vector<AnsweredReleaseDay> found;
  for (const auto& [cause, one] : stock_.answers) {
    if (one.answer.person != query.person) continue;
    if (query.open_only && (one.acknowledged_at || !one.answer.needs_acknowledgement())) continue;
    if (query.before_sequence > 0 && one.answer.sequence >= query.before_sequence) continue;
    found.push_back(one);
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.answer.sequence > b.answer.sequence; });
  if (found.size() > static_cast<std::size_t>(query.limit)) {
    found.erase(found.begin() + query.limit, found.end());
  }
  return found;
}

Result<void> FakeAccommodationStore::Announce(const AccommodationEvent& event) {
  stock_.announced.push_back(event);
  return {};
}

}  // namespace ttg::accommodation
