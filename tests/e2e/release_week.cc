#include "e2e/release_week.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "faults/checker.h"

namespace ttg::e2e {

using faults::ReadRows;
using support::Cluster;
using support::Eventually;

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> Split(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

// The rows that a simple reader can read, by the names of their columns.
std::vector<Row> ReadPeople(const std::string& path) {
  std::istringstream in(ReadText(path));
  std::string line;
  std::getline(in, line);
  const auto columns = Split(line.substr(line.find("prison_number")));
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    if (line.find('"') != std::string::npos) continue;
    const auto cells = Split(line);
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i) {
      row[columns[i]] = cells[i];
    }
  }
  return rows;
}

// Nothing but a conditional release date decides when this person is released.
bool IsPlain(const Row& row) {
  const auto empty = [&](const char* column) {
    const auto found = row.find(column);
    return found == row.end() || found->second.empty();
  };
  constexpr std::array kOthers = {
      "crd_override",  "ard", "ard_override", "npd", "prrd",
      "prrd_override", "mtd", "hdcad",        "apd", "confirmed_release_date"};
  return !empty("crd") && std::ranges::all_of(kOthers, empty);
}

// Whether all of `wanted` are there in this order, with others in between.
bool InOrder(const std::vector<std::string>& types, const std::vector<std::string>& wanted) {
  auto next = wanted.begin();
  for (const std::string& type : types) {
    if (next != wanted.end() && type == *next) ++next;
  }
  return next == wanted.end();
}

}  // namespace

void ReleaseWeek::SetUpTestSuite() {
  cluster_ = std::make_unique<Cluster>();
  cluster_->StartAll();
  const std::string folder = Simulate(*cluster_, kPeople, kSeed);
  ImportFile(*cluster_, "people", folder + "/people.csv");
  EXPECT_EQ(ImportFile(*cluster_, "mentors", folder + "/mentors.csv").status, 0);
  worker_ = TokenOf("resettlement-worker", kWorker);
  community_ = TokenOf("community-worker", kCommunity);
  RegisterWorkers();
  TakeThosePlain(folder + "/people.csv");
  for (const Case& one : received_) Receive(one);
  EXPECT_TRUE(Eventually(kSoon, [] { return Settled(*cluster_); }));
}

void ReleaseWeek::TearDownTestSuite() { cluster_.reset(); }

std::string ReleaseWeek::TokenOf(const std::string& role, const std::string& subject) {
  return Ask(*cluster_, {"token", "--role", role, "--subject", subject})["token"];
}

void ReleaseWeek::RegisterWorkers() {
  Ask(*cluster_, {"worker", "register", kWorker, "--name", "Wren Example", "--side", "prison",
                  "--prison", kPrison, "--minutes", "2220"});
  for (const char* worker : {kCommunity, kStandIn}) {
    Ask(*cluster_, {"worker", "register", worker, "--name", "Corin Example", "--side", "community",
                    "--unit", kUnit, "--minutes", "2220"});
  }
}

std::vector<Json> ReleaseWeek::Releases(const std::vector<std::string>& filter) {
  std::vector<Json> all;
  std::string page;
  do {
    std::vector<std::string> arguments{"releases", "--page-size", "500"};
    arguments.insert(arguments.end(), filter.begin(), filter.end());
    if (!page.empty()) arguments.insert(arguments.end(), {"--page-token", page});
    const Json answer = Ask(*cluster_, arguments);
    for (const Json& release : answer.value("releases", Json::array())) all.push_back(release);
    page = answer.value("next_page_token", "");
  } while (!page.empty());
  return all;
}

void ReleaseWeek::TakeThosePlain(const std::string& path) {
  std::set<std::string> plain;
  for (const Row& row : ReadPeople(path)) {
    if (IsPlain(row)) plain.insert(row.at("prison_number"));
  }
  for (const Json& release : Releases({"--from", DayFromToday(kEarlier + 25)})) {
    if (!plain.contains(release["prison_number"])) continue;
    Case one{release["prison_number"], release["person_id"],
             *ParseDate(release["release_date"].get<std::string>())};
    if (received_.size() < kReceived) {
      received_.push_back(std::move(one));
    } else if (tranche_.size() < kTranche) {
      tranche_.push_back(std::move(one));
    }
  }
  ASSERT_EQ(received_.size(), kReceived);
  ASSERT_EQ(tranche_.size(), kTranche);
}

