#include "employment/domain/vacancy.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "employment/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::employment {
namespace {

using testing::FailsWith;
using testing::Succeeded;
using testing::SucceededWith;

TEST(VacancyPositions, AreTakenUntilNoneIsLeft) {
  Vacancy vacancy = AVacancy();
  ASSERT_THAT(vacancy.TakePosition(kToday), Succeeded());
  ASSERT_THAT(vacancy.TakePosition(kToday), Succeeded());
  EXPECT_THAT(vacancy.TakePosition(kToday), FailsWith(ErrorKind::kPrecondition, "VACANCY_FULL"));
  EXPECT_EQ(vacancy.positions_left(), 0);
}

TEST(VacancyPositions, AreTakenUpToTheClosingDate) {
  Vacancy vacancy = AVacancy();
  EXPECT_THAT(vacancy.TakePosition(Date(2027, 1, 31)), Succeeded());
  EXPECT_THAT(vacancy.TakePosition(Date(2027, 2, 1)), FailsWith("VACANCY_CLOSED"));
}

TEST(VacancyPositions, OfAStartedJobAreTakenUntilNoneIsLeft) {
  Vacancy vacancy = AVacancy();
  ASSERT_THAT(vacancy.TakePositionOfAStartedJob(), Succeeded());
  ASSERT_THAT(vacancy.TakePositionOfAStartedJob(), Succeeded());
  EXPECT_THAT(vacancy.TakePositionOfAStartedJob(), FailsWith("VACANCY_FULL"));
}

TEST(VacancyRevise, ChangesNothingForTheSameFacts) {
  Vacancy vacancy = AVacancy();
  EXPECT_THAT(vacancy.Revise(SomeVacancyFacts(), AnInstant()), SucceededWith(false));
  EXPECT_EQ(vacancy.snapshot().version, 1);
}

TEST(VacancyRevise, RemembersANewerFileThatSaysTheSame) {
  Vacancy vacancy = AVacancy();
  EXPECT_THAT(vacancy.Revise(SomeVacancyFacts(), AnInstant() + absl::Hours(2)),
              SucceededWith(false));
  auto facts = SomeVacancyFacts();
  facts.title = "Pastry cook";
  EXPECT_THAT(vacancy.Revise(facts, AnInstant() + absl::Hours(1)), SucceededWith(false));
  EXPECT_EQ(vacancy.snapshot().facts.title, "Baker");
}

TEST(VacancyRevise, NeverLetsOlderFactsOverwriteNewer) {
  Vacancy vacancy = AVacancy();
  auto facts = SomeVacancyFacts();
  facts.title = "Pastry cook";
  EXPECT_THAT(vacancy.Revise(facts, AnInstant() - absl::Hours(1)), SucceededWith(false));
  EXPECT_EQ(vacancy.snapshot().facts.title, "Baker");
}

TEST(VacancyRevise, RefusesFewerPositionsThanAreTaken) {
  Vacancy vacancy = AVacancy();
  ASSERT_THAT(vacancy.TakePosition(kToday), Succeeded());
  auto facts = SomeVacancyFacts();
  facts.positions = 0;
  EXPECT_THAT(vacancy.Revise(facts, AnInstant()), FailsWith("POSITIONS_BELOW_TAKEN"));
}

TEST(VacancyPositions, NeverFallBelowZeroWhateverIsDone) {
  EXPECT_TRUE(rc::check([] {
    Vacancy vacancy = AVacancy();
    for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12))) {
      auto facts = SomeVacancyFacts();
      facts.positions = step - 4;
      if (step < 2) {
        (void)vacancy.TakePosition(kToday);
      } else if (step == 2) {
        vacancy.GivePositionBack();
      } else if (facts.positions >= 0) {
        (void)vacancy.Revise(facts, AnInstant());
      }
      RC_ASSERT(vacancy.positions_left() >= 0);
      RC_ASSERT(vacancy.snapshot().positions_taken >= 0);
    }
  }));
}

}  // namespace
}  // namespace ttg::employment
