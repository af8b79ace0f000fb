#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include "platform/messaging/event_log.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/test_database.h"
#include "release/app/import_people.h"
#include "release/rpc/people_importer.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

// Two files about the same people at once, on PostgreSQL, where their groups run side by side. On
// SQLite one follows the other. Domain A13: older never overwrites newer.
namespace ttg::release {
namespace {

using testing::At;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::Succeeded;

using CellMap = std::map<std::string_view, std::string>;

std::vector<store::Migration> Schema() {
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  return migrations;
}

CallContext Everywhere() {
  CallContext call{.actor = *ActorId::Parse("TESTER"),
                   .roles = {},
                   .organisation = *OrganisationId::Parse("HMPPS"),
                   .scope = {}};
  call.scope.prisons.all = true;
  call.scope.delivery_units.all = true;
  return call;
}

// Makes ids, and lets something happen before the first, on a thread of its own: a database thread
// must not wait for another command.
class PausingIds final : public IdSource {
 public:
  std::string NewId() override {
    if (auto meanwhile = std::exchange(meanwhile_, nullptr)) std::thread(meanwhile).join();
    return ids_.NewId();
  }
  void Meanwhile(std::function<void()> meanwhile) { meanwhile_ = std::move(meanwhile); }

 private:
  std::function<void()> meanwhile_;
  ttg::testing::SequentialIds ids_{/*series=*/2};
};

class ImportRace : public ::testing::Test {
 protected:
  PeopleImporter ImporterOf(const ImportPeople& import, Instant as_of) {
    return {import,
            [this](store::Session& session, const CallContext& call) {
              return std::make_unique<SqlReleaseStore>(session, call, encode_);
            },
            [] {},
            {.file_name = "people.csv", .sha256 = FormatInstant(as_of), .as_of = as_of}};
  }

  // Applies a file of these rows as one group.
  std::vector<intake::RowResult> Import(const std::vector<CellMap>& rows, Instant as_of,
                                        IdSource& ids) {
    const ImportPeople import(clock_, calendar_, ids, testing::Reference());
    PeopleImporter importer = ImporterOf(import, as_of);
    std::vector<intake::CsvRow> lines;
    lines.reserve(rows.size());
    for (const CellMap& row : rows) {
      lines.push_back({static_cast<std::int64_t>(lines.size()) + 2, testing::Cells(row), {}});
      importer.Check(lines.back());
    }
    std::vector<intake::RowResult> results;
    EXPECT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_TRY(results, importer.Apply(session, call_, lines));
      return {};
    }),
                Succeeded());
    return results;
  }
  std::vector<intake::RowResult> Import(const std::vector<CellMap>& rows, Instant as_of) {
    return Import(rows, as_of, ids_);
  }

  Person::Snapshot Stored(const std::string& number) {
    std::vector<Person> people;
    EXPECT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
      SqlReleaseStore store(session, call_, encode_);
      TTG_TRY(people, store.FindByNumbers({PrisonNumber::Restore(number)}));
      return {};
    }),
                Succeeded());
    return people.at(0).snapshot();
  }

  ttg::testing::TestDatabase database_{ttg::testing::StoreKind::kPostgres, Schema()};
  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  ttg::testing::SequentialIds ids_{/*series=*/1};
  ttg::testing::SequentialIds event_ids_{/*series=*/9};
  CallContext call_ = Everywhere();
  EventEncoder encode_ = [this](const ReleaseEvent&, std::int64_t version, const CallContext&) {
    return messaging::Event{.id = event_ids_.NewId(),
                            .source = "release",
                            .type = "ttg.release.v1.Something",
                            .subject = testing::APersonId().str(),
                            .subject_version = version,
                            .partition_key = testing::APersonId().str(),
                            .time = At(kMonday)};
  };
};

const CellMap kNewcomer = {{"prison_number", "A2222BB"}, {"family_name", "Other"}};

// The older file has read the person; meanwhile a newer one notes that nothing has changed, which
// makes no new version.
TEST_F(ImportRace, JudgesAnewWhatANewerFileHasConfirmedMeanwhile) {
  Import({{}}, At(kMonday, 0));
  PausingIds ids;
  ids.Meanwhile([this] { Import({{}}, At(kMonday, 20)); });
  const auto older = Import({kNewcomer, {{"crd", "2026-12-09"}}}, At(kMonday, 10), ids);
  ASSERT_THAT(older, SizeIs(2));
  EXPECT_EQ(older[0].outcome, intake::RowOutcome::kAccepted);
  EXPECT_EQ(older[1].outcome, intake::RowOutcome::kUnchanged);
  EXPECT_EQ(older[1].findings.at(0).reason, "OLDER_THAN_STORED");
  const Person::Snapshot person = Stored("A1234BC");
  EXPECT_EQ(person.dates.at(DateType::kCrd).date, Date(2026, 12, 4));
  EXPECT_EQ(person.as_of, At(kMonday, 20));
  EXPECT_EQ(person.version, 1);
}

