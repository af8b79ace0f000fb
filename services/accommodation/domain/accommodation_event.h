#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "accommodation/domain/bedspace.h"
#include "accommodation/domain/stay.h"
#include "kernel/date.h"
#include "kernel/id.h"

namespace ttg::accommodation {

// What every event about a placement says.
struct PlacementFacts {
  PlacementId placement;
  PersonId person;
  BedspaceId bedspace;
  ProviderId provider;
  Stay stay;
  // Counts the events of this placement from 1, without a gap.
  std::int64_t sequence = 0;

  friend bool operator==(const PlacementFacts&, const PlacementFacts&) = default;
};

struct PlacementOffered {
  PlacementFacts placement;
  Date offer_expires_on;
};

struct PlacementAcceptedByProvider {
  PlacementFacts placement;
};

struct PlacementAgreedByPerson {
  PlacementFacts placement;
};

struct PlacementConfirmed {
  PlacementFacts placement;
};

struct PlacementDeclined {
  PlacementFacts placement;
  std::string reason;
};

struct PlacementCancelled {
  PlacementFacts placement;
  std::string reason;
};

struct PlacementExpired {
  PlacementFacts placement;
};

struct PlacementArrived {
  PlacementFacts placement;
  Date arrived_on;
};

struct PlacementDeparted {
  PlacementFacts placement;
  Date departed_on;
};

struct PlacementMoved {
  PlacementFacts placement;
  Stay previous;
};

struct PlacementPutAtRisk {
  PlacementFacts placement;
  std::string reason;
};

// What a moved release day did. The values of ttg.common.v1.ReleaseDayOutcome.
enum class ReleaseDayOutcome { kNotAffected, kMoved, kAtRisk };

// One placement that a moved release day touched.
struct ReleaseDayEffect {
  PlacementId placement;
  ReleaseDayOutcome outcome = ReleaseDayOutcome::kNotAffected;
  // The arrival before, and after; both the same where it could not move.
  Date from;
  Date to;
  // Why it is at risk; empty otherwise.
  std::string reason;

  friend bool operator==(const ReleaseDayEffect&, const ReleaseDayEffect&) = default;
};

// The answer to one ReleaseDayChanged; every one gets exactly one.
struct AccommodationReleaseDayAnswered {
  PersonId person;
  EventId cause;
  ReleaseDayOutcome outcome = ReleaseDayOutcome::kNotAffected;
  std::vector<ReleaseDayEffect> effects;
  // Counts the events about this person from 1, without a gap.
  std::int64_t sequence = 0;

  bool needs_acknowledgement() const { return outcome != ReleaseDayOutcome::kNotAffected; }
};

struct AccommodationReleaseDayAcknowledged {
  PersonId person;
  EventId cause;
  ActorId acknowledged_by;
  std::int64_t sequence = 0;
};

using AccommodationEvent =
    std::variant<PlacementOffered, PlacementAcceptedByProvider, PlacementAgreedByPerson,
                 PlacementConfirmed, PlacementDeclined, PlacementCancelled, PlacementExpired,
                 PlacementArrived, PlacementDeparted, PlacementMoved, PlacementPutAtRisk,
                 AccommodationReleaseDayAnswered, AccommodationReleaseDayAcknowledged>;

}  // namespace ttg::accommodation
