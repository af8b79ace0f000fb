#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "accommodation/app/ports.h"
#include "accommodation/testing/builders.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/store_runner.h"

namespace ttg::accommodation::testing {

using Runner = ttg::testing::StoreRunner<AccommodationStore>;

// Makes a runner over a fresh store whose transactions are those of `call`, which outlives it.
struct StoreUnderTest {
  std::string name;
  std::function<std::unique_ptr<Runner>(const CallContext& call)> make;
};

inline std::ostream& operator<<(std::ostream& out, const StoreUnderTest& store) {
  return out << store.name;
}

// What every AccommodationStore promises: over the fake, SQLite and PostgreSQL.
class AccommodationStorePromises : public ::testing::TestWithParam<StoreUnderTest> {
 protected:
  // Stores a bedspace PR1-1 and the people 1 to 4.
  void SetUp() override;

  Result<void> Save(Placement placement);
  // The placement as it is stored; fails the test where there is none.
  Placement Stored(int n);

  CallContext call_ = AllSeeingStaff();
  ttg::testing::FixedClock clock_{Today()};
  ttg::testing::SequentialIds ids_{0xb1};
  ttg::testing::FixedCalendar calendar_{Calendar()};
  Surroundings around_{clock_, ids_, calendar_};
  std::unique_ptr<Runner> store_ = GetParam().make(call_);
};

// Plays a random history of offers, decisions, arrivals, departures, voids, reported stays and
// moved release days, and checks after each step that no plan overlaps a plan, a fact or a void,
// and that search and booking agree. `choose(n)` gives a number from 0 to n - 1.
void PlayRandomHistory(Runner& store, const std::function<int(int)>& choose);

// 64 clients take the same beds in overlapping spans at the same time: no overlap ever, and every
// loser is told why.
void TakeTheSameBedsAtOnce(Runner& store);

}  // namespace ttg::accommodation::testing
