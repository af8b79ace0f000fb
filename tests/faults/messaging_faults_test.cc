#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "faults/checker.h"
#include "faults/node.h"
#include "platform/testing/redis_server.h"

namespace ttg::faults {
namespace {

using ::testing::IsEmpty;

constexpr int kCycles = 32;
constexpr int kPersons = 20;
constexpr int kInFlight = 24;
constexpr std::chrono::seconds kCatchUpTime{60};

// alpha takes commands; beta follows alpha and answers each of its events with one of its own;
// gamma follows both.
class Chaos {
 public:
  explicit Chaos(unsigned seed) : random_(seed) {
    alpha_.Start();
    beta_.Start();
    gamma_.Start();
  }

  // Writes until `count` more commands have been acknowledged.
  void Write(int count) {
    const auto enough = acknowledged_.size() + static_cast<std::size_t>(count);
    while (acknowledged_.size() < enough) {
      while (in_flight_.size() < kInFlight) Send(NextCommand());
      Receive(1000);
    }
  }

  // Breaks something while commands are in flight, and mends it.
  void Break() {
    switch (random_() % 9) {
      case 0:
      case 1:
        KillAlpha();
        break;
      case 2:
        Restart(beta_);
        break;
      case 3:
        Restart(gamma_);
        break;
      case 4:
        redis_.Restart();
        break;
      case 5:
        redis_.Kill();
        redis_.CutTail(1 + random_() % 20000);
        redis_.Restart();
        break;
      case 6:
        redis_.Wipe();
        break;
      case 7:
        redis_.Kill();
        Write(20);  // commands do not wait for Redis
        Restart(gamma_);
        redis_.Restart();
        break;
      default:
        beta_.Kill();
        redis_.Wipe();
        KillAlpha();
        redis_.Restart();
        beta_.Start();
        break;
    }
  }

  // The database and the relay of the producer, wherever they are just now. What was not answered
  // is sent again under its old id, as a client does.
  void KillAlpha() {
    alpha_.Kill();
    alpha_.Start();
    const auto unanswered = in_flight_;
    for (const std::string& command : unanswered) Send(command);
  }

  // Restarts beta so that it kills itself (`how` is the flag of fault_node) at an event that is
  // still to come, and starts it again.
  void KillBetaAtACommit(const std::string& how) {
    const auto position = ReadLog(Path("alpha")).size() + kInFlight + 10;
    beta_.Kill();
    beta_.Start({how, std::to_string(position)});
    Write(kInFlight * 3);
    beta_.AwaitDeath();
    beta_.Start();
  }

  // Makes every third entry of alpha's stream unreadable, but for the last, while gamma is down: it
  // finds them before it, in the midst of events of the same persons.
  void SpoilEntriesBeforeGamma() {
    gamma_.Kill();
    Write(60);
    redis_.Command({"EVAL",
                    "local all = redis.call('XRANGE', KEYS[1], '-', '+')"
                    " redis.call('DEL', KEYS[1])"
                    " for i, entry in ipairs(all) do"
                    "  local fields = entry[2]"
                    "  if i % 3 == 0 and i < #all then fields = {'junk', 'x'} end"
                    "  redis.call('XADD', KEYS[1], entry[1], unpack(fields))"
                    " end return #all",
                    "1", "events:alpha"});
    gamma_.Start();
  }

  // Whether the stream holds alpha's log, entry by entry.
  bool StreamHoldsTheLog() const {
    redis::Client client(redis_.config());
    if (!client.Connect()) return false;
    const auto log = ReadLog(Path("alpha"));
    const auto entries = client.Range("events:alpha", "-", "+", static_cast<int>(log.size()) + 1);
    if (!entries || entries->size() != log.size()) return false;
    for (std::size_t i = 0; i < log.size(); ++i) {
      const redis::StreamEntry& entry = (*entries)[i];
      if (entry.id != std::to_string(log[i].position) + "-0") return false;
      if (entry.fields.front().second != log[i].event_id) return false;
    }
    return true;
  }

  bool CatchesUp() {
    const auto deadline = std::chrono::steady_clock::now() + kCatchUpTime;
    while (std::chrono::steady_clock::now() < deadline) {
      // Waits on alpha's silence for a moment instead of sleeping.
      Receive(50);
      if (CaughtUp("beta", "alpha") && CaughtUp("gamma", "alpha") && CaughtUp("gamma", "beta")) {
        return true;
      }
    }
    return false;
  }

  Breaches Check() const {
    Breaches breaches;
    const auto add = [&](const std::string& what, const Breaches& found) {
      for (const std::string& breach : found) {
        breaches.push_back(fmt::format("{}: {}", what, breach));
      }
    };
    std::set<std::string> stored;
    for (const auto& row : ReadRows(Path("alpha"), "SELECT id FROM command")) stored.insert(row[0]);
    add("alpha", CheckCommands(acknowledged_, stored));
    const auto alpha = ReadLog(Path("alpha"));
    const auto beta = ReadLog(Path("beta"));
    add("alpha", CheckLog(alpha));
    add("beta", CheckLog(beta));
    if (alpha.size() != stored.size()) breaches.emplace_back("alpha: an event without a command");
    if (beta.size() != alpha.size()) breaches.emplace_back("beta: not one answer to each event");
    add("beta of alpha", CheckEffects(alpha, EffectsOf("beta", "alpha")));
    add("gamma of alpha", CheckEffects(alpha, EffectsOf("gamma", "alpha")));
    add("gamma of beta", CheckEffects(beta, EffectsOf("gamma", "beta")));
    return breaches;
  }

