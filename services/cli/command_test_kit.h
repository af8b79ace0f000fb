#pragma once

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command.h"
#include "cli/grpc_caller.h"
#include "cli/parse.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/test_database.h"

namespace ttg::cli {

inline constexpr const char* kPersonId = "01890000-0000-7000-8000-000000000001";
inline constexpr const char* kThingId = "01890000-0000-7000-8000-000000000002";
inline constexpr const char* kCause = "01890000-0000-7000-8000-000000000003";

// Ids in order.
class CountingIds final : public IdSource {
 public:
  std::string NewId() override {
    return "01890000-0000-7000-8000-0000000001" + std::to_string(10 + count_++);
  }

 private:
  int count_ = 0;
};

// Holds every request to its contract and answers with what a test has put there, or with an empty
// message.
class ContractCaller final : public Caller {
 public:
  Reply Call(const std::string& service, const std::string& method, const Json& request) override {
    calls.push_back({service, method, request});
    auto empty = CheckAgainstContract(method, request);
    if (!empty) {
      ADD_FAILURE() << method << " " << request.dump() << ": " << empty.error().message;
      return tl::unexpected(CallError{empty.error(), ""});
    }
    const auto answer = answers.find(method.substr(method.rfind('.') + 1));
    return answer == answers.end() ? *empty : answer->second;
  }

  Reply Import(const ImportFile& file, const std::function<void(const Json&)>& on_report) override {
    imported = file;
    for (const Json& report : reports) on_report(report);
    return summary;
  }

  Reply Download(const std::string& service, const std::string& method, const Json& request,
                 const std::function<bool(const std::string&)>& take) override {
    auto answer = Call(service, method, request);
    if (!answer) return answer;
    for (const std::string& chunk : chunks) {
      if (!take(chunk)) break;
    }
    return Json::object();
  }

  struct Made {
    std::string service;
    std::string method;
    Json request;
  };
  std::vector<Made> calls;
  std::map<std::string, Reply> answers;
  ImportFile imported;
  std::vector<Json> reports;
  std::vector<std::string> chunks;
  Json summary = Json::object();
};

class CommandTest : public ::testing::Test {
 protected:
  CommandTest() {
    caller_.answers["GetPerson"] = Json{{"person", {{"person_id", kPersonId}, {"etag", "7"}}}};
    caller_.answers["ListPlacements"] =
        Json{{"placements",
              {{{"placement_id", kThingId}, {"state", "PLACEMENT_STATE_CANCELLED"}},
               {{"placement_id", kThingId}, {"state", "PLACEMENT_STATE_OFFERED"}, {"etag", "3"}}}}};
    caller_.answers["ListJobs"] = Json{{"jobs",
                                        {{{"job_id", kThingId},
                                          {"person_id", kPersonId},
                                          {"state", "JOB_STATE_AGREED"},
                                          {"etag", "4"}}}}};
    caller_.answers["ListMatches"] = Json{
        {"matches", {{{"match_id", kThingId}, {"state", "MATCH_STATE_ACTIVE"}, {"etag", "5"}}}}};
    caller_.answers["ListMovements"] = Json{
        {"movements",
         {{{"movement_id", kCause}, {"etag", "2"}, {"reversed_at", "2026-11-23T11:00:00Z"}},
          {{"movement_id", kThingId}, {"etag", "1"}, {"occurred_at", "2026-11-23T09:00:00Z"}}}}};
    caller_.answers["ListHandovers"] =
        Json{{"handovers", {{{"handover_id", kThingId}, {"etag", "6"}}}}};
    caller_.answers["ListWorkloads"] = Json{{"workloads",
                                             {{{"worker",
                                                {{"worker_id", "worker-7"},
                                                 {"etag", "8"},
                                                 {"absences", {{{"absence_id", kThingId}}}}}}}}}};
    caller_.answers["ListMerges"] = Json{{"merges", {{{"merge_id", kThingId}, {"etag", "9"}}}}};
    caller_.answers["ListPrisonEvents"] =
        Json{{"events", {{{"prison_event_id", kThingId}, {"etag", "2"}}}}};
    caller_.answers["ListRipples"] = Json{{"ripples", {Ripple()}}};
    caller_.answers["VerifyAudit"] = Json{{"intact", true}, {"entries", "12"}};
  }

  static Json Ripple() {
    return {{"cause_event_id", kCause},
            {"person_id", kPersonId},
            {"release_date", {{"year", 2026}, {"month", 12}, {"day", 4}}},
            {"answers",
             {{{"context", "accommodation"},
               {"answered", true},
               {"outcome", "RELEASE_DAY_OUTCOME_AT_RISK"},
               {"needs_acknowledgement", true},
               {"acknowledged_by", ""}},
              {{"context", "employment"},
               {"answered", true},
               {"outcome", "RELEASE_DAY_OUTCOME_MOVED"},
               {"needs_acknowledgement", true},
               {"acknowledged_by", "somebody"}},
              {{"context", "mentoring"}, {"answered", false}}}}};
  }

  // Types words and runs the command.
  int Run(std::vector<std::string> words) {
    words.insert(words.begin(), "ttg");
    std::vector<const char*> argv;
    argv.reserve(words.size());
    for (const std::string& word : words) argv.push_back(word.c_str());
    const Typed typed = Parse(commands_, static_cast<int>(argv.size()), argv.data(), out_, err_);
    if (typed.command == nullptr) return typed.exit;
    Output output({.json = typed.json}, out_, err_);
    Environment environment{caller_, output, ids_, clock_, folder_.path()};
    return RunCommand(*typed.command, environment, typed.arguments);
  }

  const Json& LastRequest() const { return caller_.calls.back().request; }

  const std::vector<Command> commands_ = AllCommands();
  ContractCaller caller_;
  CountingIds ids_;
  ttg::testing::FixedClock clock_{Date(2026, 11, 23)};
  ttg::testing::TemporaryFolder folder_;
  std::ostringstream out_;
  std::ostringstream err_;
};

}  // namespace ttg::cli
