#include "mentoring/events/encode.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "google/protobuf/descriptor.h"
#include "mentoring/testing/builders.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "ttg/mentoring/v1/mentoring_events.pb.h"

namespace ttg::mentoring {
namespace {

// One of each, with every field set.
std::vector<Happening> OneOfEach() {
  const MatchFacts facts = SomeFacts(2, 1);
  return {MatchProposed{facts},
          MatchAcceptedByMentor{facts},
          MatchAcceptedByPerson{facts},
          MatchDeclined{facts, DeclineReason::kTooFar},
          MatchActivated{facts},
          MatchSuspended{facts},
          MatchResumed{facts},
          MatchEnded{facts, true, EndReason::kGoalsMet, kGate},
          MatchBlocked{facts, Block::kConflict},
          MatchUnblocked{facts},
          GateMeetingScheduled{facts, kGate, kToday},
          GateMeetingRecorded{facts, kGate, Attendance::kLate},
          ReleaseDayAnswered{{.person = facts.person,
                              .cause = Nth<EventId>(5),
                              .outcome = ReleaseDayOutcome::kAtRisk,
                              .effect = GateMeetingEffect{facts.match, ReleaseDayOutcome::kAtRisk,
                                                          kToday, kGate, Block::kVettingExpired}}},
          ReleaseDayAcknowledged{facts.person, Nth<EventId>(5), Ref<ActorId>("worker")}};
}

messaging::Event Encode(const Happening& happening) {
  const testing::FixedClock clock(kToday);
  testing::SequentialIds ids(3);
  CallContext call = ACaller();
  call.causation_id = "cause";
  return EventEncoder(clock, ids)({.person = Nth<PersonId>(1),
                                   .subject = "subject",
                                   .subject_version = 7,
                                   .happening = happening},
                                  call);
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
  return std::filesystem::path(std::getenv("TTG_SOURCE_DIR")) / "tests/contract/golden/mentoring" /
         (name + ".txt");
}

// Consumers hold these bytes in their logs: a golden file changes only when a new version of the
// contract is announced. TTG_UPDATE_GOLDENS=1 writes the files anew.
TEST(EventEncoder, WritesWhatItHasAlwaysWritten) {
  for (const Happening& happening : OneOfEach()) {
    const auto event = Encode(happening);
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
  std::set<std::string> encoded = {"ttg.mentoring.v1.MatchFacts"};
  for (const Happening& happening : OneOfEach()) encoded.insert(Encode(happening).type);
  const auto* const file = v1::MatchFacts::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    EXPECT_TRUE(encoded.contains(file->message_type(i)->full_name()))
        << file->message_type(i)->full_name();
  }
}

TEST(EventEncoder, NeverSaysThatABlockIsAboutAnotherPersonOrANeed) {
  for (const Block block :
       {Block::kConflict, Block::kSexSpecificNeed, Block::kChildWithoutEnhancedClearance}) {
    const auto event = Encode(MatchBlocked{SomeFacts(), block});
    v1::MatchBlocked message;
    ASSERT_TRUE(message.ParseFromString(event.data));
    EXPECT_EQ(message.reason(), "COMPATIBILITY") << ToString(block);
  }
}

}  // namespace
}  // namespace ttg::mentoring
