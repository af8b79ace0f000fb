#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "e2e/kit.h"
#include "kernel/date.h"

namespace ttg::e2e {

inline constexpr int kPeople = 1200;
inline constexpr int kSeed = 11;
inline constexpr std::size_t kReceived = 30;
inline constexpr std::size_t kTranche = 400;
inline constexpr int kHandedOver = 5;
// The tranche brings releases forward by so many days, the same day of the week.
inline constexpr int kEarlier = 35;
inline constexpr std::chrono::seconds kSoon{20};

inline constexpr const char* kPrison = "BMI";
inline constexpr const char* kUnit = "N52BIRM";
inline constexpr const char* kWorker = "week-worker";
inline constexpr const char* kCommunity = "week-community";
inline constexpr const char* kStandIn = "week-stand-in";
inline constexpr const char* kLast = "week-last-owner";
inline constexpr const char* kChecklist =
    "plan-shared,risk-information-shared,release-dates-explained,open-actions-agreed,person-told";

// Somebody whose case the team has, and the release day as it was on reception.
struct Case {
  std::string number;
  std::string person_id;
  Date release;
};

// A prison resettlement team at the beginning of its week: a caseload is imported, workers are
// registered, and thirty people have been received and belong to one worker.
class ReleaseWeek : public ::testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite();
  static std::string TokenOf(const std::string& role, const std::string& subject);
  static void RegisterWorkers();
  // Every page of a list of releases.
  static std::vector<Json> Releases(const std::vector<std::string>& filter = {});
  // The thirty of the week, and the four hundred whose date a tranche moves.
  static void TakeThosePlain(const std::string& path);
  static void Receive(const Case& one);
  // One of the thirty to whom nothing has happened yet this week.
  static Case Next();
  static Json As(const std::string& token, std::vector<std::string> arguments);
  static std::string RefusalOf(std::vector<std::string> arguments, const std::string& token);
  static Json PersonOf(const Case& one);
  static std::string StateOf(const Case& one);
  static std::string ReleaseDateOf(const Case& one);
  // What the timeline of a person shows, once every service has followed.
  static std::vector<std::string> TimelineOf(const Case& one);
  static void ExpectTimeline(const Case& one, std::vector<std::string> after_reception);
  static std::vector<std::string> WarnedOf(const Case& one);
  static Json StepOf(const Json& timetable, const std::string& kind);
  static void AssessAllPathways(const std::string& number);
  static void Offer(const Case& one, std::vector<std::string> more = {});
  static std::string HandoverStateOf(const Case& one);
  // Real processes have the real clock. So that time has passed for one record, it is written back
  // in the file of the service while that is stopped.
  static void WriteBack(const std::string& sql);
  static std::vector<std::vector<std::string>> Rows(const std::string& sql);
  static std::string WriteTranche();
  static Json Prepare(const std::string& path);
  static void RunJob(const Json& job);
  // Somebody whose release date had passed when the file with them came.
  static Case ImportSomebodyHeld();
  // A file with every column of a caseload, and one row that has these cells.
  static std::string Completed(const std::string& columns, const std::string& cells);
  static bool IsHeldPastDue(const Case& one);
  // The next of the thirty for whom there is a mentor, and the id of their match.
  static std::pair<Case, std::string> NextWithMentor();
  static std::size_t DueUnder(const std::string& owner);

  static inline std::unique_ptr<support::Cluster> cluster_;
  static inline std::string worker_;
  static inline std::string community_;
  static inline std::vector<Case> received_;
  static inline std::size_t taken_ = 0;
  static inline std::vector<Case> tranche_;
};

}  // namespace ttg::e2e