  std::size_t acknowledged() const { return acknowledged_.size(); }

 private:
  std::string Path(const std::string& name) const { return folder_.path() / (name + ".db"); }

  std::vector<std::string> Arguments(const std::string& name,
                                     const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{FAULT_NODE,
                                       "--name",
                                       name,
                                       "--database",
                                       Path(name),
                                       "--redis-port",
                                       std::to_string(redis_.port())};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  std::string NextCommand() { return "command-" + std::to_string(++last_command_); }

  void Send(const std::string& command) {
    const auto person = "person-" + std::to_string(std::hash<std::string>()(command) % kPersons);
    in_flight_.insert(command);
    alpha_.WriteLine(command + " " + person);
  }

  void Receive(int milliseconds) {
    for (const std::string& line : alpha_.ReadLines(milliseconds)) {
      if (!line.starts_with("ok ")) continue;
      in_flight_.erase(line.substr(3));
      acknowledged_.insert(line.substr(3));
    }
  }

  static void Restart(Node& node) {
    node.Kill();
    node.Start();
  }

  std::vector<Effect> EffectsOf(const std::string& consumer, const std::string& producer) const {
    std::vector<Effect> effects;
    for (const auto& row :
         ReadRows(Path(consumer), "SELECT position, event_id FROM effect WHERE stream = 'events:" +
                                      producer + "' ORDER BY ordinal")) {
      effects.push_back({.position = std::stoll(row[0]), .event_id = row[1]});
    }
    return effects;
  }

  bool CaughtUp(const std::string& consumer, const std::string& producer) const {
    const auto effects = ReadRows(
        Path(consumer), "SELECT COUNT(*) FROM effect WHERE stream = 'events:" + producer + "'");
    const auto events = ReadRows(Path(producer), "SELECT COUNT(*) FROM event_log");
    return in_flight_.empty() && effects == events;
  }

  std::mt19937 random_;
  testing::TemporaryFolder folder_;
  testing::RedisServer redis_;
  Node alpha_{Arguments("alpha", {"--consumer", "beta", "--consumer", "gamma"})};
  Node beta_{Arguments("beta",
                       {"--follow", "alpha=" + Path("alpha"), "--consumer", "gamma", "--answers"})};
  Node gamma_{Arguments(
      "gamma", {"--follow", "alpha=" + Path("alpha"), "--follow", "beta=" + Path("beta")})};
  int last_command_ = 0;
  std::set<std::string> in_flight_;
  std::set<std::string> acknowledged_;
};

unsigned Seed() {
  const char* given = std::getenv("TTG_FAULT_SEED");
  return given == nullptr ? 20261123U : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

// The promise in one sentence: every change that was acknowledged is delivered to every service
// and takes effect there exactly once, in order for each person, as long as the databases survive;
// Redis may lose anything.
TEST(MessagingFaults, EveryAcknowledgedChangeTakesEffectOnceAndInOrderWhateverIsKilled) {
  const unsigned seed = Seed();
  std::cout << "seed " << seed << " (TTG_FAULT_SEED), " << kCycles << " cycles\n";
  std::mt19937 random(seed);
  Chaos chaos(random());
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    chaos.Write(static_cast<int>(1 + random() % 150));
    chaos.Break();
  }
  chaos.Write(50);
  EXPECT_TRUE(chaos.CatchesUp());
  EXPECT_THAT(chaos.Check(), IsEmpty());
  std::cout << chaos.acknowledged() << " commands acknowledged\n";
}

TEST(MessagingFaults, EntriesThatRedisSpoiltTakeEffectOnceAndInOrder) {
  Chaos chaos(Seed());
  for (int i = 0; i < 4; ++i) {
    chaos.Write(20);
    chaos.SpoilEntriesBeforeGamma();
  }
  chaos.Write(20);
  EXPECT_TRUE(chaos.CatchesUp());
  EXPECT_THAT(chaos.Check(), IsEmpty());
}

TEST(MessagingFaults, RelayKilledAtAnyPointLeavesOneWholeStream) {
  Chaos chaos(Seed());
  for (int i = 1; i <= 15; ++i) {
    chaos.Write(i * 7 % 23 + 1);
    chaos.KillAlpha();
  }
  EXPECT_TRUE(chaos.CatchesUp());
  EXPECT_TRUE(chaos.StreamHoldsTheLog());
  EXPECT_THAT(chaos.Check(), IsEmpty());
}

TEST(MessagingFaults, ConsumerKilledOnEitherSideOfItsCommitAppliesOnce) {
  Chaos chaos(Seed());
  for (int i = 0; i < 3; ++i) {
    chaos.Write(20);
    chaos.KillBetaAtACommit("--dies-before-commit-of");
    chaos.KillBetaAtACommit("--dies-after-commit-of");
  }
  EXPECT_TRUE(chaos.CatchesUp());
  EXPECT_THAT(chaos.Check(), IsEmpty());
}

}  // namespace
}  // namespace ttg::faults
