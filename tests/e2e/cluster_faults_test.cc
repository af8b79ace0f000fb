#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "e2e/writers.h"
#include "faults/checker.h"

namespace ttg::e2e {
namespace {

using faults::ReadRows;
using support::Cluster;
using support::Eventually;
using ::testing::IsEmpty;

constexpr int kPeople = 90;
constexpr int kWriters = 4;
constexpr int kCycles = 25;
constexpr int kCommandsACycle = 100;
constexpr int kBeds = 6;
constexpr int kLongestTailCut = 3'000;
constexpr std::chrono::seconds kSoon{60};
const std::vector<std::string> kAnswering = {"accommodation", "employment", "mentoring"};

unsigned Seed() {
  const char* given = std::getenv("TTG_FAULT_SEED");
  return given == nullptr ? std::random_device{}() : static_cast<unsigned>(std::atoll(given));
}

// Kills, wipes and cuts, one or two at a time, and puts everything back on its feet.
class Chaos {
 public:
  Chaos(Cluster& cluster, unsigned seed) : cluster_(cluster), random_(seed) {}

  int Pick(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }

  void Strike() {
    std::vector<std::string> victims = support::kServices;
    victims.insert(victims.end(), {"redis", "redis", "wipe"});
    std::shuffle(victims.begin(), victims.end(), random_);
    victims.resize(1 + static_cast<std::size_t>(Pick(1)));
    std::cout << fmt::format("{}\n", fmt::join(victims, " and "));
    bool redis_down = false;
    for (const std::string& victim : victims) {
      if (victim == "wipe") {
        if (!redis_down) cluster_.redis().Wipe();
      } else if (victim == "redis") {
        cluster_.redis().Kill();
        redis_down = true;
      } else {
        cluster_.Kill(victim);
      }
    }
    // Services come up without Redis too.
    const bool services_first = redis_down && Pick(1) == 1;
    if (services_first) cluster_.StartAll();
    if (redis_down) {
      cluster_.redis().CutTail(static_cast<std::size_t>(Pick(kLongestTailCut)));
      cluster_.redis().Restart();
    }
    cluster_.StartAll();
  }

 private:
  Cluster& cluster_;
  std::mt19937 random_;
};

class ClusterFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    cluster_.StartAll();
    const std::string folder = Simulate(cluster_, kPeople, 4);
    for (const std::string& kind : kFiles) {
      ImportFile(cluster_, kind, fmt::format("{}/{}.csv", folder, kind));
    }
    ASSERT_TRUE(Eventually(kSoon, [&] { return Settled(cluster_); }));
  }

  // Gives some people a bed, so that moved days move something.
  int ConfirmBeds(const std::vector<Known>& people) const {
    int beds = 0;
    for (const Known& person : people) {
      if (beds == kBeds) break;
      const Json found = Ask(cluster_, {"beds", "for", person.person_id, "--nights", "14"});
      const Json ranked = found.value("bedspaces", Json::array());
      if (ranked.empty()) continue;
      const auto offered = cluster_.Ttg({"--json", "offer", person.person_id,
                                         ranked[0]["bedspace"]["bedspace_id"], "--nights", "14"});
      if (offered.status != 0) continue;
      const std::string id = Json::parse(offered.out)["placement"]["placement_id"];
      Ask(cluster_, {"placement", "confirm", id});
      ++beds;
    }
    return beds;
  }

  std::vector<std::vector<std::string>> Rows(const std::string& service,
                                             const std::string& sql) const {
    return ReadRows(cluster_.DatabasePath(service), sql);
  }

  // Every person is as the last acknowledged command left them, and every request is on record.
  void CheckAcknowledged(const std::vector<Known>& people) const {
    std::set<std::string> acknowledged;
    std::set<std::string> stored;
    std::map<std::string, std::vector<std::string>> now;
    for (const auto& row :
         Rows("release", "SELECT person_id, version, owner_id, release_on FROM person")) {
      now[row[0]] = row;
    }
    for (const Known& person : people) {
      acknowledged.insert(person.request_ids.begin(), person.request_ids.end());
      EXPECT_EQ(now[person.person_id],
                (std::vector<std::string>{person.person_id, std::to_string(person.version),
                                          person.owner_id, person.release_date}));
    }
    for (const auto& row : Rows("release", "SELECT request_id FROM request_record")) {
      stored.insert(row[0]);
    }
    EXPECT_THAT(faults::CheckCommands(acknowledged, stored), IsEmpty());
  }

  // Each version of a person since the writers began has its one event, in order, except where
  // there was nothing to announce.
  void CheckVersions(const std::vector<Known>& people) const {
    std::map<std::string, std::vector<std::int64_t>> announced;
    for (const auto& event : faults::ReadLog(cluster_.DatabasePath("release"))) {
      announced[event.subject].push_back(event.subject_version);
    }
    for (const Known& person : people) {
      std::vector<std::int64_t> expected;
      for (auto version = person.first_version + 1; version <= person.version; ++version) {
        if (std::ranges::find(person.silent, version) == person.silent.end()) {
          expected.push_back(version);
        }
      }
      auto& versions = announced[person.person_id];
      EXPECT_TRUE(std::ranges::is_sorted(versions));
      std::erase_if(versions, [&](auto version) { return version <= person.first_version; });
      EXPECT_EQ(versions, expected);
    }
  }

