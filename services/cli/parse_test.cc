#include "cli/parse.h"

#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/completion.h"
#include "platform/testing/test_database.h"

namespace ttg::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ParseTest : public ::testing::Test {
 protected:
  Typed Type(std::vector<const char*> words) {
    words.insert(words.begin(), "ttg");
    return Parse(commands_, static_cast<int>(words.size()), words.data(), out_, err_);
  }

  const std::vector<Command> commands_ = AllCommands();
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(ParseTest, FindsTheCommandOfItsWords) {
  const auto typed = Type({"release", "extra-day", "request", "A4834PO", "--reason", "no bus"});
  ASSERT_NE(typed.command, nullptr);
  EXPECT_EQ(typed.command->words, "release extra-day request");
  EXPECT_EQ(ValueOf(typed.arguments, "PERSON"), "A4834PO");
  EXPECT_EQ(ValueOf(typed.arguments, "--reason"), "no bus");
}

TEST_F(ParseTest, TakesGlobalOptionsBeforeAndAfterTheCommand) {
  EXPECT_TRUE(Type({"--json", "releases"}).json);
  EXPECT_TRUE(Type({"releases", "--json"}).json);
  const auto typed = Type({"releases", "--release-address", "localhost:1", "--deadline", "3"});
  EXPECT_EQ(typed.settings.addresses.at("release"), "localhost:1");
  EXPECT_EQ(typed.deadline_seconds, 3);
}

TEST_F(ParseTest, TakesListsByCommaAndByRepeating) {
  const auto typed =
      Type({"beds", "for", "--unit", "N52BIRM,N52CSW", "--unit", "N52STF", "A4834PO"});
  ASSERT_NE(typed.command, nullptr) << err_.str();
  EXPECT_THAT(typed.arguments.at("--unit"), ElementsAre("N52BIRM", "N52CSW", "N52STF"));
  EXPECT_EQ(ValueOf(typed.arguments, "PERSON"), "A4834PO");
}

TEST_F(ParseTest, EndsWithTwoWhereTheLineIsWrong) {
  for (const auto& words : std::vector<std::vector<const char*>>{{},
                                                                 {"nonsense"},
                                                                 {"person"},
                                                                 {"release", "confirm", "A4834PO"},
                                                                 {"plan"},
                                                                 {"plan", "need", "A4834PO"},
                                                                 {"releases", "--colour"}}) {
    const auto typed = Type(words);
    EXPECT_EQ(typed.command, nullptr);
    EXPECT_EQ(typed.exit, kExitUsage);
  }
  EXPECT_FALSE(err_.str().empty());
}

TEST_F(ParseTest, HelpsWithExamplesAndExitCodes) {
  EXPECT_EQ(Type({"--help"}).exit, kExitOk);
  EXPECT_THAT(out_.str(), HasSubstr("Exit codes"));
  EXPECT_EQ(Type({"release", "confirm", "--help"}).exit, kExitOk);
  EXPECT_THAT(out_.str(), HasSubstr("ttg release confirm A4834PO 2026-12-04"));
}

TEST_F(ParseTest, EveryCommandHasItsOwnWordsHelpAndExample) {
  std::set<std::string> words;
  for (const Command& command : commands_) {
    EXPECT_TRUE(words.insert(command.words).second) << command.words;
    EXPECT_FALSE(command.help.empty()) << command.words;
    EXPECT_THAT(command.example, HasSubstr("ttg " + command.words));
  }
}

TEST_F(ParseTest, CompletesGroupsCommandsAndOptions) {
  const std::string script = BashCompletion(commands_);
  EXPECT_THAT(script, HasSubstr("complete -o default -F _ttg ttg"));
  EXPECT_THAT(script, HasSubstr("' release extra-day') word='approve request'"));
  EXPECT_THAT(script, HasSubstr("--page-size"));
}

class SettingsTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    std::string path = folder_.path() / name;
    std::ofstream(path) << text;
    return path;
  }

  ttg::testing::TemporaryFolder folder_;
};

TEST_F(SettingsTest, TakesWhatTheStateFileSaysUnlessItIsGiven) {
  GivenSettings given;
  given.state_file =
      Write("services.json", R"({"services": {"release": "a:1", "journey": "a:2"},
                                               "token_file": ")" +
                                 Write("token", "abc\n") + R"(", "dev_keys": "keys"})");
  given.addresses["journey"] = "b:9";
  const auto settings = Resolve(given);
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->addresses.at("release"), "a:1");
  EXPECT_EQ(settings->addresses.at("journey"), "b:9");
  EXPECT_EQ(settings->token, "abc");
  EXPECT_EQ(settings->dev_keys, "keys");
  given.token = "mine";
  EXPECT_EQ(Resolve(given)->token, "mine");
}

TEST_F(SettingsTest, NeedsNoStateFileButRefusesABrokenOne) {
  GivenSettings given;
  given.state_file = folder_.path() / "nowhere.json";
  EXPECT_TRUE(Resolve(given).has_value());
  given.state_file = Write("broken.json", "{\"services\": 7}");
  EXPECT_EQ(Resolve(given).error().reason, "STATE_FILE_MALFORMED");
  given.state_file.clear();
  given.token_file = folder_.path() / "nowhere";
  EXPECT_EQ(Resolve(given).error().reason, "TOKEN_FILE_UNREADABLE");
}

}  // namespace
}  // namespace ttg::cli
