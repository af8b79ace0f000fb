#include "release/testing/merges/moved_rows_contract.h"

#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "platform/testing/matchers.h"
#include "release/store/merges/moved_rows.h"
#include "release/store/merges/sql_merge_store.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {
namespace {

using ::testing::IsEmpty;
using ttg::testing::Succeeded;

std::vector<store::Migration> AllMigrations() {
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  return migrations;
}

PersonMerge AMerge() {
  return {.id = *MergeId::Parse(APersonId(90).str()),
          .survivor = APersonId(1),
          .absorbed = APersonId(2),
          .merged_at = At(kMonday),
          .merged_by = *ActorId::Parse("LEAD"),
          .reason = "same",
          .survivor_before = {.prison = *PrisonId::Parse("BMI")}};
}

// A row of each person in every table whose rows go over; '{p}' is the person, '{i}' an id that is
// theirs alone.
constexpr const char* kRows = R"(
INSERT INTO date_change (person_id, person_version, ordinal, reason, changed_by, changed_at, material) VALUES ('{p}', 1, 0, 'r', 'a', 't', 0);
INSERT INTO risk_decision (person_id, person_version, question, answer_before, answer_after, reason, decided_by, decided_at) VALUES ('{p}', 1, 'arson_risk', 'YES', 'NO', 'r', 'a', 't');
INSERT INTO handover (handover_id, version, person_id, state, from_owner_id, from_side, to_owner_id, to_side, checklist, offered_by, offered_at, expires_on, ended_at, reason) VALUES ('{i}', 1, '{p}', 'ACCEPTED', 'a', 'PRISON', 'b', 'COMMUNITY', '', 'a', 't', '2026-11-23', 't', '');
INSERT INTO case_transfer (reallocation_id, person_id, to_owner_id, why, reason, moved_by, moved_at) VALUES ('{i}', '{p}', 'b', 'w', 'r', 'a', 't');
INSERT INTO plan (person_id, version) VALUES ('{p}', 1);
INSERT INTO plan_pathway (person_id, pathway, status, reason, assessed_on, assessed_by) VALUES ('{p}', 'ACCOMMODATION', 'DONE', '', '2026-11-23', 'a');
INSERT INTO plan_need (need_id, person_id, pathway, description, assessed_on, assessed_by, state) VALUES ('{i}', '{p}', 'HEALTH', 'd', '2026-11-23', 'a', 'OPEN');
INSERT INTO plan_action (action_id, need_id, person_id, description, owner_id, due_on, state, planned_on, planned_by, result) VALUES ('{i}', '{i}', '{p}', 'd', 'o', '2026-11-23', 'OPEN', '2026-11-23', 'a', '');
INSERT INTO plan_need_review (need_id, ordinal, person_id, outcome, outcome_on, outcome_by, outcome_note, reviewed_on, reviewed_by, closed, note) VALUES ('{i}', 1, '{p}', 'ACHIEVED', '2026-11-23', 'a', '', '2026-11-23', 'a', 0, '');
INSERT INTO plan_report (report_id, person_id, kind, version, state, started_by, started_at, review_note) VALUES ('{i}', '{p}', 'IMMEDIATE_NEEDS', 1, 'DRAFT', 'a', 't', '');
INSERT INTO consent (consent_id, version, person_id, purpose, scope) VALUES ('{i}', 1, '{p}', 'EMPLOYER', '');
INSERT INTO consent_change (consent_id, consent_version, ordinal, person_id, purpose, scope, basis_ended, reason, recorded_by, recorded_at) VALUES ('{i}', 1, 0, '{p}', 'EMPLOYER', '', 0, '', 'a', 't');
)";

constexpr std::array kAllGo = {"date_change",      "risk_decision", "handover",
                               "case_transfer",    "plan_need",     "plan_action",
                               "plan_need_review", "plan_report",   "consent_change"};

Result<int> CountOf(store::Session& session, std::string_view table, int person) {
  TTG_TRY(const auto rows,
          session.Query<int>(fmt::format("SELECT COUNT(*) FROM {} WHERE person_id = :p", table),
                             {{"p", APersonId(person)}}));
  return std::get<0>(rows.front());
}

// Adds the rows of one person.
Result<void> Fill(store::Session& session, int person) {
  std::string script = kRows;
  const auto put = [&](std::string_view mark, const std::string& text) {
    for (auto at = script.find(mark); at != std::string::npos; at = script.find(mark)) {
      script.replace(at, mark.size(), text);
    }
  };
  put("{p}", APersonId(person).str());
  put("{i}", APersonId(100 + person).str());
  return session.ExecuteScript(script);
}

}  // namespace

