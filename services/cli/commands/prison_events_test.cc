#include <fstream>

#include "cli/command_test_kit.h"
#include "kernel/id.h"

namespace ttg::cli {
namespace {

using ::testing::HasSubstr;

class PrisonEventsTest : public CommandTest {
 protected:
  std::string Write(int lines, const std::string& line = R"({"eventType":"x"})") {
    const std::string path = folder_.path() / "events.jsonl";
    std::ofstream file(path);
    for (int i = 0; i < lines; ++i) file << line << '\n';
    return path;
  }
};

TEST_F(PrisonEventsTest, SendsAFileInBatchesThatAreTheSameRequestAgain) {
  const std::string path = Write(250);
  EXPECT_EQ(Run({"prison-events", path}), kExitOk);
  ASSERT_EQ(caller_.calls.size(), 3U);
  EXPECT_EQ(caller_.calls[0].request["events"].size(), 100U);
  EXPECT_EQ(caller_.calls[2].request["events"].size(), 50U);
  EXPECT_EQ(LastRequest()["source"], "events.jsonl");
  const std::string id = LastRequest()["request_id"];
  EXPECT_TRUE(IsUuid(id)) << id;
  EXPECT_EQ(Run({"prison-events", path}), kExitOk);
  EXPECT_EQ(LastRequest()["request_id"], id);
}

TEST_F(PrisonEventsTest, SaysWhatBecameOfThem) {
  caller_.answers["ReceivePrisonEvents"] =
      Json{{"results",
            {{{"outcome", "PRISON_EVENT_OUTCOME_APPLIED"}},
             {{"outcome", "PRISON_EVENT_OUTCOME_REFUSED"}, {"reason", "REASON_UNKNOWN"}}}}};
  EXPECT_EQ(Run({"prison-events", Write(2)}), kExitRowsRefused);
  EXPECT_THAT(out_.str(), HasSubstr("2 events, 1 APPLIED, 1 REFUSED"));
}

// A line that is no text is refused by the service, and stops no other.
TEST_F(PrisonEventsTest, SendsWhatIsNoUtf8AsText) {
  EXPECT_EQ(Run({"prison-events", Write(1, "\xff{")}), kExitOk);
  EXPECT_EQ(LastRequest()["events"][0]["json"], "\xEF\xBF\xBD{");
}

TEST_F(PrisonEventsTest, NeedsExactlyOneSource) {
  EXPECT_EQ(Run({"prison-events"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("SOURCE_MISSING"));
  EXPECT_EQ(Run({"prison-events", "--redis-stream", "k", "--redis", "nowhere"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("ADDRESS_MALFORMED"));
  EXPECT_EQ(Run({"prison-events", "/no/such/file"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("FILE_UNREADABLE"));
}

TEST_F(PrisonEventsTest, SettlesByTheEtagOfNow) {
  EXPECT_EQ(Run({"prison-events", "settle", kThingId, "--retry"}), kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "2");
  EXPECT_EQ(LastRequest()["retry"], true);
  EXPECT_EQ(Run({"unmerge", kThingId, "--reason", "two"}), kExitOk);
  EXPECT_EQ(LastRequest()["etag"], "9");
}

}  // namespace
}  // namespace ttg::cli
