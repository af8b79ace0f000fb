#include <atomic>
#include <thread>

#include "employment/app/agree_job_start.h"
#include "employment/store/over_sql.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"

namespace ttg::employment {
namespace {

using testing::Succeeded;

std::unique_ptr<EmploymentRunner> OverPostgres(const CallContext& call) {
  return OverSql(testing::StoreKind::kPostgres, call);
}

INSTANTIATE_TEST_SUITE_P(Postgres, EmploymentStoreContract, ::testing::Values(OverPostgres));

TEST(PostgresEmploymentStore, GivesEachPositionOnceWhoeverComesAtTheSameTime) {
  constexpr int kCallers = 16;
  const CallContext call = ACall();
  const auto runner = OverSql(testing::StoreKind::kPostgres, call);
  ASSERT_THAT(runner->Write([](EmploymentStore& tx) -> Result<void> {
    for (int n = 1; n <= kCallers; ++n) TTG_RETURN_IF_ERROR(tx.PutPerson(APerson(n)));
    return tx.AddVacancy(AVacancy());
  }),
              Succeeded());
  const testing::FixedClock clock(kToday);
  testing::SequentialIds ids(7);
  const AgreeJobStart agree(clock, ids);
  std::atomic<int> taken = 0;
  std::atomic<int> full = 0;
  std::vector<std::thread> callers;
  for (int n = 1; n <= kCallers; ++n) {
    callers.emplace_back([&, n] {
      auto start = AStatedStart();
      start.vacancy = AVacancyId();
      const auto result = runner->Write([&](EmploymentStore& tx) -> Result<void> {
        TTG_RETURN_IF_ERROR(agree(tx, {APersonId(n), start}));
        return {};
      });
      taken += result.has_value() ? 1 : 0;
      full += !result && result.error().reason == "VACANCY_FULL" ? 1 : 0;
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(taken, 2);
  EXPECT_EQ(full, kCallers - 2);
}

}  // namespace
}  // namespace ttg::employment