void ReleaseWeek::Receive(const Case& one) {
  const Json admitted =
      Ask(*cluster_, {"movement", "record", one.number, "admission", "--to", kPrison});
  EXPECT_EQ(admitted["person"].value("prison_id", ""), kPrison);
  Ask(*cluster_, {"release", "owner", one.number, kWorker});
}

Case ReleaseWeek::Next() {
  Case next = received_.at(taken_);
  ++taken_;
  return next;
}

Json ReleaseWeek::As(const std::string& token, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "--json");
  const auto output = cluster_->Ttg(arguments, token);
  EXPECT_EQ(output.status, 0) << ::testing::PrintToString(arguments) << "\n" << output.error;
  Json answer = Json::parse(output.out, nullptr, false);
  return answer.is_discarded() ? Json::object() : answer;
}

std::string ReleaseWeek::RefusalOf(std::vector<std::string> arguments, const std::string& token) {
  arguments.insert(arguments.begin(), "--json");
  const auto output = cluster_->Ttg(arguments, token);
  EXPECT_EQ(output.status, 1) << ::testing::PrintToString(arguments) << "\n" << output.out;
  return output.status == 0 ? "" : ErrorOf(output).value("reason", "");
}

Json ReleaseWeek::PersonOf(const Case& one) {
  return Ask(*cluster_, {"person", one.number})["person"];
}

std::string ReleaseWeek::StateOf(const Case& one) { return PersonOf(one).value("state", ""); }

std::string ReleaseWeek::ReleaseDateOf(const Case& one) {
  return PersonOf(one)["release_day"].value("release_date", "");
}

std::vector<std::string> ReleaseWeek::TimelineOf(const Case& one) {
  EXPECT_TRUE(Eventually(kSoon, [] { return Settled(*cluster_); }));
  std::vector<std::string> types;
  const Json timeline = Ask(*cluster_, {"timeline", one.number, "--page-size", "500"});
  for (const Json& entry : timeline.value("entries", Json::array())) {
    types.push_back(entry["type"]);
  }
  return types;
}

void ReleaseWeek::ExpectTimeline(const Case& one, std::vector<std::string> after_reception) {
  std::vector<std::string> wanted{"ReleaseScheduled", "PersonMoved", "PersonOwnerChanged"};
  wanted.insert(wanted.end(), after_reception.begin(), after_reception.end());
  const auto types = TimelineOf(one);
  EXPECT_TRUE(InOrder(types, wanted)) << ::testing::PrintToString(types);
}

std::vector<std::string> ReleaseWeek::WarnedOf(const Case& one) {
  std::vector<std::string> warnings;
  const Json urgent = Ask(*cluster_, {"urgent", "--page-size", "500"});
  for (const Json& task : urgent.value("tasks", Json::array())) {
    if (task["person_id"] == one.person_id) warnings.push_back(task["warning"]);
  }
  return warnings;
}

Json ReleaseWeek::StepOf(const Json& timetable, const std::string& kind) {
  for (const Json& step : timetable.value("milestones", Json::array())) {
    if (step["kind"] == kind) return step;
  }
  return Json::object();
}

void ReleaseWeek::AssessAllPathways(const std::string& number) {
  for (const char* pathway : {"attitudes-thinking-behaviour", "children-families-community",
                              "drugs-alcohol", "education-skills-work", "finance-id", "health"}) {
    As(worker_, {"plan", "assess", number, pathway, "support-not-required", "--reason",
                 "asked on reception"});
  }
}

void ReleaseWeek::Offer(const Case& one, std::vector<std::string> more) {
  std::vector<std::string> offer{"handover", "offer", one.number, kCommunity, "--done", kChecklist};
  offer.insert(offer.end(), more.begin(), more.end());
  const Json offered = As(worker_, offer)["handover"];
  EXPECT_EQ(offered.value("state", ""), "HANDOVER_STATE_OFFERED");
  const Json person = PersonOf(one);
  EXPECT_EQ(person.value("owner_id", ""), kWorker);
  EXPECT_EQ(person.value("receiving_owner_id", ""), kCommunity);
}

std::string ReleaseWeek::HandoverStateOf(const Case& one) {
  const Json listed = Ask(*cluster_, {"handover", "list", "--person", one.number});
  const Json handovers = listed.value("handovers", Json::array());
  return handovers.empty() ? "" : handovers[0].value("state", "");
}

void ReleaseWeek::WriteBack(const std::string& sql) {
  EXPECT_EQ(cluster_->Stop("release"), 0);
  Execute(cluster_->DatabasePath("release"), sql);
  cluster_->Start("release");
}

