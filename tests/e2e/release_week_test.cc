#include "e2e/release_week.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <absl/time/clock.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

// A week of a prison resettlement team: thirty people are received, and what happens to them.
namespace ttg::e2e {
namespace {

using support::Eventually;
using ::testing::Contains;
using ::testing::IsEmpty;

// Domain A8, A11: thirty people are received, and each has an owner.
TEST_F(ReleaseWeek, ThirtyPeopleAreReceivedAndOwned) {
  const auto owned = Releases({"--prison", kPrison, "--owner", kWorker});
  EXPECT_GE(owned.size(), kReceived - taken_);
  const Case one = Next();
  const Json movements = Ask(*cluster_, {"movement", "list", one.number})["movements"];
  ASSERT_EQ(movements.size(), 1U);
  EXPECT_EQ(movements[0]["kind"], "MOVEMENT_KIND_ADMISSION");
  const Json workloads = Ask(*cluster_, {"workload", "--worker", kWorker})["workloads"];
  ASSERT_EQ(workloads.size(), 1U);
  EXPECT_EQ(Count(workloads[0], "cases"), static_cast<int>(owned.size()));
  ExpectTimeline(one, {});
}

// Domain A9, A10: assess, plan, report, review; and what is done stands in the timetable.
TEST_F(ReleaseWeek, APlanIsMadeReportedAndReviewed) {
  const Case one = Next();
  EXPECT_EQ(RefusalOf({"report", "submit", one.number, "immediate-needs"}, worker_), "NO_DRAFT");
  AssessAllPathways(one.number);
  const Json needed = As(worker_, {"plan", "need", one.number, "accommodation", "--description",
                                   "nowhere to live"})["plan"];
  const std::string need = needed["needs"][0]["need_id"];
  As(worker_, {"report", "start", one.number, "immediate-needs"});
  EXPECT_EQ(RefusalOf({"report", "submit", one.number, "immediate-needs"}, worker_),
            "REPORT_INCOMPLETE");
  const Json missing =
      Ask(*cluster_, {"report", "check", one.number, "immediate-needs"})["missing"];
  ASSERT_EQ(missing.size(), 1U) << missing.dump(1);
  EXPECT_EQ(missing[0]["reason"], "NEED_WITHOUT_ACTION");

  As(worker_, {"plan", "action", one.number, need, "--description", "refer to the authority",
               "--owner", kWorker, "--due", DayFromToday(14)});
  As(worker_, {"report", "submit", one.number, "immediate-needs"});
  EXPECT_EQ(RefusalOf({"report", "review", one.number, "immediate-needs", "--accept"},
                      TokenOf("resettlement-lead", kWorker)),
            "OWN_REPORT");
  const Json reviewed =
      Ask(*cluster_, {"report", "review", one.number, "immediate-needs", "--accept"})["plan"];
  EXPECT_EQ(reviewed["reports"][0]["state"], "REPORT_STATE_REVIEWED");

  for (const char* step : {"first-assessment", "resettlement-plan"}) {
    As(worker_, {"milestone", "record", one.number, step, "--on", DayFromToday(0), "--evidence",
                 "seen on the wing"});
  }
  const Json timetable = Ask(*cluster_, {"timetable", one.number})["timetable"];
  EXPECT_EQ(timetable["anchor_date"], FormatDate(one.release));
  EXPECT_EQ(StepOf(timetable, "MILESTONE_KIND_FIRST_ASSESSMENT")["state"], "MILESTONE_STATE_DONE");
  EXPECT_EQ(StepOf(timetable, "MILESTONE_KIND_RESETTLEMENT_PLAN")["state"], "MILESTONE_STATE_DONE");
  ExpectTimeline(
      one, {"PlanReportRecorded", "PlanReportRecorded", "MilestoneRecorded", "MilestoneRecorded"});
}

// Domain A11: until it is accepted the sender owns.
TEST_F(ReleaseWeek, FiveCasesAreHandedOver) {
  for (int i = 0; i < kHandedOver; ++i) {
    const Case one = Next();
    Offer(one);
    if (i == 0) {
      EXPECT_EQ(
          RefusalOf({"handover", "accept", one.number}, TokenOf("community-worker", kStandIn)),
          "OFFERED_TO_SOMEBODY_ELSE");
    }
    const Json accepted = As(community_, {"handover", "accept", one.number})["handover"];
    EXPECT_EQ(accepted["state"], "HANDOVER_STATE_ACCEPTED");
    const Json person = PersonOf(one);
    EXPECT_EQ(person["owner_id"], kCommunity);
    EXPECT_EQ(person.value("receiving_owner_id", ""), "");
    ExpectTimeline(one, {"HandoverOffered", "HandoverEnded"});
  }
  EXPECT_EQ(Releases({"--owner", kCommunity}).size(), static_cast<std::size_t>(kHandedOver));
}

// Domain A11: unaccepted 10 working days before release, the receiving lead assigns.
TEST_F(ReleaseWeek, AHandoverNotTakenUpShortlyBeforeReleaseIsAssigned) {
  const Case one = Next();
  Offer(one);
  EXPECT_EQ(RefusalOf({"handover", "assign", one.number, kStandIn, "--reason", "not taken up"},
                      cluster_->token()),
            "NOT_TO_BE_ASSIGNED");
  Ask(*cluster_, {"release", "confirm", one.number, DayFromToday(7), "--reason", "tagged home"});
  const Json waiting = Ask(*cluster_, {"handover", "list", "--to-be-assigned"})["handovers"];
  ASSERT_EQ(waiting.size(), 1U) << waiting.dump(1);
  EXPECT_EQ(waiting[0]["person_id"], one.person_id);
  const Json assigned = Ask(*cluster_, {"handover", "assign", one.number, kStandIn, "--reason",
                                        "not taken up"})["handover"];
  EXPECT_EQ(assigned["state"], "HANDOVER_STATE_ASSIGNED");
  EXPECT_EQ(PersonOf(one)["owner_id"], kStandIn);
  ExpectTimeline(one, {"HandoverOffered", "ReleaseDayChanged", "HandoverEnded"});
}

// Domain A11: an offer that nobody takes up lapses, and the sender goes on owning.
TEST_F(ReleaseWeek, AHandoverNotTakenUpExpires) {
  const Case one = Next();
  Offer(one, {"--until", DayFromToday(0)});
  WriteBack(fmt::format(
      "UPDATE handover SET expires_on = '{}' WHERE person_id = '{}' AND state = 'OFFERED'",
      DayFromToday(-1), one.person_id));
  EXPECT_TRUE(Eventually(kSoon, [&] { return HandoverStateOf(one) == "HANDOVER_STATE_EXPIRED"; }));
  const Json person = PersonOf(one);
  EXPECT_EQ(person["owner_id"], kWorker);
  EXPECT_EQ(person.value("receiving_owner_id", ""), "");
  ExpectTimeline(one, {"HandoverOffered", "HandoverEnded"});
}

// Domain A7: a dry run says who moves; each mover is announced once; again, nothing changes.
TEST_F(ReleaseWeek, ATrancheMovesFourHundredDatesOnce) {
  const std::string path = WriteTranche();
  const Json job = Prepare(path);
  EXPECT_EQ(Count(job, "moving"), kTranche);
  EXPECT_EQ(ReleaseDateOf(tranche_.front()), FormatDate(tranche_.front().release));
  RunJob(job);
  EXPECT_LT(ReleaseDateOf(tranche_.front()), FormatDate(tranche_.front().release));

  const std::string announced =
      "SELECT count(*), count(DISTINCT subject) FROM event_log WHERE type = "
      "'ttg.release.v1.ReleaseDayChanged'";
  const std::vector<std::string> each_once(2, std::to_string(kTranche));
  EXPECT_EQ(
      Rows(fmt::format("{} AND correlation_id = '{}'", announced, job.value("bulk_change_id", "")))
          .at(0),
      each_once);
  for (const std::size_t i : {std::size_t{0}, kTranche / 2, kTranche - 1}) {
    EXPECT_EQ(std::ranges::count(TimelineOf(tranche_[i]), "ReleaseDayChanged"), 1);
  }

  const auto before = Rows(announced);
  const Json again = Prepare(path);
  EXPECT_EQ(Count(again, "moving"), 0);
  RunJob(again);
  EXPECT_EQ(Rows(announced), before);
}

// Domain A8: within 45 minutes by whoever may record it.
TEST_F(ReleaseWeek, AReleaseByMistakeIsReversedAtOnce) {
  const Case one = Next();
  As(worker_, {"movement", "record", one.number, "released"});
  EXPECT_EQ(StateOf(one), "PERSON_STATE_RELEASED");
  As(worker_, {"movement", "reverse", one.number});
  EXPECT_EQ(StateOf(one), "PERSON_STATE_IN_PRISON");
  EXPECT_EQ(ReleaseDateOf(one), FormatDate(one.release));
  ExpectTimeline(one, {"PersonMoved", "PersonReleased", "MovementReversed", "ReleaseReversed"});
}

// Domain A8: later by a lead with a reason.
TEST_F(ReleaseWeek, AReleaseByMistakeIsReversedLaterByALeadWithAReason) {
  const Case one = Next();
  As(worker_, {"movement", "record", one.number, "released"});
  const Instant hour_ago = absl::Now() - absl::Hours(1);
  WriteBack(fmt::format(
      "UPDATE movement SET recorded_at = '{}', settles_at = '{}' WHERE "
      "person_id = '{}' AND kind = 'RELEASED'",
      FormatInstant(hour_ago), FormatInstant(hour_ago + absl::Minutes(45)), one.person_id));
  EXPECT_EQ(RefusalOf({"movement", "reverse", one.number, "--reason", "wrong person"}, worker_),
            "REVERSAL_TIME_OVER");
  EXPECT_EQ(RefusalOf({"movement", "reverse", one.number}, cluster_->token()), "REASON_MISSING");
  Ask(*cluster_, {"movement", "reverse", one.number, "--reason", "wrong person"});
  EXPECT_EQ(StateOf(one), "PERSON_STATE_IN_PRISON");
  EXPECT_EQ(ReleaseDateOf(one), FormatDate(one.release));
  ExpectTimeline(one, {"PersonMoved", "PersonReleased", "MovementReversed", "ReleaseReversed"});
}

// Domain A8, A1: recalled on the day of the release; a release day anew from what is entered now.
TEST_F(ReleaseWeek, SomebodyRecalledGetsAReleaseDayAnew) {
  const Case one = Next();
  Ask(*cluster_, {"release", "dates", one.number, "--set", "CRD=" + DayFromToday(0), "--reason",
                  "recalculated"});
  As(worker_, {"movement", "record", one.number, "released"});
  const Json recalled =
      As(worker_, {"movement", "record", one.number, "recalled", "--to", kPrison});
  const Json effects = recalled["movement"]["effects"];
  EXPECT_EQ(effects["bed"], "MOVEMENT_EFFECT_SUSPENDED");
  EXPECT_EQ(effects["decide_by"], DayFromToday(28));
  EXPECT_EQ(StateOf(one), "PERSON_STATE_IN_PRISON");
  EXPECT_EQ(ReleaseDateOf(one), "");
  Ask(*cluster_, {"release", "dates", one.number, "--set", "PRRD=" + DayFromToday(28), "--reason",
                  "fixed-term recall"});
  const std::string anew = ReleaseDateOf(one);
  EXPECT_GE(anew, DayFromToday(18));
  EXPECT_LE(anew, DayFromToday(28));
  const Json timetable = Ask(*cluster_, {"timetable", one.number})["timetable"];
  EXPECT_EQ(timetable["anchor_date"], anew);
  EXPECT_FALSE(timetable.contains("suspended_until"));
  ExpectTimeline(one, {"ReleaseDayChanged", "PersonMoved", "PersonReleased", "PersonMoved",
                       "ReleaseDayChanged", "ReleaseDayChanged"});
}

// Domain A8: death stops every reminder at once, and the others are told.
TEST_F(ReleaseWeek, NothingRemindsOfSomebodyWhoHasDied) {
  const auto [one, match] = NextWithMentor();
  Ask(*cluster_, {"release", "owner", one.number, kLast});
  Ask(*cluster_, {"release", "confirm", one.number, FormatDate(one.release + 30)});
  EXPECT_THAT(WarnedOf(one), Contains("RELEASE_DAY_WARNING_AFTER_LAWFUL_DAY"));
  EXPECT_GT(DueUnder(kLast), 0U);

  As(worker_, {"movement", "record", one.number, "died", "--reason", "told by the prison"});
  EXPECT_EQ(StateOf(one), "PERSON_STATE_DIED");
  EXPECT_EQ(Ask(*cluster_, {"timetable", one.number})["timetable"]["ended"], true);
  EXPECT_THAT(WarnedOf(one), IsEmpty());
  EXPECT_EQ(DueUnder(kLast), 0U);
  EXPECT_THAT(Releases({"--owner", kLast}), IsEmpty());
  EXPECT_EQ(RefusalOf({"milestone", "record", one.number, "mentor-offered", "--on", DayFromToday(0),
                       "--evidence", "none"},
                      worker_),
            "TIMETABLE_ENDED");
  ExpectTimeline(one, {"PersonOwnerChanged", "ReleaseDayChanged", "PersonMoved"});
  EXPECT_EQ(Ask(*cluster_, {"mentor", "show", match})["match"]["state"], "MATCH_STATE_ENDED");
  const std::string day = FormatDate(one.release + 30);
  const Json board = Ask(*cluster_, {"board", "--from", day, "--to", day});
  for (const Json& line : board.value("lines", Json::array())) {
    EXPECT_NE(line["person_id"], one.person_id);
  }
}

// Domain A5: urgent until a hold says why, and again once it is lifted; no command closes it.
TEST_F(ReleaseWeek, SomebodyHeldPastTheDueDayIsUrgentUntilAHoldIsRecorded) {
  const Case one = ImportSomebodyHeld();
  Ask(*cluster_, {"release", "owner", one.number, kWorker});
  EXPECT_TRUE(IsHeldPastDue(one));
  const std::vector<std::string> hold{"release",     "hold",   one.number,
                                      "--kind",      "remand", "--authority",
                                      "Crown Court", "--on",   DayFromToday(0)};
  As(worker_, hold);
  EXPECT_FALSE(IsHeldPastDue(one));
  As(worker_, {"release", "lift-hold", one.number, "--kind", "remand", "--reason", "order ended"});
  EXPECT_TRUE(IsHeldPastDue(one));
  As(worker_, hold);
  EXPECT_FALSE(IsHeldPastDue(one));
}

// Domain A11: at the end every person has exactly one owner, or stands on the list of those
// without.
TEST_F(ReleaseWeek, AtTheEndEverythingIsAccountedFor) {
  std::set<std::string> ownerless;
  for (const Json& release : Releases({"--without-owner"})) ownerless.insert(release["person_id"]);
  const auto everybody = Releases();
  EXPECT_GT(everybody.size(), kTranche + kReceived);
  for (const Json& release : everybody) {
    EXPECT_EQ(release.value("owner_id", "").empty(), ownerless.contains(release["person_id"]))
        << release.value("person_id", "");
  }
  EXPECT_TRUE(Eventually(kSoon, [] { return Settled(*cluster_); }));
  const Json verified = Ask(*cluster_, {"audit", "verify"})["services"];
  EXPECT_EQ(verified.size(), support::kServices.size());
  for (const Json& service : verified) EXPECT_EQ(service["intact"], true) << service.dump();
}

}  // namespace
}  // namespace ttg::e2e
