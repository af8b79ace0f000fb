#include <gmock/gmock.h>

#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

// The rules of domain A13: what a later file may change.
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APerson;
using testing::APersonId;
using testing::ARow;
using testing::At;
using ::testing::ElementsAre;
using testing::EnglandAndWales;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;

// APerson comes from a file of Monday, 00:00.
const Instant kSame = At(kMonday, 0);
const Instant kLater = At(kMonday, 60);
const Instant kEarlier = At(kMonday, -60);

class PersonImport : public ::testing::Test {
 protected:
  Changes Apply(const std::map<std::string_view, std::string>& cells, Instant as_of = kLater) {
    return person_.ApplyImport(ARow(cells), as_of, ActAt(kMonday), EnglandAndWales(), findings_);
  }
  std::vector<std::string> Reasons() const {
    std::vector<std::string> reasons;
    for (const RowFinding& finding : findings_) reasons.push_back(finding.reason);
    return reasons;
  }

  Person person_ = APerson();
  std::vector<RowFinding> findings_;
};

TEST_F(PersonImport, ChangesNothingWhenTheSameRowComesAgain) {
  const Person::Snapshot before = person_.snapshot();
  EXPECT_TRUE(Apply({}, kSame).empty());
  EXPECT_TRUE(person_.snapshot() == before);
  EXPECT_THAT(findings_, IsEmpty());
}

TEST_F(PersonImport, RemembersANewerFileThatChangedNothing) {
  EXPECT_TRUE(Apply({}, kLater).empty());
  EXPECT_EQ(person_.snapshot().as_of, kLater);
  EXPECT_TRUE(Apply({{"crd", "2026-12-09"}}, At(kMonday, 30)).empty());
}

TEST_F(PersonImport, MovesTheReleaseDay) {
  const Changes changes = Apply({{"crd", "2026-12-09"}});
  EXPECT_THAT(
      changes.events,
      ElementsAre(ReleaseEvent(ReleaseDayChanged{APersonId(), Date(2026, 12, 3), Date(2026, 12, 9),
                                                 ReleaseDayReason::kWorkingDay})));
  ASSERT_THAT(changes.history, SizeIs(1));
  EXPECT_TRUE(changes.history[0].IsMaterial());
  EXPECT_EQ(person_.snapshot().dates.at(DateType::kCrd).as_of, kLater);
}

TEST_F(PersonImport, NeverLetsOlderOverwriteNewer) {
  EXPECT_TRUE(Apply({{"crd", "2026-12-09"}, {"prison_id", "OWI"}}, kEarlier).empty());
  EXPECT_THAT(Reasons(), ElementsAre("OLDER_THAN_STORED"));
}

TEST_F(PersonImport, KeepsWhatSomebodyEnteredAfterTheFileWasWritten) {
  ASSERT_TRUE(person_
                  .SetDates({{.type = DateType::kCrd, .date = Date(2026, 12, 16)}}, "court",
                            ActAt(kMonday), EnglandAndWales())
                  .has_value());
  testing::MoveNow(person_, MovementKind::kTransferred, ActAt(kMonday));
  ASSERT_TRUE(
      person_.ChangeDeliveryUnit(*DeliveryUnit::Parse("N52STF"), ActAt(kMonday)).has_value());
  EXPECT_TRUE(Apply({}).empty());
  EXPECT_THAT(Reasons(), ElementsAre("NEWER_KEPT", "NEWER_KEPT", "NEWER_KEPT"));
  EXPECT_EQ(person_.snapshot().release_day.date, Date(2026, 12, 16));
}

TEST_F(PersonImport, DoesNotBringBackWhatSomebodyTookAwayAfterTheFileWasWritten) {
  ASSERT_TRUE(
      person_
          .SetDates({{.type = DateType::kCrd}}, "quashed", ActAt(kMonday, 600), EnglandAndWales())
          .has_value());
  EXPECT_TRUE(Apply({}).empty());
  EXPECT_THAT(Reasons(), ElementsAre("NEWER_KEPT"));
  EXPECT_EQ(person_.snapshot().release_day.date, std::nullopt);
  EXPECT_THAT(Apply({}, At(kMonday, 700)).history, SizeIs(1));
}

TEST_F(PersonImport, ClearsNothingForAnEmptyCell) {
  Apply({{"crd_override", "2026-12-10"}, {"crn", "X123456"}, {"right_to_work", "YES"}});
  const Person::Snapshot before = person_.snapshot();
  const Changes changes = Apply({{"crd", ""},
                                 {"sed", ""},
                                 {"family_name", ""},
                                 {"delivery_unit", ""},
                                 {"home_local_authority", ""},
                                 {"sentence_start_date", ""},
                                 {"arson_risk", ""}});
  EXPECT_TRUE(changes.empty());
  EXPECT_TRUE(person_.snapshot() == before);
}

TEST_F(PersonImport, NeverTurnsARiskFromYesToNo) {
  for (const char* column : {"arson_risk", "sexual_risk_to_adults", "sexual_risk_to_children"}) {
    EXPECT_THAT(Apply({{column, "YES"}}).events, SizeIs(1)) << column;
    findings_.clear();
    EXPECT_TRUE(Apply({{column, "NO"}}).empty()) << column;
    ASSERT_THAT(findings_, Not(IsEmpty()));
    findings_.clear();
  }
  EXPECT_EQ(person_.snapshot().profile.arson_risk, Answer::kYes);
}

TEST_F(PersonImport, TakesANeedEitherWay) {
  EXPECT_THAT(Apply({{"needs_ground_floor", "YES"}}).events,
              ElementsAre(ReleaseEvent(PersonProfileChanged{APersonId(), 2})));
  EXPECT_THAT(Apply({{"needs_ground_floor", "NO"}}).events,
              ElementsAre(ReleaseEvent(PersonProfileChanged{APersonId(), 3})));
}

TEST_F(PersonImport, AddsSeparationsAndFlagsButTakesNoneAway) {
  Apply({{"must_not_live_with", "A9992BW"}, {"offence_flags", "ARSON"}});
  Apply({{"must_not_live_with", "A4117ZN"}, {"offence_flags", "DRIVING"}});
  EXPECT_THAT(person_.snapshot().profile.must_not_live_with, SizeIs(2));
  EXPECT_THAT(person_.snapshot().profile.offence_flags, SizeIs(2));
}

TEST_F(PersonImport, AnnouncesPrisonAndArea) {
  EXPECT_THAT(
      Apply({{"prison_id", "OWI"}, {"delivery_unit", "N52STF"}}).events,
      ElementsAre(ReleaseEvent(PersonPrisonChanged{APersonId(), *PrisonId::Parse("BMI"),
                                                   *PrisonId::Parse("OWI")}),
                  ReleaseEvent(PersonAreaChanged{APersonId(), *DeliveryUnit::Parse("N52BIRM"),
                                                 *DeliveryUnit::Parse("N52STF")})));
}

TEST_F(PersonImport, MovesTheDayWhenTheSentenceStartMoves) {
  const Changes changes = Apply({{"sentence_start_date", "2026-11-20"}});
  ASSERT_THAT(changes.events, SizeIs(2));
  EXPECT_EQ(person_.snapshot().release_day.date, Date(2026, 12, 4));
}

TEST_F(PersonImport, LeavesSomebodyWhoHasBeenReleased) {
  testing::MoveNow(person_, MovementKind::kReleased, ActAt(kMonday));
  EXPECT_TRUE(Apply({{"crd", "2026-12-09"}}).empty());
  EXPECT_THAT(Reasons(), ElementsAre("RELEASED_ALREADY"));
}

}  // namespace
}  // namespace ttg::release