std::vector<std::vector<std::string>> ReleaseWeek::Rows(const std::string& sql) {
  return ReadRows(cluster_->DatabasePath("release"), sql);
}

std::string ReleaseWeek::WriteTranche() {
  std::string text = "prison_number,date_type,date,regime\r\n";
  for (const Case& one : tranche_) {
    text += fmt::format("{},CRD,{},SDS40\r\n", one.number, FormatDate(one.release - kEarlier));
  }
  std::string path = cluster_->folder() + "/tranche.csv";
  WriteText(path, text);
  return path;
}

Json ReleaseWeek::Prepare(const std::string& path) {
  const Json prepared =
      Ask(*cluster_, {"bulk-change", "prepare", "--file", path, "--label", "SDS40", "--reason",
                      "tranche of the week", "--wait"})["bulk_change"];
  EXPECT_EQ(prepared.value("state", ""), "BULK_CHANGE_STATE_PREPARED");
  EXPECT_EQ(Count(prepared, "rows"), kTranche);
  EXPECT_EQ(Count(prepared, "refused"), 0);
  return prepared;
}

void ReleaseWeek::RunJob(const Json& job) {
  const Json finished = Ask(
      *cluster_, {"bulk-change", "run", job.value("bulk_change_id", ""), "--wait"})["bulk_change"];
  EXPECT_EQ(finished.value("state", ""), "BULK_CHANGE_STATE_FINISHED");
  EXPECT_EQ(Count(finished, "done"), kTranche);
}

Case ReleaseWeek::ImportSomebodyHeld() {
  const Case held{"W9001WK", "", Today() - 8};
  const std::string path = cluster_->folder() + "/held.csv";
  std::string columns = "prison_number,family_name,given_names,date_of_birth,sex,prison_id";
  std::string cells = held.number + ",Example,Robin,1990-05-17,M," + kPrison;
  const auto add = [&](const std::string& column, const std::string& cell) {
    columns += "," + column;
    cells += "," + cell;
  };
  add("sentence_type", "SDS");
  add("sentence_start_date", DayFromToday(-300));
  add("crd", FormatDate(held.release));
  add("delivery_unit", kUnit);
  WriteText(path, Completed(columns, cells));
  const Import import = ImportFile(*cluster_, "people", path);
  EXPECT_EQ(import.status, 0) << import.report.dump(1);
  return {held.number, PersonOf(held).value("person_id", ""), held.release};
}

std::string ReleaseWeek::Completed(const std::string& columns, const std::string& cells) {
  const auto names = Split(columns);
  const auto values = Split(cells);
  std::string header =
      ReadText(fmt::format("{}/caseload-{}-{}/people.csv", cluster_->folder(), kPeople, kSeed));
  header = header.substr(0, header.find_first_of("\r\n"));
  std::string row;
  for (const std::string& column : Split(header.substr(header.find("prison_number")))) {
    const auto found = std::ranges::find(names, column);
    if (column != "prison_number") row += ",";
    if (found == names.end()) continue;
    row += values[static_cast<std::size_t>(found - names.begin())];
  }
  return header + "\r\n" + row + "\r\n";
}

bool ReleaseWeek::IsHeldPastDue(const Case& one) {
  return std::ranges::count(WarnedOf(one), "RELEASE_DAY_WARNING_HELD_PAST_DUE") == 1;
}

std::pair<Case, std::string> ReleaseWeek::NextWithMentor() {
  while (true) {
    Case one = Next();
    const Json suggested = Ask(*cluster_, {"mentor", "suggest", one.number});
    const Json suggestions = suggested.value("suggestions", Json::array());
    if (suggestions.empty()) continue;
    Ask(*cluster_,
        {"mentor", "propose", one.number, "--mentor", suggestions[0]["mentor"]["mentor_id"]});
    Ask(*cluster_, {"mentor", "accept", one.number});
    const Json match = Ask(*cluster_, {"mentor", "agree", one.number})["match"];
    EXPECT_EQ(match["state"], "MATCH_STATE_ACTIVE");
    return {std::move(one), match["match_id"]};
  }
}

std::size_t ReleaseWeek::DueUnder(const std::string& owner) {
  const Json due =
      Ask(*cluster_, {"due", "--owner", owner, "--by", DayFromToday(92), "--page-size", "500"});
  return due.value("milestones", Json::array()).size();
}

}  // namespace ttg::e2e
