#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "e2e/kit.h"

namespace ttg::e2e {
namespace {

using support::Cluster;
using support::Eventually;

constexpr int kPeople = 60;
constexpr int kMoved = 5;
constexpr std::chrono::seconds kSoon{20};
// What the product promises from the moment when the last service serves again.
constexpr std::chrono::seconds kRippleLimit{1};

class RippleAfterKill : public ::testing::TestWithParam<std::vector<std::string>> {
 protected:
  static void SetUpTestSuite() {
    cluster_ = std::make_unique<Cluster>();
    cluster_->StartAll();
    const std::string folder = Simulate(*cluster_, kPeople, 2);
    for (const std::string& kind : kFiles) {
      ImportFile(*cluster_, kind, fmt::format("{}/{}.csv", folder, kind));
    }
    EXPECT_TRUE(Eventually(kSoon, [] { return Settled(*cluster_); }));
  }
  static void TearDownTestSuite() { cluster_.reset(); }

  // People whose release day lies ahead, with the day that it is to move to.
  static std::vector<std::string> People() {
    std::vector<std::string> numbers;
    const Json answer =
        Ask(*cluster_, {"releases", "--from", DayFromToday(10), "--page-size", "500"});
    for (const Json& release : answer["releases"]) {
      if (numbers.size() < kMoved) numbers.push_back(release["prison_number"]);
    }
    return numbers;
  }

  // Every person's newest ripple is the one to `day`, and all three services have answered it.
  static bool AllAnswered(const std::string& day) {
    const auto output = cluster_->Ttg({"--json", "ripples", "--page-size", "500"});
    if (output.status != 0) return false;
    int complete = 0;
    const Json ripples = Json::parse(output.out)["ripples"];
    for (const Json& ripple : ripples) {
      if (ripple.value("release_date", "") != day) continue;
      int answered = 0;
      for (const Json& answer : ripple["answers"]) answered += answer["answered"].get<bool>();
      complete += answered == 3 ? 1 : 0;
    }
    return complete == kMoved;
  }

  static inline std::unique_ptr<Cluster> cluster_;
  static inline int moves_ = 0;
};

TEST_P(RippleAfterKill, TheRippleIsCompleteWithinASecondOfServingAgain) {
  const auto people = People();
  ASSERT_EQ(people.size(), kMoved);
  for (const std::string& service : GetParam()) cluster_->Kill(service);
  const std::string day = DayFromToday(100 + ++moves_);
  for (const std::string& number : people) {
    Ask(*cluster_, {"release", "confirm", number, day});
  }
  cluster_->StartAll();
  EXPECT_TRUE(Eventually(kRippleLimit, [&] { return AllAnswered(day); }));
  EXPECT_TRUE(Eventually(kSoon, [] { return Settled(*cluster_); }));
}

INSTANTIATE_TEST_SUITE_P(Services, RippleAfterKill,
                         ::testing::Values(std::vector<std::string>{"accommodation", "employment",
                                                                    "mentoring"},
                                           std::vector<std::string>{"journey"},
                                           std::vector<std::string>{"accommodation", "employment",
                                                                    "mentoring", "journey"}),
                         [](const auto& one) {
                           std::string name;
                           for (const std::string& service : one.param) name += service;
                           return name;
                         });

TEST_F(RippleAfterKill, AReleaseServiceKilledAfterItsAnswerStillAnnouncesIt) {
  const auto people = People();
  ASSERT_EQ(people.size(), kMoved);
  const std::string day = DayFromToday(100 + ++moves_);
  for (const std::string& number : people) {
    Ask(*cluster_, {"release", "confirm", number, day});
  }
  cluster_->Kill("release");
  cluster_->Start("release");
  EXPECT_TRUE(Eventually(kRippleLimit, [&] { return AllAnswered(day); }));
}

}  // namespace
}  // namespace ttg::e2e