  void CheckPositions() const {
    std::map<std::string, std::string> last;
    for (const std::string& service : support::kServices) {
      std::int64_t position = 0;
      for (const auto& event : faults::ReadLog(cluster_.DatabasePath(service))) {
        EXPECT_EQ(event.position, ++position) << service;
      }
      last["events:" + service] = std::to_string(position);
    }
    for (const std::string& service : support::kServices) {
      for (const auto& row : Rows(service, "SELECT stream, applied_through FROM stream_position")) {
        EXPECT_EQ(row[1], last[row[0]]) << service << " of " << row[0];
      }
      EXPECT_THAT(Rows(service, "SELECT stream, position, reason FROM dead_letter"), IsEmpty());
    }
  }

  void CheckAnswers() const {
    std::map<std::string, int> expected;
    for (const auto& row : Rows("release",
                                "SELECT event_id FROM event_log "
                                "WHERE type = 'ttg.release.v1.ReleaseDayChanged'")) {
      expected[row[0]] = 1;
    }
    EXPECT_GT(expected.size(), 0U);
    EXPECT_NE(Rows("accommodation", "SELECT COUNT(*) FROM release_day_effect")[0][0], "0");
    for (const std::string& service : kAnswering) {
      std::map<std::string, int> answers;
      for (const auto& row : Rows(service,
                                  "SELECT causation_id FROM event_log "
                                  "WHERE type LIKE '%ReleaseDayAnswered'")) {
        ++answers[row[0]];
      }
      EXPECT_EQ(answers, expected) << service;
    }
  }

  // Everything that was announced about a person stands once in the person's timeline.
  void CheckTimeline() const {
    std::set<std::string> people;
    for (const auto& row : Rows("release", "SELECT person_id FROM person")) people.insert(row[0]);
    std::map<std::string, int> expected;
    for (const std::string& service : support::kServices) {
      for (const auto& event : faults::ReadLog(cluster_.DatabasePath(service))) {
        if (people.contains(event.partition_key)) ++expected[event.event_id];
      }
    }
    std::map<std::string, int> shown;
    for (const auto& row : Rows("journey", "SELECT event_id FROM timeline_entry")) {
      ++shown[row[0]];
    }
    EXPECT_EQ(shown.size(), expected.size());
    EXPECT_TRUE(shown == expected);
    const auto open = Rows("journey",
                           "SELECT COUNT(*) FROM ripple WHERE (SELECT COUNT(*) FROM ripple_answer "
                           "WHERE cause_event_id = ripple.cause_event_id) <> 3");
    EXPECT_EQ(open[0][0], "0");
  }

  Cluster cluster_;
};

TEST_F(ClusterFaults, EveryAcknowledgedChangeTakesEffectExactlyOnceEverywhere) {
  const unsigned seed = Seed();
  std::cout << "seed " << seed << " (TTG_FAULT_SEED), " << kCycles << " cycles\n";
  Chaos chaos(cluster_, seed);
  ASSERT_GT(ConfirmBeds(KnownPeople(cluster_)), 0);
  Writers writers(cluster_, kWriters, KnownPeople(cluster_));
  for (int cycle = 1; cycle <= kCycles; ++cycle) {
    // The blow falls somewhere in the middle of this cycle's commands.
    const int blow = writers.allowed() + chaos.Pick(kCommandsACycle / 2);
    writers.Allow(kCommandsACycle);
    ASSERT_TRUE(Eventually(kSoon, [&] { return writers.acknowledged() >= blow; }))
        << writers.failure();
    std::cout << "cycle " << cycle << ": ";
    chaos.Strike();
  }
  const auto people = writers.Finish();
  ASSERT_EQ(writers.failure(), "");
  ASSERT_EQ(writers.acknowledged(), kCycles * kCommandsACycle);
  ASSERT_TRUE(Eventually(kSoon, [&] { return Settled(cluster_); }))
      << cluster_.Ttg({"events", "lag"}).out;
  const Json audits = Ask(cluster_, {"audit", "verify"})["services"];
  EXPECT_EQ(audits.size(), support::kServices.size());
  for (const Json& service : audits) {
    EXPECT_EQ(service["intact"], true) << service.dump();
  }
  for (const std::string& service : support::kServices) EXPECT_EQ(cluster_.Stop(service), 0);
  CheckAcknowledged(people);
  CheckVersions(people);
  CheckPositions();
  CheckAnswers();
  CheckTimeline();
}

}  // namespace
}  // namespace ttg::e2e
