#include "platform/redis/client.h"

#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "platform/testing/redis_server.h"

namespace ttg::redis {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ttg::testing::FailsWith;
using ttg::testing::RedisSentinel;
using ttg::testing::RedisServer;
using ttg::testing::Succeeded;
using ttg::testing::SucceededWith;

const std::string kStream = "events:test";

std::vector<StreamEntry> Entries(int from, int through) {
  std::vector<StreamEntry> entries;
  for (int n = from; n <= through; ++n) {
    entries.push_back({.id = std::to_string(n) + "-0", .fields = {{"n", std::to_string(n)}}});
  }
  return entries;
}

class RedisClient : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(client_.Connect(), Succeeded()); }

  RedisServer server_;
  Client client_{server_.config()};
};

TEST_F(RedisClient, AddsToAStreamThatIsThereAndSaysWhenItIsNot) {
  EXPECT_THAT(client_.Add(kStream, Entries(1, 2), false),
              SucceededWith(ElementsAre(Added::kNoStream, Added::kNoStream)));
  EXPECT_THAT(client_.Add(kStream, Entries(1, 2), true),
              SucceededWith(ElementsAre(Added::kYes, Added::kYes)));
  EXPECT_THAT(client_.Add(kStream, Entries(2, 3), false),
              SucceededWith(ElementsAre(Added::kNotLarger, Added::kYes)));
  EXPECT_THAT(client_.Range(kStream, "-", "+", 10), SucceededWith(Entries(1, 3)));
}

TEST_F(RedisClient, KeepsBytesAsTheyAre) {
  const StreamEntry entry{.id = "1-0", .fields = {{"data", std::string("\0\r\n\xff", 4)}}};
  ASSERT_THAT(client_.Add(kStream, {entry}, true), Succeeded());
  EXPECT_THAT(client_.Range(kStream, "1-0", "1-0", 1), SucceededWith(ElementsAre(entry)));
}

TEST_F(RedisClient, ReadsAfterAnIdAndComesBackEmpty) {
  ASSERT_THAT(client_.Add(kStream, Entries(1, 5), true), Succeeded());
  EXPECT_THAT(client_.ReadAfter(kStream, "2-0", 2, milliseconds(1)), SucceededWith(Entries(3, 4)));
  EXPECT_THAT(client_.ReadAfter(kStream, "5-0", 2, milliseconds(1)),
              SucceededWith(std::vector<StreamEntry>()));
  EXPECT_THAT(client_.ReadAfter("events:none", "0-0", 2, milliseconds(1)),
              SucceededWith(std::vector<StreamEntry>()));
}

TEST_F(RedisClient, TellsWhereAStreamStandsAndKeepsItWhenTrimmed) {
  EXPECT_EQ(client_.Info(kStream).value(), std::nullopt);
  ASSERT_THAT(client_.Add(kStream, Entries(1, 5), true), Succeeded());
  EXPECT_THAT(client_.TrimBefore(kStream, "4-0"), SucceededWith(3));
  EXPECT_THAT(client_.Range(kStream, "-", "+", 10), SucceededWith(Entries(4, 5)));
  EXPECT_EQ(client_.Info(kStream).value()->last_generated_id, "5-0");
  EXPECT_EQ(client_.Info(kStream).value()->entries_added, 5);
}

TEST_F(RedisClient, SetsBookmarksButNeverMakesTheStream) {
  EXPECT_THAT(client_.SetGroup(kStream, "journey", "1-0", 1), FailsWith("REDIS_NO_STREAM"));
  ASSERT_THAT(client_.Add(kStream, Entries(1, 5), true), Succeeded());
  ASSERT_THAT(client_.SetGroup(kStream, "journey", "1-0", 1), Succeeded());
  ASSERT_THAT(client_.SetGroup(kStream, "journey", "3-0", 3), Succeeded());
  const auto groups = client_.Groups(kStream).value();
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].name, "journey");
  EXPECT_EQ(groups[0].last_delivered_id, "3-0");
}

TEST_F(RedisClient, AddsAllOrNothingWhenRedisIsFull) {
  ASSERT_THAT(client_.Add(kStream, Entries(1, 2), true), Succeeded());
  server_.Command({"CONFIG", "SET", "maxmemory", "1"});
  EXPECT_THAT(client_.Add(kStream, Entries(3, 9), false), FailsWith("REDIS_FULL"));
  EXPECT_TRUE(client_.connected());
  server_.Command({"CONFIG", "SET", "maxmemory", "0"});
  EXPECT_THAT(client_.Range(kStream, "-", "+", 10), SucceededWith(Entries(1, 2)));
}

