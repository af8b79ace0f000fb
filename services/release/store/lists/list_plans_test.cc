// No list reads the whole table (issue 3: 350,000 people, a page in 20 ms).
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"
#include "release/store/lists/list_query.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"

namespace ttg::release::testing {
namespace {

using ttg::testing::Succeeded;

struct Example {
  std::string name;
  ReleaseQuery query;
  Scope scope = {.prisons = {.all = true}};
};

Scope PrisonsOf(std::vector<std::string_view> codes) {
  Scope scope;
  for (const std::string_view code : codes) scope.prisons.some.insert(*PrisonId::Parse(code));
  return scope;
}

std::vector<ReleaseQuery> EachFilter() {
  return {{},
          {.from = kMonday, .to = kMonday + 28},
          {.from = kMonday, .to = kMonday + 365},
          {.prison = *PrisonId::Parse("BMI")},
          {.delivery_unit = *DeliveryUnit::Parse("N52BIRM")},
          {.owner = *ActorId::Parse("worker-1")},
          {.without_owner = true},
          {.without_delivery_unit = true},
          {.text = "clark"},
          {.text = "o'brien mary"},
          {.text = "a12"},
          {.pathway = PathwayFilter{Pathway::kHealth, PathwayStatus::kDone}},
          {.pathway = PathwayFilter{Pathway::kHealth, PathwayStatus::kNotStarted}},
          {.overdue = true},
          {.warning = ReleaseDayWarning::kAfterLawfulDay},
          {.warning = ReleaseDayWarning::kHeldPastDue},
          {.friday_or_pre_holiday = true},
          {.no_fixed_abode = true},
          {.changed_since = At(kMonday)},
          {.state = PersonState::kReleased},
          {.state = PersonState::kAtLarge},
          {.from = kMonday, .to = kMonday + 84, .overdue = true, .no_fixed_abode = true}};
}

std::vector<Example> Examples() {
  std::vector<Example> examples;
  int n = 0;
  for (const ReleaseQuery& each : EachFilter()) {
    for (const ReleaseOrder order :
         {ReleaseOrder::kReleaseDate, ReleaseOrder::kName, ReleaseOrder::kPrisonNumber}) {
      for (const bool later : {false, true}) {
        ReleaseQuery query = each;
        query.order = order;
        if (later) query.after = ReleaseCursor{"2026-12-01", APersonId(1).str()};
        ++n;
        examples.push_back({fmt::format("Query{}", n), query});
        examples.push_back({fmt::format("Query{}OfAPrison", n), query, PrisonsOf({"BMI"})});
        examples.push_back(
            {fmt::format("Query{}OfFour", n), query, PrisonsOf({"BMI", "OWI", "LEI", "MDI"})});
      }
    }
  }
  return examples;
}

// Each step of the plan.
Result<std::vector<std::string>> PlanOf(store::Session& session, const ListText& list) {
  std::vector<std::string> steps;
  TTG_TRY(const auto rows, (session.Query<int, int, int, std::string>(
                               "EXPLAIN QUERY PLAN " + list.sql, list.binds)));
  for (const auto& [id, parent, unused, detail] : rows) steps.push_back(detail);
  return steps;
}

// An index that holds only those whom its condition is true for; they are counted first.
bool IsOfFew(const std::string& step) {
  constexpr std::array kOfFew = {"person_without_owner",  "person_in_custody",
                                 "person_after_lawful",   "person_non_working",
                                 "person_under_eighteen", "person_elsewhere"};
  return std::ranges::any_of(
      kOfFew, [&](const char* index) { return step.find(index) != std::string::npos; });
}

// "SCAN person" without an index that has the list's order, or a sort of everybody.
bool ReadsEverybody(const std::vector<std::string>& plan) {
  bool sorts = false;
  bool whole = false;
  for (const std::string& step : plan) {
    const bool scan = step.starts_with("SCAN person") || step.starts_with("SCAN TABLE person");
    if (scan && step.find("USING") == std::string::npos) return true;
    whole = whole || (scan && !IsOfFew(step));
    sorts = sorts || step.find("USE TEMP B-TREE FOR ORDER BY") != std::string::npos;
  }
  return whole && sorts;
}

// As when few are found, and as when many are: then the filters are conditions of each row.
class ListPlans : public ::testing::TestWithParam<bool> {};

TEST_P(ListPlans, LeadByAnIndex) {
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  ttg::testing::TestDatabase database(ttg::testing::StoreKind::kSqlite, migrations);
  const int people_to_sort = GetParam() ? 0 : 3000;
  ASSERT_THAT(database->Read([&](store::Session& session) -> Result<void> {
    for (const Example& example : Examples()) {
      TTG_TRY(const ListText list,
              ListTextOf(session, example.scope, example.query, kMonday, people_to_sort));
      TTG_TRY(const auto plan, PlanOf(session, list));
      EXPECT_FALSE(ReadsEverybody(plan)) << example.name << ": " << list.sql << "\n"
                                         << ::testing::PrintToString(plan);
    }
    return {};
  }),
              Succeeded());
}

// Three quarters of all people were released, most of them before anybody who is in prison is.
TEST(ListPlan, PassesByNobodyReleasedOnTheWayToThoseInPrison) {
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  ttg::testing::TestDatabase database(ttg::testing::StoreKind::kSqlite, migrations);
  ASSERT_THAT(database->Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const ListText list,
            ListTextOf(session, {.prisons = {.all = true}},
                       {.overdue = true, .state = PersonState::kInPrison}, kMonday,
                       /*people_to_sort=*/0));
    TTG_TRY(const auto plan, PlanOf(session, list));
    EXPECT_THAT(plan.front(), ::testing::HasSubstr("person_in_custody"));
    return {};
  }),
              Succeeded());
}

INSTANTIATE_TEST_SUITE_P(Filters, ListPlans, ::testing::Bool());

}  // namespace
}  // namespace ttg::release::testing
