#include "journey/testing/journey_store_contract.h"

#include <vector>

#include "journey/app/projection.h"
#include "journey/app/queries.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::journey {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::ttg::testing::FailsWith;
using ::ttg::testing::SequentialIds;
using ::ttg::testing::Succeeded;

PersonId Person(int n) { return *PersonId::Parse(SequentialIds::Nth(n, 1)); }
EventId Event(int n) { return *EventId::Parse(SequentialIds::Nth(n, 2)); }
PrisonId Prison(const char* id) { return *PrisonId::Parse(id); }
DeliveryUnit Unit(const char* id) { return *DeliveryUnit::Parse(id); }
const Instant kNoon = *ParseInstant("2026-11-23T12:00:00Z");
const Date kDay(2026, 12, 3);

CallContext Caller(Scope scope) {
  return {.actor = *ActorId::Parse("a"),
          .roles = {},
          .organisation = *OrganisationId::Parse("o"),
          .scope = std::move(scope)};
}

Scope Everything() { return {.organisations = {}, .prisons = {.all = true}, .delivery_units = {}}; }
Scope Only(const char* prison) {
  return {.organisations = {}, .prisons = {.some = {Prison(prison)}}, .delivery_units = {}};
}

Answer Says(const char* context, bool needs_acknowledgement) {
  return {.context = context,
          .outcome = Outcome::kMoved,
          .effects = {{.kind = "PLACEMENT",
                       .id = "p-1",
                       .outcome = Outcome::kMoved,
                       .from = kDay,
                       .to = std::nullopt,
                       .reason = ""}},
          .needs_acknowledgement = needs_acknowledgement,
          .answered_at = kNoon};
}

Ripple Moved(int cause, int person, Instant at = kNoon) {
  return {.cause = Event(cause),
          .person = Person(person),
          .previous_release_date = kDay,
          .release_date = std::nullopt,
          .changed_at = at,
          .answers = {}};
}

TEST_P(JourneyStoreContract, ChangesOnlyWhatIsNamed) {
  ASSERT_THAT(store_->Write([](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.ChangePerson({.person = Person(1),
                                         .prison = Prison("BMI"),
                                         .delivery_unit = Unit("N52BIRM"),
                                         .owner = std::nullopt,
                                         .release_date = kDay,
                                         .released = {}}));
    return tx.ChangePerson({.person = Person(1), .released = true});
  }),
              Succeeded());
  ASSERT_THAT(store_->Read([](JourneyStore& tx) -> Result<void> {
    TTG_TRY(const auto lines, tx.Board(Everything(), {.from = kDay, .to = kDay}));
    EXPECT_THAT(lines, ElementsAre(BoardLine{.person = Person(1),
                                             .release_date = kDay,
                                             .prison = Prison("BMI"),
                                             .delivery_unit = Unit("N52BIRM"),
                                             .owner = std::nullopt,
                                             .released = true}));
    return {};
  }),
              Succeeded());
}

TEST_P(JourneyStoreContract, CanForgetADateAnAreaAndAnOwner) {
  ASSERT_THAT(store_->Write([](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.ChangePerson({.person = Person(1), .release_date = kDay}));
    return tx.ChangePerson({.person = Person(1), .release_date = std::optional<Date>()});
  }),
              Succeeded());
  ASSERT_THAT(store_->Read([](JourneyStore& tx) -> Result<void> {
    TTG_TRY(const auto lines, tx.Board(Everything(), {.from = kDay, .to = kDay}));
    EXPECT_THAT(lines, IsEmpty());
    return {};
  }),
              Succeeded());
}