TEST_F(ImportRace, JudgesAnewWhatANewerFileHasChangedMeanwhile) {
  Import({{}}, At(kMonday, 0));
  PausingIds ids;
  ids.Meanwhile([this] { Import({{{"crd", "2026-12-16"}}}, At(kMonday, 20)); });
  const auto older = Import({kNewcomer, {{"crd", "2026-12-09"}}}, At(kMonday, 10), ids);
  EXPECT_EQ(older.at(1).outcome, intake::RowOutcome::kUnchanged);
  EXPECT_EQ(Stored("A1234BC").dates.at(DateType::kCrd).date, Date(2026, 12, 16));
}

// A newer file goes on where an older one has overtaken it.
TEST_F(ImportRace, AppliesTheNewerFileOverWhatAnOlderOneHasWrittenMeanwhile) {
  Import({{}}, At(kMonday, 0));
  PausingIds ids;
  ids.Meanwhile([this] { Import({{{"crd", "2026-12-09"}}}, At(kMonday, 10)); });
  const auto newer = Import({kNewcomer, {{"crd", "2026-12-16"}}}, At(kMonday, 20), ids);
  EXPECT_EQ(newer.at(1).outcome, intake::RowOutcome::kUpdated);
  EXPECT_EQ(Stored("A1234BC").dates.at(DateType::kCrd).date, Date(2026, 12, 16));
  EXPECT_EQ(Stored("A1234BC").version, 3);
}

TEST_F(ImportRace, AddsAPersonOnceWhomTwoFilesBring) {
  PausingIds ids;
  ids.Meanwhile([this] { Import({{{"crd", "2026-12-16"}}}, At(kMonday, 20)); });
  const auto older = Import({{{"crd", "2026-12-09"}}}, At(kMonday, 10), ids);
  EXPECT_EQ(older.at(0).outcome, intake::RowOutcome::kUnchanged);
  EXPECT_EQ(Stored("A1234BC").dates.at(DateType::kCrd).date, Date(2026, 12, 16));
}

// Eight files of twenty people in four threads, in any order: what stands is what the newest says.
TEST_F(ImportRace, EndsWithWhatTheNewestOfManyFilesSays) {
  constexpr int kFiles = 8;
  constexpr int kPeople = 20;
  const auto number = [](int n) { return "A" + std::to_string(1000 + n) + "BC"; };
  std::atomic<int> next = 0;
  const auto work = [&] {
    for (int file = next++; file < kFiles; file = next++) {
      // The newest is neither the first nor the last.
      const int age = (file + 4) % kFiles;
      std::vector<CellMap> rows;
      for (int n = 0; n < kPeople; ++n) {
        rows.push_back({{"prison_number", number(n)},
                        {"family_name", "Person" + std::to_string(n)},
                        {"crd", FormatDate(Date(2027, 1, 1) + age)}});
      }
      Import(rows, At(kMonday, age));
    }
  };
  std::array<std::thread, 4> threads;
  for (std::thread& thread : threads) thread = std::thread(work);
  for (std::thread& thread : threads) thread.join();
  for (int n = 0; n < kPeople; ++n) {
    const Person::Snapshot person = Stored(number(n));
    EXPECT_EQ(person.dates.at(DateType::kCrd).date, Date(2027, 1, 1) + (kFiles - 1)) << n;
    EXPECT_EQ(person.as_of, At(kMonday, kFiles - 1));
  }
}

// A row of the wrong form is on the lead's list until its person comes in.
TEST_F(ImportRace, KeepsARowOfTheWrongFormUntilItIsPutRight) {
  const ImportPeople import(clock_, calendar_, ids_, testing::Reference());
  const PeopleImporter importer = ImporterOf(import, At(kMonday, 0));
  const auto listed = [&] {
    std::vector<RefusedRow> rows;
    EXPECT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(rows, SqlReleaseStore(session, call_, encode_).ListRefused({}));
      return {};
    }),
                Succeeded());
    return rows;
  };
  const intake::Finding fault{"", "FIELD_COUNT_WRONG", "count the commas", "value"};
  const std::vector<intake::RefusedRow> refused = {{{7, testing::Cells(), fault}, {fault}}};
  EXPECT_THAT(database_->WriteAndWait([&](store::Session& session) {
    return importer.KeepRefused(session, call_, refused);
  }),
              Succeeded());
  ASSERT_THAT(listed(), SizeIs(1));
  EXPECT_EQ(listed()[0].prison_number.Reveal(), "A1234BC");
  EXPECT_EQ(listed()[0].findings.at(0).reason, "FIELD_COUNT_WRONG");
  Import({{}}, At(kMonday, 10));
  EXPECT_THAT(listed(), SizeIs(0));
}

}  // namespace
}  // namespace ttg::release
