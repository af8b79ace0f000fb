#include "release/testing/lists/list_sql_contract.h"

#include <utility>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "platform/testing/matchers.h"
#include "release/store/lists/backfill_lists.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::Succeeded;

namespace {

std::vector<store::Migration> AllMigrations() {
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  return migrations;
}

}  // namespace

ListSqlContract::ListSqlContract()
    : call_(ACaller()),
      encode_([](const ReleaseEvent&, std::int64_t version, const CallContext&) {
        static int next = 1000;
        return messaging::Event{.id = APersonId(next++).str(),
                                .source = "release",
                                .type = "ttg.release.v1.Something",
                                .subject = APersonId(next).str(),
                                .subject_version = version,
                                .partition_key = APersonId(next).str(),
                                .time = At(kMonday)};
      }),
      database_(GetParam(), AllMigrations()) {}

void ListSqlContract::Register(int count) {
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    SqlReleaseStore people(session, call_, encode_);
    std::vector<PersonChange> changes;
    for (int n = 1; n <= count; ++n) {
      auto [person, made] =
          Person::Register({APersonId(n),
                            ARow({{"prison_number", fmt::format("A{:04}AA", n)},
                                  {"family_name", n % 2 == 0 ? "O\u2019Brien" : "Clark"}}),
                            At(kMonday, 0)},
                           ActAt(kMonday), EnglandAndWales());
      person.RefreshTimetable(kMonday, EnglandAndWales());
      changes.push_back({std::move(person), std::move(made)});
    }
    TTG_RETURN_IF_ERROR(people.Save(std::move(changes)));
    return {};
  }),
              Succeeded());
}

void ListSqlContract::Execute(const std::string& sql) {
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Execute(sql));
    return {};
  }),
              Succeeded());
}

std::vector<PersonId> ListSqlContract::List(const ReleaseQuery& query) {
  std::vector<PersonId> people;
  EXPECT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
    SqlReleaseStore store(session, call_, encode_);
    TTG_TRY(const auto lines, store.ListReleases(query, kMonday));
    for (const ReleaseLine& line : lines) people.push_back(line.id);
    return {};
  }),
              Succeeded());
  return people;
}

// Domain A10: a pathway nobody has assessed is NOT_STARTED.
TEST_P(ListSqlContract, FindsPeopleByHowTheyStandOnAPathway) {
  Register(3);
  Execute(fmt::format(
      "INSERT INTO plan_pathway (person_id, pathway, status, reason, assessed_on, assessed_by) "
      "VALUES ('{}', 'HEALTH', 'IN_PROGRESS', '', '2026-11-23', 'x'), ('{}', 'FINANCE_ID', 'DONE', "
      "'', '2026-11-23', 'x')",
      APersonId(1).str(), APersonId(2).str()));
  const auto standing = [&](PathwayStatus status) {
    return List({.pathway = PathwayFilter{Pathway::kHealth, status}});
  };
  EXPECT_THAT(standing(PathwayStatus::kInProgress), ElementsAre(APersonId(1)));
  EXPECT_THAT(standing(PathwayStatus::kNotStarted), ElementsAre(APersonId(2), APersonId(3)));
  EXPECT_THAT(standing(PathwayStatus::kDone), IsEmpty());
  // Of one prison, where people are passed by instead of found.
  EXPECT_THAT(List({.prison = *PrisonId::Parse("BMI"),
                    .pathway = PathwayFilter{Pathway::kHealth, PathwayStatus::kInProgress}}),
              ElementsAre(APersonId(1)));
}

// Rows of an earlier release of this service.
TEST_P(ListSqlContract, WritesOldRowsAnew) {
  Register(401);
  Execute(
      "UPDATE person SET given_key = NULL, name_key = 'o\u2019brien', nfa_risk = 0, due_friday = "
      "0, "
      "next_due_on = NULL");
  EXPECT_THAT(List({.text = "obrien"}), IsEmpty());
  ASSERT_THAT(BackfillLists(*database_, EnglandAndWales(), kMonday), Succeeded());
  EXPECT_THAT(List({.text = "obrien", .limit = 500}), SizeIs(200));
  EXPECT_THAT(List({.friday_or_pre_holiday = true, .limit = 500}), SizeIs(401));
  EXPECT_THAT(List({.no_fixed_abode = true, .limit = 500}), SizeIs(401));
  ASSERT_THAT(BackfillLists(*database_, EnglandAndWales(), kMonday), Succeeded());
}

}  // namespace ttg::release::testing