TEST_P(JourneyStoreContract, ShowsTheFurthestThingAndForgetsWhatIsGone) {
  const auto bed = [](const char* id, PathwayState progress) {
    return ThingChange{.pathway = Pathway::kBed, .id = id, .progress = progress};
  };
  const auto shown = [&] {
    PathwayState state = PathwayState::kNone;
    EXPECT_THAT(store_->Read([&](JourneyStore& tx) -> Result<void> {
      TTG_TRY(const auto lines, tx.Board(Everything(), {.from = kDay, .to = kDay}));
      if (!lines.empty()) state = lines[0].bed;
      return {};
    }),
                Succeeded());
    return state;
  };
  ASSERT_THAT(store_->Write([&](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.ChangePerson({.person = Person(1), .release_date = kDay}));
    TTG_RETURN_IF_ERROR(ProjectThing(tx, Person(1), bed("a", PathwayState::kInProgress)));
    return ProjectThing(tx, Person(1), bed("b", PathwayState::kConfirmed));
  }),
              Succeeded());
  EXPECT_EQ(shown(), PathwayState::kConfirmed);
  ASSERT_THAT(store_->Write([&](JourneyStore& tx) {
    return ProjectThing(tx, Person(1), {.pathway = Pathway::kBed, .id = "a", .at_risk = true});
  }),
              Succeeded());
  EXPECT_EQ(shown(), PathwayState::kAtRisk);
  ASSERT_THAT(store_->Write([&](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        ProjectThing(tx, Person(1), {.pathway = Pathway::kBed, .id = "a", .gone = true}));
    return ProjectThing(tx, Person(1), {.pathway = Pathway::kBed, .id = "b", .gone = true});
  }),
              Succeeded());
  EXPECT_EQ(shown(), PathwayState::kNone);
}

TEST_P(JourneyStoreContract, OpensAndClosesARippleWhateverComesFirst) {
  const auto open_count = [&] {
    std::size_t open = 0;
    EXPECT_THAT(store_->Read([&](JourneyStore& tx) -> Result<void> {
      TTG_TRY(const auto ripples,
              ListRipples(tx, Caller(Everything()), {.person = {}, .open_only = true}));
      open = ripples.size();
      return {};
    }),
                Succeeded());
    return open;
  };
  ASSERT_THAT(store_->Write([](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.ChangePerson({.person = Person(1), .release_date = kDay}));
    TTG_RETURN_IF_ERROR(TakeAnswer(tx, Event(1), Says("accommodation", true)));
    TTG_RETURN_IF_ERROR(OpenRipple(tx, Moved(1, 1)));
    TTG_RETURN_IF_ERROR(TakeAnswer(tx, Event(1), Says("employment", false)));
    return TakeAnswer(tx, Event(1), Says("mentoring", false));
  }),
              Succeeded());
  EXPECT_EQ(open_count(), 1);
  ASSERT_THAT(store_->Write([](JourneyStore& tx) {
    return TakeAcknowledgement(tx, Event(1), "accommodation", "worker-1", kNoon);
  }),
              Succeeded());
  EXPECT_EQ(open_count(), 0);
  ASSERT_THAT(store_->Read([](JourneyStore& tx) -> Result<void> {
    TTG_TRY(const auto ripples, ListRipples(tx, Caller(Everything()), {.person = Person(1)}));
    EXPECT_THAT(ripples, SizeIs(1));
    Answer acknowledged = Says("accommodation", true);
    acknowledged.acknowledged_by = "worker-1";
    acknowledged.acknowledged_at = kNoon;
    EXPECT_EQ(ripples.at(0).answers.at(0), acknowledged);
    return {};
  }),
              Succeeded());
}

TEST_P(JourneyStoreContract, RefusesToTakeOneAnswerTwice) {
  EXPECT_THAT(store_->Write([](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(TakeAnswer(tx, Event(1), Says("employment", false)));
    return TakeAnswer(tx, Event(1), Says("employment", false));
  }),
              FailsWith("UNIQUE_VIOLATED"));
}

TEST_P(JourneyStoreContract, PagesThroughTheBoardInOrder) {
  ASSERT_THAT(store_->Write([](JourneyStore& tx) -> Result<void> {
    for (int n = 1; n <= 5; ++n) {
      TTG_RETURN_IF_ERROR(tx.ChangePerson({.person = Person(n), .release_date = kDay + (n % 2)}));
    }
    return {};
  }),
              Succeeded());
  std::vector<PersonId> seen;
  ASSERT_THAT(store_->Read([&](JourneyStore& tx) -> Result<void> {
    BoardQuery query{.from = kDay, .to = kDay + 1, .limit = 2};
    for (bool more = true; more;) {
      TTG_TRY(const auto lines, tx.Board(Everything(), query));
      for (const BoardLine& line : lines) {
        seen.push_back(line.person);
        query.after = After{FormatDate(*line.release_date), line.person.str()};
      }
      more = !lines.empty();
    }
    return {};
  }),
              Succeeded());
  EXPECT_THAT(seen, ElementsAre(Person(2), Person(4), Person(1), Person(3), Person(5)));
}

