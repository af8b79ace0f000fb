#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <absl/time/clock.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "e2e/kit.h"
#include "faults/checker.h"

// The adapter of the prison system's events over a real Redis stream: it and the service are killed
// in their midst, and each event is applied exactly once (domain A8).
namespace ttg::e2e {
namespace {

using faults::ReadRows;
using support::Cluster;
using support::Eventually;

constexpr int kPeople = 60;
constexpr int kRounds = 8;
constexpr int kKills = 3;
constexpr std::chrono::seconds kSoon{60};
constexpr const char* kStream = "prison:events";

std::string Published(const std::string& what, const std::string& reason, const std::string& number,
                      Instant time) {
  return fmt::format(
      R"({{"eventType":"prison-offender-events.prisoner.{}","version":"1.0","occurredAt":"{}",)"
      R"("personReference":{{"identifiers":[{{"type":"NOMS","value":"{}"}}]}},)"
      R"("additionalInformation":{{"reason":"{}","prisonId":"BMI"}}}})",
      what, FormatInstant(time), number, reason);
}

class PrisonEventFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    cluster_.Start("release");
    ImportFile(cluster_, "people", Simulate(cluster_, kPeople, 5) + "/people.csv");
    for (const auto& row : Rows("SELECT prison_number FROM person WHERE state = 'IN_PRISON'")) {
      numbers_.push_back(row.at(0));
    }
  }

  std::vector<std::vector<std::string>> Rows(const std::string& sql) const {
    return ReadRows(cluster_.DatabasePath("release"), sql);
  }
  int One(const std::string& sql) const { return std::stoi(Rows(sql).at(0).at(0)); }

  // To court and back for everybody, again and again, every third event twice.
  void Publish() {
    const Instant start = absl::Now() - absl::Hours(24);
    for (int round = 0; round < kRounds; ++round) {
      const bool out = round % 2 == 0;
      for (const std::string& number : numbers_) {
        const std::string json =
            Published(out ? "released" : "received", out ? "SENT_TO_COURT" : "RETURN_FROM_COURT",
                      number, start + absl::Minutes(round));
        Add(json);
        if (++published_ % 3 == 0) Add(json);
      }
    }
  }
  void Add(const std::string& json) {
    cluster_.redis().Command({"XADD", kStream, "*", "event", json});
  }

  std::vector<std::string> Adapter() {
    return {Cluster::DefaultPrograms() + "/ttg",
            "prison-events",
            "--redis-stream",
            kStream,
            "--redis",
            fmt::format("127.0.0.1:{}", cluster_.redis().port())};
  }
  std::map<std::string, std::string> Environment() const {
    return {{"TTG_CLI_STATE", cluster_.folder() + "/services.json"},
            {"TTG_CLI_TOKEN", cluster_.token()},
            {"NO_COLOR", "1"}};
  }

  Cluster cluster_;
  std::vector<std::string> numbers_;
  int published_ = 0;
};

TEST_F(PrisonEventFaults, EachEventIsAppliedOnceWhateverIsKilled) {
  ASSERT_GT(numbers_.size(), 20U);
  Publish();
  int done = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    support::Process adapter(Adapter(), Environment(), cluster_.folder() + "/adapter.log");
    ASSERT_TRUE(Eventually(kSoon, [&] { return One("SELECT count(*) FROM prison_event") > done; }));
    adapter.Kill();
    if (kill == 1) {
      cluster_.Kill("release");
      cluster_.Start("release");
    }
    done = One("SELECT count(*) FROM prison_event");
  }
  auto rest = Adapter();
  rest.emplace_back("--once");
  const auto output = support::Run(rest, Environment());
  EXPECT_EQ(output.status, 0) << output.error;
  EXPECT_EQ(One("SELECT count(*) FROM prison_event"), published_);
  EXPECT_EQ(One("SELECT count(*) FROM prison_event WHERE outcome <> 'APPLIED'"), 0);
  EXPECT_EQ(One("SELECT count(*) FROM movement WHERE source = 'PRISON_SYSTEM'"), published_);
  EXPECT_EQ(One("SELECT count(*) FROM person WHERE state = 'TEMPORARILY_OUT'"), 0);
  EXPECT_EQ(Ask(cluster_, {"prison-events", "list"})["events"].size(), 0U);
}

}  // namespace
}  // namespace ttg::e2e
