#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// What the fake keeps. Copied by FakeRunner for each transaction.
struct FakeStock {
  std::map<PersonId, Person> people;
  std::map<BedspaceId, Bedspace> bedspaces;
  std::map<std::pair<BedspaceId, Date>, Void> voids;
  std::map<PlacementId, PlacementRecord> placements;
  std::map<Reported, Instant> reported;
  std::map<EventId, AnsweredReleaseDay> answers;
  std::vector<AccommodationEvent> announced;
};

// AccommodationStore in memory, with the same refusals as the database.
class FakeAccommodationStore final : public AccommodationStore {
 public:
  // `stock` outlives it.
  FakeAccommodationStore(FakeStock& stock, CallContext call)
      : stock_(stock), call_(std::move(call)) {}

  Result<std::optional<Person>> FindPerson(const PersonId& id) override;
  Result<std::optional<Person>> LockPerson(const PersonId& id) override { return FindPerson(id); }
  Result<void> SavePerson(const Person& person) override;
  Result<std::optional<Bedspace>> FindBedspace(const BedspaceId& id) override;
  Result<void> SaveBedspace(const Bedspace& bedspace) override;
  Result<std::optional<Void>> FindVoid(const BedspaceId& bedspace, Date from) override;
  Result<void> SaveVoid(const BedspaceId& bedspace, const Void& one) override;
  Result<std::optional<Premises>> FindPremises(const PremisesId& id) override;
  Result<std::optional<Instant>> ReportedAsOf(const Reported& what) override;
  Result<void> NoteReported(const Reported& what, Instant as_of) override;
  Result<std::optional<BedPicture>> FindBed(const BedspaceId& id, const Stay& around, Date today,
                                            const std::optional<PlacementId>& except) override;
  Result<std::vector<BedPicture>> FindBeds(const Stay& around, Date today) override;
  Result<std::optional<Placement>> FindPlacement(const PlacementId& id) override;
  Result<std::optional<Placement>> FindExternalStay(const BedspaceId& bedspace,
                                                    const std::string& reference,
                                                    Date arrival) override;
  Result<std::vector<Placement>> LivePlacementsOf(const PersonId& person) override;
  Result<std::vector<Placement>> PlansIn(const BedspaceId& bedspace) override;
  Result<std::vector<Placement>> LapsedOffers(Date today, int limit) override;
  Result<std::vector<Placement>> Overstayers(Date today) override;
  Result<std::vector<Placement>> ListPlacements(const PlacementQuery& query) override;
  Result<void> Save(Placement& placement) override;
  Result<std::optional<AnsweredReleaseDay>> FindAnswer(const EventId& cause) override;
  Result<void> SaveAnswer(const AnsweredReleaseDay& answered) override;
  Result<std::vector<AnsweredReleaseDay>> ListAnswers(const AnswerQuery& query) override;
  Result<void> Announce(const AccommodationEvent& event) override;

 private:
  template <typename Condition>
  std::vector<Placement> Select(Condition condition) const;
  BedPicture Picture(const Bedspace& bedspace, const Stay& around, Date today,
                     const std::optional<PlacementId>& except) const;
  Resident ResidentOf(const Placement& placement, Date today) const;
  bool Visible(const PlacementRecord& placement) const;
  Result<void> CheckHold(const Placement& placement) const;

  FakeStock& stock_;
  const CallContext call_;
};

}  // namespace ttg::accommodation
