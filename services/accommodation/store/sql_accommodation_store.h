#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accommodation/app/ports.h"
#include "platform/messaging/event.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

// The schema of this service.
std::vector<store::Migration> Migrations();

using Encoder = std::function<messaging::Event(const AccommodationEvent&, const CallContext&)>;

// AccommodationStore over one transaction of SQLite or PostgreSQL. What must never overlap stands
// in the schema (table bed_hold); this only says what it clashed with.
class SqlAccommodationStore final : public AccommodationStore {
 public:
  // `session` and `encode` outlive it.
  SqlAccommodationStore(store::Session& session, const CallContext& call, const Encoder& encode)
      : session_(session), call_(call), encode_(encode) {}

  Result<std::optional<Person>> FindPerson(const PersonId& id) override;
  Result<std::optional<Person>> LockPerson(const PersonId& id) override;
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
  Error WhyRefused(const Placement& placement, const Error& error);
  std::string VisibleTo(store::Binds& binds) const;

  store::Session& session_;
  const CallContext& call_;
  const Encoder& encode_;
};

}  // namespace ttg::accommodation
