#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "e2e/writers.h"
#include "faults/checker.h"

namespace ttg::e2e {
namespace {

using support::Eventually;
using ::testing::IsEmpty;

constexpr int kPeople = 100;
constexpr int kInFlight = 64;
constexpr int kBeforeTheEnd = 300;
constexpr int kMoreThanThereIsTimeFor = 1'000'000;
constexpr std::chrono::seconds kSoon{60};

TEST(Shutdown, UnderLoadItEndsWellAndLosesNothingThatWasAcknowledged) {
  support::Cluster cluster;
  cluster.Start("release");
  ImportFile(cluster, "people", Simulate(cluster, kPeople, 5) + "/people.csv");
  Writers writers(cluster, kInFlight, KnownPeople(cluster));
  writers.Allow(kMoreThanThereIsTimeFor);
  ASSERT_TRUE(Eventually(kSoon, [&] { return writers.acknowledged() >= kBeforeTheEnd; }))
      << writers.failure();

  writers.GiveUpSoon();
  EXPECT_EQ(cluster.Stop("release"), 0) << ReadText(cluster.folder() + "/release.log");
  const auto people = writers.Finish();
  EXPECT_EQ(writers.failure(), "");
  EXPECT_GE(writers.acknowledged(), kBeforeTheEnd);

  cluster.Start("release");
  std::map<std::string, Known> after;
  for (const Known& person : KnownPeople(cluster)) after[person.person_id] = person;
  std::set<std::string> acknowledged;
  for (const Known& person : people) {
    acknowledged.insert(person.request_ids.begin(), person.request_ids.end());
    ASSERT_TRUE(after.contains(person.person_id));
    const Known& now = after[person.person_id];
    EXPECT_GE(now.version, person.version);
    EXPECT_LE(now.version, person.version + (person.unanswered ? 1 : 0));
    if (now.version > person.version) continue;
    EXPECT_EQ(now.owner_id, person.owner_id);
    EXPECT_EQ(now.release_date, person.release_date);
  }
  std::set<std::string> stored;
  for (const auto& row :
       faults::ReadRows(cluster.DatabasePath("release"), "SELECT request_id FROM request_record")) {
    stored.insert(row[0]);
  }
  EXPECT_THAT(faults::CheckCommands(acknowledged, stored), IsEmpty());
  EXPECT_EQ(Ask(cluster, {"audit", "verify", "--service", "release"})["services"][0]["intact"],
            true);
}

}  // namespace
}  // namespace ttg::e2e
