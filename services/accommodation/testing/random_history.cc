#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "accommodation/app/answer_release_day.h"
#include "accommodation/app/offer_placement.h"
#include "accommodation/app/record_arrival.h"
#include "accommodation/app/record_departure.h"
#include "accommodation/app/record_person_agreement.h"
#include "accommodation/app/record_provider_decision.h"
#include "accommodation/app/search_bedspaces.h"
#include "accommodation/app/sweep_placements.h"
#include "accommodation/app/take_stock.h"
#include "accommodation/testing/store_promises.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/matchers.h"

namespace ttg::accommodation::testing {
namespace {

using ttg::testing::Succeeded;

constexpr int kBeds = 4;
constexpr int kPeople = 6;
constexpr int kSteps = 60;

Bedspace BedNumber(int n) {
  // Two premises of two beds; one needs a turnaround.
  Bedspace bedspace = ABedspace(fmt::format("PR{}-{}", n / 2, n % 2));
  bedspace.premises.id = PremisesId::Parse(fmt::format("PR{}", n / 2)).value();
  bedspace.turnaround_working_days = n / 2 == 0 ? 2 : 0;
  return bedspace;
}

std::vector<Placement> All(Runner& store) {
  std::vector<Placement> all;
  EXPECT_THAT(store.Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(all, tx.ListPlacements({.limit = 10'000}));
    return {};
  }),
              Succeeded());
  return all;
}

void ExpectNoOverlap(const std::vector<Placement>& all) {
  for (const Placement& plan : all) {
    if (!plan.HoldsAsPlan()) continue;
    for (const Placement& other : all) {
      if (other.id() == plan.id() || !other.hold()) continue;
      if (other.record().bedspace != plan.record().bedspace) continue;
      const bool apart = other.record().free_from <= plan.stay().arrival ||
                         plan.record().free_from <= other.stay().arrival;
      EXPECT_TRUE(apart) << plan.id().str() << " overlaps " << other.id().str();
    }
  }
}

// One random history. The members are the steps.
class History {
 public:
  History(Runner& store, const std::function<int(int)>& choose) : store_(store), choose_(choose) {}

  void Play() {
    ASSERT_THAT(store_.Write([](AccommodationStore& tx) -> Result<void> {
      for (int n = 0; n < kBeds; ++n) TTG_RETURN_IF_ERROR(tx.SaveBedspace(BedNumber(n)));
      for (int n = 1; n <= kPeople; ++n) TTG_RETURN_IF_ERROR(tx.SavePerson(APerson(n)));
      return {};
    }),
                Succeeded());
    for (int step = 0; step < kSteps && !::testing::Test::HasFailure(); ++step) {
      Step();
      const auto all = All(store_);
      ExpectNoOverlap(all);
      ExpectNoPlanInAVoid(all);
    }
  }

 private:
  void Step() {
    switch (choose_(9)) {
      case 0:
      case 1:
      case 2:
        return SearchAndOffer();
      case 3:
        return Decide();
      case 4:
        return Arrive();
      case 5:
        return Depart();
      case 6:
        return OutOfService();
      case 7:
        return MoveReleaseDay();
      default:
        clock_.Advance(absl::Hours(24 * (1 + choose_(5))));
        Write([&](AccommodationStore& tx) -> Result<void> {
          TTG_RETURN_IF_ERROR(SweepPlacements(around_)(tx));
          return {};
        });
    }
  }

  Date Soon() { return clock_.Today() + choose_(40); }
  PersonId Somebody() { return PersonNumber(1 + choose_(kPeople)); }

  // A refusal by a rule is part of history; anything else is a fault.
  Result<void> Write(const Runner::Work& work) {
    auto done = store_.Write(work);
    if (!done) {
      EXPECT_TRUE(done.error().kind == ErrorKind::kPrecondition ||
                  done.error().kind == ErrorKind::kInvalid)
          << done.error().reason;
    }
    return done;
  }

  // What search calls free can be booked, and what it leaves out cannot (domain B2).
  void SearchAndOffer() {
    WantedStay wanted{Somebody(), Soon(), 1 + choose_(30), {}};
    const BedspaceId bed = BedNumber(choose_(kBeds)).id;
    std::optional<SearchBedspaces::Answer> answer;
    ASSERT_THAT(store_.Read([&](AccommodationStore& tx) -> Result<void> {
      TTG_TRY(answer, SearchBedspaces(around_, {})(tx, call_, wanted));
      return {};
    }),
                Succeeded());
    const bool shown = std::any_of(answer->found.begin(), answer->found.end(),
                                   [&](const RankedBed& one) { return one.bedspace.id == bed; });
    const auto offered = Write([&](AccommodationStore& tx) -> Result<void> {
      TTG_RETURN_IF_ERROR(OfferPlacement(around_)(
          tx, call_, {wanted, bed, clock_.Today() + 7 + choose_(3), std::nullopt}));
      return {};
    });
    if (offered) {
      EXPECT_TRUE(shown) << "booked what search left out";
    } else if (shown) {
      EXPECT_NE(offered.error().reason, "BED_NOT_FREE");
      EXPECT_NE(offered.error().reason, "BED_NOT_SUITABLE");
    }
  }

  // Any stored placement for which `fits`; nothing where there is none.
  std::optional<Placement> Any(const std::function<bool(const Placement&)>& fits) {
    std::vector<Placement> all = All(store_);
    std::erase_if(all, [&](const Placement& one) { return !fits(one); });
    if (all.empty()) return std::nullopt;
    return all[static_cast<std::size_t>(choose_(static_cast<int>(all.size())))];
  }

  void Decide() {
    const auto one = Any([](const Placement& p) { return p.state() == PlacementState::kOffered; });
    if (!one) return;
    Write([&](AccommodationStore& tx) -> Result<void> {
      TTG_TRY(const auto accepted,
              RecordProviderDecision(around_)(tx, call_, {one->id(), one->record().version, {}}));
      TTG_RETURN_IF_ERROR(
          RecordPersonAgreement(around_)(tx, call_, {one->id(), accepted.record().version, {}}));
      return {};
    });
  }

  void Arrive() {
    const auto one = Any([](const Placement& p) { return p.IsPlanned(); });
    if (!one) return;
    // A fact: somebody may well come before their day.
    Write([&](AccommodationStore& tx) -> Result<void> {
      TTG_RETURN_IF_ERROR(RecordArrival(around_)(
          tx, call_, {one->id(), one->record().version, clock_.Today() - choose_(3)}));
      return {};
    });
  }

  void Depart() {
    const auto one = Any([](const Placement& p) { return p.state() == PlacementState::kArrived; });
    if (!one) return;
    Write([&](AccommodationStore& tx) -> Result<void> {
      TTG_RETURN_IF_ERROR(RecordDeparture(around_)(
          tx, call_, {one->id(), one->record().version, clock_.Today() - choose_(2)}));
      return {};
    });
  }

  void OutOfService() {
    const BedspaceId bed = BedNumber(choose_(kBeds)).id;
    const Date from = Soon();
    const Void repairs{from, from + choose_(5), "REPAIRS"};
    if (Write([&](AccommodationStore& tx) -> Result<void> {
          TTG_RETURN_IF_ERROR(TakeStock(around_).OutOfService(tx, bed, repairs, clock_.Now()));
          return {};
        })) {
      voids_[{bed, from}] = repairs;
    }
  }

  void MoveReleaseDay() {
    const PersonId person = Somebody();
    std::optional<Date> day;
    if (choose_(5) > 0) day = Soon();
    Write([&](AccommodationStore& tx) {
      return AnswerReleaseDay(around_)(tx, {person, day, EventNumber(++events_)});
    });
  }

  void ExpectNoPlanInAVoid(const std::vector<Placement>& all) {
    for (const Placement& plan : all) {
      if (!plan.HoldsAsPlan()) continue;
      for (const auto& [key, one] : voids_) {
        EXPECT_FALSE(key.first == plan.record().bedspace && one.Stops(plan.stay()))
            << plan.id().str() << " is planned into a void";
      }
    }
  }

  Runner& store_;
  const std::function<int(int)>& choose_;
  const CallContext call_ = AllSeeingStaff();
  ttg::testing::FixedClock clock_{Today()};
  ttg::testing::SequentialIds ids_{0xb2};
  const ttg::testing::FixedCalendar calendar_{Calendar()};
  const Surroundings around_{clock_, ids_, calendar_};
  std::map<std::pair<BedspaceId, Date>, Void> voids_;
  int events_ = 0;
};

}  // namespace

void PlayRandomHistory(Runner& store, const std::function<int(int)>& choose) {
  History(store, choose).Play();
}

void TakeTheSameBedsAtOnce(Runner& store) {
  constexpr int kClients = 64;
  constexpr int kAttempts = 8;
  const CallContext call = AllSeeingStaff();
  const ttg::testing::FixedClock clock{Today()};
  ttg::testing::SequentialIds ids{0xb3};
  const ttg::testing::FixedCalendar calendar{Calendar()};
  const Surroundings around{clock, ids, calendar};
  ASSERT_THAT(store.Write([](AccommodationStore& tx) -> Result<void> {
    for (int n = 0; n < kBeds; ++n) TTG_RETURN_IF_ERROR(tx.SaveBedspace(BedNumber(n)));
    for (int n = 0; n < kClients * kAttempts; ++n) {
      TTG_RETURN_IF_ERROR(tx.SavePerson(APerson(100 + n)));
    }
    return {};
  }),
              Succeeded());

  std::atomic<int> won = 0;
  std::mutex mutex;
  std::vector<Error> lost;
  const auto client = [&](int number) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const int n = number * kAttempts + attempt;
      const Date arrival = AStay().arrival + (n * 7) % 45;
      const OfferPlacement::Command command{{PersonNumber(100 + n), arrival, 5 + n % 9, {}},
                                            BedNumber(n % kBeds).id,
                                            std::nullopt,
                                            std::nullopt};
      const auto offered = store.Write([&](AccommodationStore& tx) -> Result<void> {
        TTG_RETURN_IF_ERROR(OfferPlacement(around)(tx, call, command));
        return {};
      });
      if (offered) {
        ++won;
        continue;
      }
      const std::lock_guard lock(mutex);
      lost.push_back(offered.error());
    }
  };
  std::vector<std::thread> clients;
  clients.reserve(kClients);
  for (int number = 0; number < kClients; ++number) clients.emplace_back(client, number);
  for (std::thread& one : clients) one.join();

  const auto all = All(store);
  ExpectNoOverlap(all);
  EXPECT_EQ(all.size(), static_cast<std::size_t>(won));
  EXPECT_GE(won, kBeds);
  for (const Error& error : lost) {
    EXPECT_EQ(error.reason, "BED_NOT_FREE") << error.message;
    ASSERT_FALSE(error.violations.empty());
    EXPECT_FALSE(error.violations.front().description.empty());
  }
  EXPECT_EQ(won + static_cast<int>(lost.size()), kClients * kAttempts);
}

}  // namespace ttg::accommodation::testing