MovedRowsContract::MovedRowsContract() : database_(GetParam(), AllMigrations()) {
  const CallContext call = ACaller();
  const EventEncoder encode = [](const ReleaseEvent&, std::int64_t, const CallContext&) {
    return messaging::Event{};
  };
  EXPECT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    SqlReleaseStore people(session, call, encode);
    for (const auto& [n, number] : {std::pair(1, "A1234BC"), std::pair(2, "A2222BB")}) {
      const PersonRow row = ARow({{"prison_number", number}});
      auto [person, changes] =
          Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
      changes.events.clear();
      TTG_RETURN_IF_ERROR(people.Save({{std::move(person), std::move(changes)}}));
      TTG_RETURN_IF_ERROR(Fill(session, n));
    }
    return {};
  }),
              Succeeded());
}

// Domain A8: the survivor keeps every record, and undoing gives each back.
TEST_P(MovedRowsContract, GoOverAndComeBack) {
  const CallContext call = ACaller();
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    SqlMergeStore merges(session, call);
    TTG_TRY(PersonMerge merge, merges.Add(AMerge()));
    for (const char* table : kAllGo) {
      TTG_TRY(const int ours, CountOf(session, table, 1));
      TTG_TRY(const int theirs, CountOf(session, table, 2));
      EXPECT_EQ(ours, 2) << table;
      EXPECT_EQ(theirs, 0) << table;
    }
    // One status for a pathway: the survivor's stands, and the other stays where it is.
    TTG_TRY(const int pathways, CountOf(session, "plan_pathway", 2));
    EXPECT_EQ(pathways, 1);
    // An action that is planned for a moved need afterwards goes back with the need.
    TTG_RETURN_IF_ERROR(session.Execute(
        fmt::format("INSERT INTO plan_action (action_id, need_id, person_id, description, "
                    "owner_id, due_on, state, planned_on, planned_by, result) VALUES ('{}', '{}', "
                    "'{}', 'd', 'o', '2026-11-23', 'OPEN', '2026-11-23', 'a', '')",
                    APersonId(77).str(), APersonId(102).str(), APersonId(1).str())));
    merge.unmerged_at = At(kMonday);
    merge.unmerged_by = merge.merged_by;
    TTG_RETURN_IF_ERROR(merges.Undo(merge));
    for (const char* table : kAllGo) {
      TTG_TRY(const int ours, CountOf(session, table, 1));
      TTG_TRY(const int theirs, CountOf(session, table, 2));
      EXPECT_EQ(ours, 1) << table;
      EXPECT_EQ(theirs, std::string_view(table) == "plan_action" ? 2 : 1) << table;
    }
    TTG_TRY(const auto versions,
            session.Query<int, int>("SELECT person_version, ordinal FROM date_change"));
    for (const auto& [version, ordinal] : versions) EXPECT_EQ(version * 10 + ordinal, 10);
    return {};
  }),
              Succeeded());
}

// A table with records of people that a merge forgets would lose them: whoever adds one decides
// here what becomes of its rows.
TEST_P(MovedRowsContract, KnowEveryTableWithRecordsOfPeople) {
  std::set<std::string> known(kAllGo.begin(), kAllGo.end());
  known.insert({"movement", "plan", "plan_pathway", "prison_closure_person"});
  // Facts of the aggregate, which the survivor takes over, while the rows stay.
  known.insert({"person", "person_profile", "person_date", "person_separation", "person_hold",
                "lifted_hold", "milestone_record", "alias", "consent"});
  // Of a job that ran over the number that was there.
  known.insert("bulk_change_row");
  std::set<std::string> unknown;
  ASSERT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
    const bool is_sqlite = session.dialect() == store::Dialect::kSqlite;
    TTG_TRY(const auto tables,
            session.Query<std::string>(
                is_sqlite ? "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                            "ON c.name = 'person_id' WHERE m.type = 'table'"
                          : "SELECT table_name FROM information_schema.columns WHERE column_name "
                            "= 'person_id' AND table_schema = 'public'"));
    for (const auto& [table] : tables) {
      if (!known.contains(table)) unknown.insert(table);
    }
    return {};
  }),
              Succeeded());
  EXPECT_THAT(unknown, IsEmpty());
}

}  // namespace ttg::release::testing
