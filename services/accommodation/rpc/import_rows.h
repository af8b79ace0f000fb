#pragma once

#include <functional>
#include <memory>

#include "accommodation/app/ports.h"
#include "platform/intake/import.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

using BindStore =
    std::function<std::unique_ptr<AccommodationStore>(store::Session&, const CallContext&)>;

// What the importers of this service share. Outlives the import runs.
struct ImportParts {
  BindStore bind;
  Surroundings around;
  // Wakes the relay once a run is over.
  std::function<void()> events_appended;
};

// The importers of bedspaces.csv, placements.csv and voids.csv (README of the caseload format).
// Every row is checked; what is wrong with one is said by column and does not stop the others.
// Rows that are older than what is stored change nothing and say so (OLDER_THAN_STORED).
std::unique_ptr<intake::Importer> MakeBedspaceImporter(const ImportParts& parts, Instant as_of);
std::unique_ptr<intake::Importer> MakePlacementImporter(const ImportParts& parts, Instant as_of);
std::unique_ptr<intake::Importer> MakeVoidImporter(const ImportParts& parts, Instant as_of);

}  // namespace ttg::accommodation
