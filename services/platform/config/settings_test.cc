#include "platform/config/settings.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace ttg::config {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Settings Given(std::vector<std::string> arguments, std::map<std::string, std::string> environment) {
  return Settings("TTG_RELEASE", std::move(arguments),
                  [environment](const std::string& name) -> std::optional<std::string> {
                    const auto found = environment.find(name);
                    return found == environment.end() ? std::nullopt : std::optional(found->second);
                  });
}

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("ttg-settings-{}-{}", getpid(), ++count_)) {
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

TEST(Settings, ReportEveryFaultAtOnce) {
  auto settings =
      Given({}, {{"TTG_RELEASE_WORKERS", "many"}, {"TTG_RELEASE_REFLECTION", "perhaps"}});
  settings.Required("LISTEN");
  settings.Required("DATABASE_URL");
  EXPECT_EQ(settings.Number("WORKERS", 8, 1, 256), 8);
  EXPECT_FALSE(settings.Flag("REFLECTION", false));
  EXPECT_THAT(settings.Faults(),
              ElementsAre("TTG_RELEASE_DATABASE_URL is required", "TTG_RELEASE_LISTEN is required",
                          "TTG_RELEASE_REFLECTION must be true or false",
                          "TTG_RELEASE_WORKERS must be a number from 1 to 256"));
}

TEST(Settings, PreferFlagsToTheEnvironmentAndThatToTheFile) {
  const TemporaryFile file(
      "# comment\n\nTTG_RELEASE_A = file\nTTG_RELEASE_B=file\nTTG_RELEASE_C=file\n");
  auto settings = Given({"--a=flag", "--config", file.path()},
                        {{"TTG_RELEASE_A", "environment"}, {"TTG_RELEASE_B", "environment"}});
  EXPECT_EQ(settings.Required("A"), "flag");
  EXPECT_EQ(settings.Required("B"), "environment");
  EXPECT_EQ(settings.Required("C"), "file");
  EXPECT_EQ(settings.Text("D", "fallback"), "fallback");
  EXPECT_THAT(settings.Faults(), IsEmpty());
}

TEST(Settings, RefuseNumbersOutOfRangeOrWithATail) {
  for (const std::string bad : {"0", "257", "12x", "", " ", "99999999999999999999"}) {
    auto settings = Given({"--workers=" + bad}, {});
    EXPECT_EQ(settings.Number("WORKERS", 8, 1, 256), 8);
    EXPECT_EQ(settings.Faults().size(), 1U) << bad;
  }
}

TEST(Settings, ReadFlagsInEveryForm) {
  auto settings = Given({"--reflection", "--listen", "127.0.0.1:1", "--database-url=sqlite:x"}, {});
  EXPECT_TRUE(settings.Flag("REFLECTION", false));
  EXPECT_EQ(settings.Required("LISTEN"), "127.0.0.1:1");
  EXPECT_EQ(settings.Required("DATABASE_URL"), "sqlite:x");
  EXPECT_THAT(settings.Faults(), IsEmpty());
}

TEST(Settings, NameWhatNobodyAskedFor) {
  auto settings = Given({"--lisen=x", "stray"}, {});
  settings.Text("LISTEN", "");
  EXPECT_THAT(settings.Faults(),
              ElementsAre("TTG_RELEASE_LISEN is not a setting of this program",
                          "argument 2 is no setting: give settings as --name=value"));
}

TEST(Settings, NameTheLineOfAFaultyFile) {
  const TemporaryFile file("TTG_RELEASE_A=1\nnonsense\nTTG_OTHER_B=2\n");
  auto settings = Given({}, {{"TTG_RELEASE_CONFIG", file.path()}});
  settings.Text("A", "");
  EXPECT_THAT(settings.Faults(),
              ElementsAre("TTG_RELEASE_CONFIG has no TTG_RELEASE_NAME=value on line 2",
                          "TTG_RELEASE_CONFIG has no TTG_RELEASE_NAME=value on line 3"));
}

TEST(Settings, ReadSecretsFromFilesAndNeverPrintThem) {
  const TemporaryFile file("s3cret\n");
  auto settings = Given({"--redis-password-file=" + file.path()}, {});
  const auto secret = settings.SecretFromFile("REDIS_PASSWORD");
  EXPECT_EQ(secret.Reveal(), "s3cret");
  std::ostringstream out;
  out << secret;
  EXPECT_EQ(out.str(), "[redacted]");
}

TEST(Settings, SayThatASecretFileIsMissing) {
  auto settings = Given({"--key-file=/nowhere/at/all"}, {});
  settings.SecretFromFile("KEY");
  EXPECT_THAT(settings.Faults(),
              ElementsAre("TTG_RELEASE_KEY_FILE names a file that cannot be read or is empty"));
}

TEST(Settings, SplitLists) {
  auto settings = Given({"--sentinels=a:1, b:2,,c:3"}, {});
  EXPECT_THAT(settings.List("SENTINELS"), ElementsAre("a:1", "b:2", "c:3"));
  EXPECT_THAT(settings.List("OTHERS"), IsEmpty());
}

TEST(Settings, ExplainThemselves) {
  auto settings = Given({"--help"}, {});
  settings.Text("LISTEN", "");
  ASSERT_TRUE(settings.help().has_value());
  EXPECT_THAT(*settings.help(), ::testing::HasSubstr("--listen"));
}

}  // namespace
}  // namespace ttg::config
