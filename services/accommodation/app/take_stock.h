#pragma once

#include <string>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// kOlder: a newer file has told of it, and nothing was changed.
enum class Taken { kNew, kChanged, kUnchanged, kOlder };

// A stay of somebody outside the caseload, as a provider reports it.
struct ReportedStay {
  BedspaceId bedspace;
  ExternalResident resident;
  Stay stay;
};

// Takes what providers report about their stock (domain B1). What is taken again changes nothing,
// and older never overwrites newer (domain A13): `as_of` is when the source system wrote it.
class TakeStock {
 public:
  explicit TakeStock(Surroundings around) : around_(around) {}

  // Plans that fall out of a shortened availability become at risk. A new turnaround counts for
  // stays from now on.
  // Premises that a newer file describes stay as they are.
  Result<Taken> Bed(AccommodationStore& store, const Bedspace& reported, Instant as_of) const;

  // A stay that has begun is a fact: plans that it overlaps become at risk. A departure that
  // somebody has recorded here stands. Errors: NotFound / BEDSPACE_NOT_FOUND; for a stay that has
  // not begun Precondition / BED_NOT_FREE.
  Result<Taken> ReportStay(AccommodationStore& store, const ReportedStay& reported,
                           Instant as_of) const;

  // Plans whose nights it stops become at risk. Errors: NotFound / BEDSPACE_NOT_FOUND.
  Result<Taken> OutOfService(AccommodationStore& store, const BedspaceId& bedspace, const Void& one,
                             Instant as_of) const;

 private:
  Result<Placement> FromReport(const ReportedStay& reported, const Bedspace& bedspace,
                               const PlacementRecord* known) const;

  Surroundings around_;
};

}  // namespace ttg::accommodation
