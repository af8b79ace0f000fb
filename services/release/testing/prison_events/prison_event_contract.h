#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/store_runner.h"
#include "release/app/prison_events/prison_event_use_cases.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

// The stores of one transaction, as the service binds them.
struct PrisonEventTx {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<MovementStore> movements;
  std::unique_ptr<ConsentStore> consents;
  std::unique_ptr<MergeStore> merges;
  std::unique_ptr<PrisonEventStore> events;

  PrisonEventStores stores() const { return {{*people, *movements, *consents, *merges}, *events}; }
};

using PrisonEventRunner = ttg::testing::StoreRunner<PrisonEventTx>;

struct BoundPrisonEvents {
  std::unique_ptr<PrisonEventRunner> runner;
  std::shared_ptr<CallContext> call;
};
using MakePrisonEvents = std::function<BoundPrisonEvents()>;

// A notice of something that happened on kMonday, `minutes` after midnight.
PrisonEventNotice ANotice(const std::string& what, const std::string& reason, int minutes,
                          const std::string& prison = "OWI", const std::string& number = "A1234BC");

// What receiving and settling promise over every store. One person: A1234BC, in Birmingham.
class PrisonEventContract : public ::testing::TestWithParam<MakePrisonEvents> {
 protected:
  PrisonEventContract() : bound_(GetParam()()) {}
  void SetUp() override;

  PrisonEventRunner& store() { return *bound_.runner; }
  void Register(int n, const char* number);
  ReceivePrisonEvents::Receipt Receive(const std::vector<PrisonEventNotice>& notices,
                                       const std::string& position = "");
  Result<PrisonEvent> Settle(const PrisonEvent& event, bool retry, const std::string& reason = "");
  std::vector<PrisonEvent> WorkList();
  Person::Snapshot Read(int n = 1);
  std::vector<Movement> Movements(int n = 1);

  BoundPrisonEvents bound_;
  ttg::testing::FixedClock clock_{kMonday + 1};
  ttg::testing::SequentialIds ids_{/*series=*/4};
  ttg::testing::FixedCalendar calendar_{EnglandAndWales()};
  MovementUseCases movements_{clock_, calendar_, ids_, Reference()};
  MergeUseCases merges_{clock_, calendar_, ids_};
  PrisonEventUseCases use_cases_{clock_, ids_, movements_, merges_};
};

}  // namespace ttg::release::testing
