#include "accommodation/events/encode.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "accommodation/testing/builders.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "ttg/accommodation/v1/accommodation_events.pb.h"

namespace ttg::accommodation {
namespace {

using testing::ABedspace;
using testing::AStay;
using testing::EventNumber;
using testing::PersonNumber;
using testing::PlacementNumber;
using testing::Today;

// One of each, with every field set.
std::vector<AccommodationEvent> OneOfEach() {
  const PlacementFacts facts{PlacementNumber(1),
                             PersonNumber(1),
                             ABedspace().id,
                             ABedspace().premises.provider,
                             AStay(),
                             7};
  const Stay before{AStay().arrival - 3, AStay().departure - 3};
  return {PlacementOffered{facts, Today() + 7},
          PlacementAcceptedByProvider{facts},
          PlacementAgreedByPerson{facts},
          PlacementConfirmed{facts},
          PlacementDeclined{facts, "AREA_NOT_WANTED"},
          PlacementCancelled{facts, "BED_LOST"},
          PlacementExpired{facts},
          PlacementArrived{facts, AStay().arrival},
          PlacementDeparted{facts, AStay().departure},
          PlacementMoved{facts, before},
          PlacementPutAtRisk{facts, "BED_NOT_FREE"},
          AccommodationReleaseDayAnswered{PersonNumber(1),
                                          EventNumber(1),
                                          ReleaseDayOutcome::kAtRisk,
                                          {{PlacementNumber(1), ReleaseDayOutcome::kAtRisk,
                                            AStay().arrival, AStay().arrival, "BED_NOT_FREE"}},
                                          2},
          AccommodationReleaseDayAcknowledged{PersonNumber(1), EventNumber(1),
                                              ActorId::Parse("worker-1").value(), 3}};
}

messaging::Event Encode(const AccommodationEvent& event) {
  const ttg::testing::FixedClock clock(Today());
  ttg::testing::SequentialIds ids(3);
  return EventEncoder(clock, ids)(event, testing::AllSeeingStaff());
}

std::string Written(const messaging::Event& event) {
  std::ostringstream out;
  out << "source: " << event.source << "\ntype: " << event.type << "\nsubject: " << event.subject
      << "\nsubjectversion: " << event.subject_version << "\npartitionkey: " << event.partition_key
      << "\ncorrelationid: " << event.correlation_id << "\ncausationid: " << event.causation_id
      << "\ndata: " << absl::BytesToHexString(event.data) << "\n";
  return out.str();
}

std::filesystem::path Golden(const messaging::Event& event) {
  const std::string name = event.type.substr(event.type.rfind('.') + 1);
  return std::filesystem::path(std::getenv("TTG_SOURCE_DIR")) /
         "tests/contract/golden/accommodation" / (name + ".txt");
}

// Consumers hold these bytes in their logs: a golden file changes only when a new version of the
// contract is announced. TTG_UPDATE_GOLDENS=1 writes the files anew.
TEST(EventEncoder, WritesWhatItHasAlwaysWritten) {
  for (const AccommodationEvent& one : OneOfEach()) {
    const auto event = Encode(one);
    const auto path = Golden(event);
    if (std::getenv("TTG_UPDATE_GOLDENS") != nullptr) {
      std::filesystem::create_directories(path.parent_path());
      std::ofstream(path) << Written(event);
    }
    std::ifstream file(path);
    std::stringstream expected;
    expected << file.rdbuf();
    EXPECT_EQ(Written(event), expected.str()) << path;
  }
}

TEST(EventEncoder, KnowsEveryEventOfTheContract) {
  std::set<std::string> encoded = {"ttg.accommodation.v1.PlacementFacts"};
  for (const AccommodationEvent& one : OneOfEach()) encoded.insert(Encode(one).type);
  const auto* const file = v1::PlacementFacts::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    EXPECT_TRUE(encoded.contains(file->message_type(i)->full_name()))
        << file->message_type(i)->full_name();
  }
}

TEST(EventEncoder, SaysNothingAboutRiskOrNeeds) {
  const PlacementFacts facts{PlacementNumber(1),
                             PersonNumber(1),
                             ABedspace().id,
                             ABedspace().premises.provider,
                             AStay(),
                             1};
  for (const char* reason : {"RISK_CANNOT_BE_MANAGED", "SUPPORT_NEEDS_CANNOT_BE_MET"}) {
    v1::PlacementDeclined message;
    ASSERT_TRUE(message.ParseFromString(Encode(PlacementDeclined{facts, reason}).data));
    EXPECT_EQ(message.reason(), "BED_NOT_SUITABLE") << reason;
  }
}

TEST(EventEncoder, KeepsTheEventsOfOnePersonTogether) {
  for (const AccommodationEvent& one : OneOfEach()) {
    EXPECT_EQ(Encode(one).partition_key, PersonNumber(1).str());
  }
}

}  // namespace
}  // namespace ttg::accommodation
