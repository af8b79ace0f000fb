#include "absl/strings/str_cat.h"
#include "cli/command_test_kit.h"

namespace ttg::cli {
namespace {

using ::testing::HasSubstr;

Json APlan() {
  const Json day = {{"year", 2026}, {"month", 11}, {"day", 23}};
  const Json action = {{"action_id", kCause},          {"description", "duty to refer"},
                       {"owner_id", "worker-7"},       {"due_on", day},
                       {"state", "ACTION_STATE_OPEN"}, {"overdue", true}};
  const Json need = {{"need_id", kThingId},
                     {"pathway", "PATHWAY_HEALTH"},
                     {"description", "a dentist"},
                     {"assessed_on", day},
                     {"assessed_by", "worker-1"},
                     {"state", "NEED_STATE_OUTCOME_RECORDED"},
                     {"actions", {action}},
                     {"outcome", "NEED_OUTCOME_NOT_MET"},
                     {"reviews",
                      {{{"outcome", "NEED_OUTCOME_MET"},
                        {"closed", false},
                        {"reviewed_on", day},
                        {"reviewed_by", "lead"},
                        {"note", "ache again"}}}}};
  return {{"person_id", kPersonId},
          {"etag", "9"},
          {"pathways",
           {{{"pathway", "PATHWAY_FINANCE_ID"}, {"status", "PATHWAY_STATUS_NOT_STARTED"}},
            {{"pathway", "PATHWAY_HEALTH"}, {"status", "PATHWAY_STATUS_SUPPORT_REQUIRED"}}}},
          {"needs", {need}}};
}

TEST_F(CommandTest, ShowsAPlanFromNeedToReview) {
  caller_.answers["GetPlan"] = Json{{"plan", APlan()}};
  EXPECT_EQ(Run({"plan", "A4834PO"}), kExitOk);
  EXPECT_EQ(LastRequest(), (Json{{"person_id", kPersonId}}));
  const std::string tree = out_.str().substr(out_.str().find("FINANCE_ID"));
  EXPECT_EQ(tree,
            absl::StrCat("FINANCE_ID  NOT_STARTED\nHEALTH  SUPPORT_REQUIRED\n  need ", kThingId,
                         "  OUTCOME_RECORDED, assessed on 2026-11-23 by worker-1: a dentist\n"
                         "    action ",
                         kCause,
                         "  OPEN OVERDUE, due 2026-11-23, owner worker-7: duty to refer\n"
                         "    outcome MET\n"
                         "    review: opened again on 2026-11-23 by lead: ache again\n"
                         "    outcome NOT_MET\n"));
}

TEST_F(CommandTest, ChangesAPlanUnderThePlansOwnEtag) {
  caller_.answers["GetPlan"] = Json{{"plan", APlan()}};
  EXPECT_EQ(Run({"report", "start", "A4834PO", "pre-release"}), kExitOk);
  EXPECT_EQ(LastRequest()["person_id"], kPersonId);
  EXPECT_EQ(LastRequest()["etag"], "9");
  EXPECT_EQ(LastRequest()["kind"], "REPORT_KIND_PRE_RELEASE");
  EXPECT_EQ(Run({"plan", "review", kPersonId, kThingId, "--reopen", "--note", "n"}), kExitOk);
  EXPECT_EQ(LastRequest()["close"], false);
  EXPECT_EQ(Run({"plan", "review", kPersonId, kThingId, "--note", "n"}), kExitError);
  EXPECT_THAT(err_.str(), HasSubstr("VERDICT_MISSING"));
}

TEST_F(CommandTest, ListsReportsWithThePlansTheyHold) {
  Json report = {{"report_id", kCause},
                 {"kind", "REPORT_KIND_PRE_RELEASE"},
                 {"version", 2},
                 {"state", "REPORT_STATE_RETURNED"},
                 {"started_by", "worker-1"},
                 {"review_note", "say more"}};
  report["pathways"] = APlan()["pathways"];
  caller_.answers["ListReports"] = Json{{"reports", {report}}, {"next_page_token", "more"}};
  EXPECT_EQ(Run({"report", "list", kPersonId}), kExitOk);
  EXPECT_THAT(out_.str(), HasSubstr("PRE_RELEASE version 2: RETURNED, started by worker-1: say "
                                    "more\nFINANCE_ID  NOT_STARTED\n"));
  EXPECT_THAT(err_.str(), HasSubstr("more: --page-token more"));
}

}  // namespace
}  // namespace ttg::cli
