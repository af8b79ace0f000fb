#include <chrono>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "e2e/kit.h"
#include "faults/checker.h"

// A bulk change of some thousand rows in the real release process, which is killed in its midst
// again and again (domain A7).
namespace ttg::e2e {
namespace {

using faults::ReadRows;
using support::Cluster;
using support::Eventually;

constexpr int kPeople = 4000;
constexpr int kLeastRows = 2000;
constexpr int kKills = 4;
constexpr std::chrono::seconds kSoon{90};

class BulkChangeFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    cluster_.Start("release");
    const std::string folder = Simulate(cluster_, kPeople, 3);
    ImportFile(cluster_, "people", folder + "/people.csv");
  }

  std::vector<std::vector<std::string>> Rows(const std::string& sql) const {
    return ReadRows(cluster_.DatabasePath("release"), sql);
  }
  std::string One(const std::string& sql) const { return Rows(sql).at(0).at(0); }

  // A file that moves everybody whose release is to come, to a day on which nobody is released yet.
  std::string WriteTranche() const {
    std::string text = "prison_number,date_type,date,regime\r\n";
    for (const auto& row :
         Rows("SELECT prison_number FROM person WHERE state = 'IN_PRISON' ORDER BY person_id")) {
      text += fmt::format("{},CRD,{},SDS40\r\n", row.at(0), DayFromToday(600));
    }
    std::string path = cluster_.folder() + "/tranche.csv";
    WriteText(path, text);
    return path;
  }

  Json Job() const {
    const auto output = cluster_.Ttg({"--json", "bulk-change", "show", job_});
    return output.status == 0 ? Json::parse(output.out)["bulk_change"] : Json::object();
  }

  Cluster cluster_;
  std::string job_;
};

TEST_F(BulkChangeFaults, ARunThatIsKilledAgainAndAgainMovesEverybodyOnce) {
  const Json prepared = Ask(cluster_, {"bulk-change", "prepare", "--file", WriteTranche(),
                                       "--label", "SDS40", "--reason", "early release"});
  job_ = prepared["bulk_change"]["bulk_change_id"];
  // The dry run goes on after a kill as well.
  cluster_.Kill("release");
  cluster_.Start("release");
  ASSERT_TRUE(Eventually(
      kSoon, [this] { return Job().value("state", "") == "BULK_CHANGE_STATE_PREPARED"; }));
  const Json job = Job();
  ASSERT_GT(Count(job, "rows"), kLeastRows);
  ASSERT_GT(Count(job, "moving"), kLeastRows / 2);
  EXPECT_EQ(One("SELECT count(*) FROM bulk_change_row"), std::to_string(Count(job, "rows")));
  EXPECT_EQ(One("SELECT count(*) FROM date_change"), "0");

  Ask(cluster_, {"bulk-change", "run", job_});
  int done = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    ASSERT_TRUE(Eventually(kSoon, [&] { return Count(Job(), "done") > done; }));
    cluster_.Kill("release");
    // What was done is on record, and nothing else; nobody works while it is counted.
    const std::string on_record = One("SELECT done_count FROM bulk_change");
    EXPECT_EQ(One("SELECT count(*) FROM bulk_change_row WHERE state = 'APPLIED'"), on_record);
    done = std::stoi(on_record);
    cluster_.Start("release");
  }
  ASSERT_TRUE(Eventually(
      kSoon, [this] { return Job().value("state", "") == "BULK_CHANGE_STATE_FINISHED"; }));

  const Json finished = Job();
  EXPECT_EQ(Count(finished, "done"), Count(finished, "rows"));
  // One announcement for each mover, and one line of history for each row.
  const std::string announced = fmt::format(
      "FROM event_log WHERE type = 'ttg.release.v1.ReleaseDayChanged' AND correlation_id = '{}'",
      job_);
  EXPECT_EQ(One("SELECT count(*) " + announced), std::to_string(Count(finished, "moving")));
  EXPECT_EQ(One("SELECT count(DISTINCT subject) " + announced),
            std::to_string(Count(finished, "moving")));
  EXPECT_EQ(One("SELECT count(*) FROM date_change WHERE reason = 'SDS40: early release'"),
            std::to_string(Count(finished, "rows")));
  EXPECT_EQ(One("SELECT count(*) FROM date_change WHERE material = 1"),
            std::to_string(Count(finished, "moving")));
  EXPECT_EQ(One("SELECT count(*) FROM bulk_change_row r JOIN person p ON p.person_id = r.person_id "
                "WHERE r.state <> 'APPLIED' OR (r.moving = 1 AND p.release_on <> "
                "r.after_on)"),
            "0");
  EXPECT_EQ(cluster_.Ttg({"audit", "verify", "--service", "release"}).status, 0);
}

}  // namespace
}  // namespace ttg::e2e