TEST_F(RedisClient, EndsItsConnectionWithTheServerAndConnectsAgain) {
  server_.Kill();
  EXPECT_THAT(client_.Info(kStream), FailsWith("REDIS_UNREACHABLE"));
  EXPECT_FALSE(client_.connected());
  EXPECT_THAT(client_.Connect(), FailsWith("REDIS_UNREACHABLE"));
  server_.Restart();
  EXPECT_THAT(client_.Connect(), Succeeded());
  EXPECT_THAT(client_.Info(kStream), Succeeded());
}

TEST_F(RedisClient, EndsItsConnectionAfterATimeout) {
  auto config = server_.config();
  config.command_timeout = milliseconds(30);
  Client impatient(config);
  ASSERT_THAT(impatient.Connect(), Succeeded());
  EXPECT_THAT(impatient.ReadAfter(kStream, "0-0", 1, milliseconds(2000)),
              FailsWith("REDIS_UNREACHABLE"));
  EXPECT_FALSE(impatient.connected());
}

TEST_F(RedisClient, LeavesAServerThatBecameAReplica) {
  ASSERT_THAT(client_.Add(kStream, Entries(1, 1), true), Succeeded());
  server_.Command({"REPLICAOF", "127.0.0.1", "1"});
  EXPECT_THAT(client_.Add(kStream, Entries(2, 2), false), FailsWith("REDIS_READ_ONLY"));
  EXPECT_FALSE(client_.connected());
}

TEST_F(RedisClient, TakesUnblockedForAnEndOfItsWait) {
  EXPECT_THAT(client_.Command({"CLIENT", "SETNAME", "reader"}), Succeeded());
  const std::string id = client_.Command({"CLIENT", "ID"}).value();
  Client other(server_.config());
  ASSERT_THAT(other.Connect(), Succeeded());
  std::thread unblocks([&] {
    while (other.Command({"CLIENT", "UNBLOCK", id, "ERROR"}).value_or("1") != "1") {
    }
  });
  EXPECT_THAT(client_.ReadAfter(kStream, "0-0", 1, milliseconds(4000)),
              SucceededWith(std::vector<StreamEntry>()));
  unblocks.join();
  EXPECT_TRUE(client_.connected());
}

TEST(RedisLogin, UsesUserAndPasswordFromAFile) {
  RedisServer server({"--user", "ttg", "on", ">secret", "allkeys", "+@all"});
  ttg::testing::TemporaryFolder folder;
  auto config = server.config();
  config.user = "ttg";
  config.password_file = folder.path() / "password";
  std::ofstream(config.password_file) << "secret\n";
  EXPECT_THAT(Client(config).Connect(), Succeeded());
  std::ofstream(config.password_file) << "wrong\n";
  EXPECT_THAT(Client(config).Connect(), FailsWith("REDIS_LOGIN_REFUSED"));
  config.password_file = folder.path() / "missing";
  EXPECT_THAT(Client(config).Connect(), FailsWith("REDIS_LOGIN_REFUSED"));
}

TEST(RedisSentinel, NamesTheMaster) {
  RedisServer server;
  RedisSentinel sentinel("gate", server.port());
  ClientConfig config;
  config.port = 1;  // not used: Sentinel knows better
  config.master_name = "gate";
  config.sentinels = {"127.0.0.1:1", "127.0.0.1:" + std::to_string(sentinel.port())};
  Client client(config);
  ASSERT_THAT(client.Connect(), Succeeded());
  EXPECT_THAT(client.Add(kStream, Entries(1, 1), true), Succeeded());
  config.master_name = "unknown";
  EXPECT_THAT(Client(config).Connect(), FailsWith("REDIS_NO_MASTER"));
}

TEST(RedisSentinel, IsNotBelievedAboutAReplica) {
  RedisServer server;
  RedisSentinel sentinel("gate", server.port());
  server.Command({"REPLICAOF", "127.0.0.1", "1"});
  ClientConfig config;
  config.master_name = "gate";
  config.sentinels = {"127.0.0.1:" + std::to_string(sentinel.port())};
  EXPECT_THAT(Client(config).Connect(), FailsWith("REDIS_NO_MASTER"));
}

}  // namespace
}  // namespace ttg::redis
