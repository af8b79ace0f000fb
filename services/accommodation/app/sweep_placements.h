#pragma once

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// What the passing of days does, run under a lease: offers expire, and somebody who has not left
// keeps the bed, at the cost of the plans behind them (domain B1, B7).
class SweepPlacements {
 public:
  // Offers that one run expires at most, so that no transaction is long.
  static constexpr int kBatch = 200;

  struct Swept {
    int expired = 0;
    int kept_longer = 0;
  };

  explicit SweepPlacements(Surroundings around) : around_(around) {}

  Result<Swept> operator()(AccommodationStore& store) const;

 private:
  Surroundings around_;
};

}  // namespace ttg::accommodation