TEST_P(JourneyStoreContract, ShowsNobodyOutsideTheCallersReach) {
  ASSERT_THAT(store_->Write([](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        tx.ChangePerson({.person = Person(1), .prison = Prison("BMI"), .release_date = kDay}));
    TTG_RETURN_IF_ERROR(
        tx.ChangePerson({.person = Person(2), .prison = Prison("OWI"), .release_date = kDay}));
    return OpenRipple(tx, Moved(1, 2));
  }),
              Succeeded());
  ASSERT_THAT(store_->Read([](JourneyStore& tx) -> Result<void> {
    TTG_TRY(const auto lines, tx.Board(Only("BMI"), {.from = kDay, .to = kDay}));
    EXPECT_THAT(lines, SizeIs(1));
    EXPECT_THAT(tx.RequirePerson(Only("BMI"), Person(1)), Succeeded());
    EXPECT_THAT(tx.RequirePerson(Only("BMI"), Person(2)), FailsWith("PERSON_NOT_FOUND"));
    EXPECT_THAT(tx.RequirePerson(Scope{}, Person(1)), FailsWith("PERSON_NOT_FOUND"));
    TTG_TRY(const auto ripples, tx.Ripples(Only("BMI"), {}));
    EXPECT_THAT(ripples, IsEmpty());
    return {};
  }),
              Succeeded());
}

TEST_P(JourneyStoreContract, KeepsTheTimelineInOrderOfTime) {
  const auto entry = [](int n, Instant at) {
    return TimelineEntry{.event = Event(n),
                         .person = Person(1),
                         .occurred_at = at,
                         .context = "release",
                         .type = "PersonReleased",
                         .summary = "released on 2026-12-03",
                         .subject = Person(1).str(),
                         .correlation_id = "c",
                         .causation_id = ""};
  };
  const auto second = entry(2, kNoon + absl::Seconds(1));
  ASSERT_THAT(store_->Write([&](JourneyStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.AddEntry(second));
    return tx.AddEntry(entry(1, kNoon));
  }),
              Succeeded());
  ASSERT_THAT(store_->Read([&](JourneyStore& tx) -> Result<void> {
    TTG_TRY(const auto all, tx.Timeline(Person(1), {}, 10));
    EXPECT_THAT(all, ElementsAre(entry(1, kNoon), second));
    TTG_TRY(const auto rest,
            tx.Timeline(Person(1), After{FormatInstant(kNoon), Event(1).str()}, 10));
    EXPECT_THAT(rest, ElementsAre(second));
    return {};
  }),
              Succeeded());
}

TEST_P(JourneyStoreContract, StoresNothingWhenTheCommitFails) {
  store_->FailNextCommit();
  EXPECT_THAT(store_->Write([](JourneyStore& tx) {
    return tx.ChangePerson({.person = Person(1), .release_date = kDay});
  }),
              FailsWith("COMMIT_FAILED"));
  EXPECT_THAT(
      store_->Read([](JourneyStore& tx) { return tx.RequirePerson(Everything(), Person(1)); }),
      FailsWith("PERSON_NOT_FOUND"));
}

TEST_P(JourneyStoreContract, RefusesAWindowThatIsReversedOrTooLong) {
  EXPECT_THAT(store_->Read([](JourneyStore& tx) -> Result<void> {
    EXPECT_THAT(ListBoard(tx, Caller(Everything()), {.from = kDay, .to = kDay - 1}),
                FailsWith("WINDOW_REVERSED"));
    EXPECT_THAT(ListBoard(tx, Caller(Everything()), {.from = kDay, .to = kDay + 367}),
                FailsWith("WINDOW_TOO_LONG"));
    return {};
  }),
              Succeeded());
}

}  // namespace
}  // namespace ttg::journey
