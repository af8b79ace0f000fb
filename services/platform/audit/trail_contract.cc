#include "platform/audit/trail_contract.h"

#include "platform/audit/chain.h"
#include "platform/testing/matchers.h"

namespace ttg::audit {

using testing::FailsWith;
using testing::Succeeded;

Entry AnEntry(int number) {
  return {.occurred_at = *ParseInstant("2026-11-23T09:30:00Z") + absl::Seconds(number),
          .actor = "worker-" + std::to_string(number % 3),
          .on_behalf_of = "",
          .organisation = "PDU-N52",
          .action = "CONSULTATION",
          .method = "/ttg.release.v1.ReleaseService/GetPerson",
          .purpose = "RESETTLEMENT",
          .correlation_id = "correlation-" + std::to_string(number),
          .outcome = "OK",
          .subjects = {"person-" + std::to_string(number), "person \"x\""}};
}

SignedHead Exported(const Head& head) {
  return {.text = "signed", .open = [head](std::string_view) { return Result<Head>(head); }};
}

void TrailContract::Append(int entries) {
  ASSERT_THAT(database_->WriteAndWait([entries](store::Session& session) -> Result<void> {
    for (int i = 1; i <= entries; ++i) TTG_RETURN_IF_ERROR(audit::Append(session, AnEntry(i)));
    TTG_RETURN_IF_ERROR(LinkPending(session, entries));
    return {};
  }),
              Succeeded());
}

void TrailContract::Tamper(const std::string& sql) {
  ASSERT_THAT(database_->WriteAndWait(
                  [&sql](store::Session& session) { return session.ExecuteScript(sql); }),
              Succeeded());
}

Head TrailContract::ExportHead() {
  Head head;
  EXPECT_THAT(database_->Read([&head](store::Session& session) -> Result<void> {
    TTG_TRY(head, CurrentHead(session));
    return {};
  }),
              Succeeded());
  return head;
}

Verification TrailContract::Verified(const std::optional<SignedHead>& exported) {
  Verification found;
  EXPECT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(found, Verify(session, exported));
    return {};
  }),
              Succeeded());
  return found;
}

namespace {

TEST_P(TrailContract, IsIntactWhenEmpty) {
  const Verification found = Verified(Exported({0, Genesis()}));
  EXPECT_TRUE(found.intact);
  EXPECT_EQ(found.entries, 0);
  EXPECT_EQ(ExportHead(), (Head{0, Genesis()}));
}

TEST_P(TrailContract, IsIntactWhenNobodyTouchedIt) {
  Append(2500);
  const Head head = ExportHead();
  EXPECT_EQ(head.entry, 2500);
  Append(10);
  const Verification found = Verified(Exported(head));
  EXPECT_TRUE(found.intact);
  EXPECT_EQ(found.fault, "");
  EXPECT_EQ(found.first_broken_entry, 0);
  EXPECT_EQ(found.entries, 2510);
  EXPECT_EQ(found.unlinked, 0);
}

TEST_P(TrailContract, FindsAnEdit) {
  Append(10);
  Tamper("UPDATE audit_entry SET outcome = 'REFUSED' WHERE sequence = 4");
  const Verification found = Verified();
  EXPECT_FALSE(found.intact);
  EXPECT_EQ(found.fault, "ENTRY_ALTERED");
  EXPECT_EQ(found.first_broken_entry, 4);
}

TEST_P(TrailContract, FindsAGap) {
  Append(10);
  Tamper("DELETE FROM audit_entry WHERE sequence = 1");
  const Verification found = Verified();
  EXPECT_EQ(found.fault, "ENTRY_MISSING");
  EXPECT_EQ(found.first_broken_entry, 1);
}

TEST_P(TrailContract, FindsARowThatIsNotInTheChain) {
  Append(10);
  Tamper(
      "INSERT INTO audit_entry (occurred_at, actor, on_behalf_of, organisation, action, method,"
      " purpose, correlation_id, outcome, subjects, sequence, previous_hash, hash)"
      " SELECT occurred_at, actor, on_behalf_of, organisation, action, method,"
      " purpose, correlation_id, outcome, subjects, -1, previous_hash, hash"
      " FROM audit_entry WHERE sequence = 4");
  const Verification found = Verified();
  EXPECT_FALSE(found.intact);
  EXPECT_EQ(found.fault, "ENTRY_ALTERED");
  EXPECT_EQ(found.entries, 11);
}

TEST_P(TrailContract, FindsATruncationByTheExportedHead) {
  Append(10);
  const Head head = ExportHead();
  Tamper("DELETE FROM audit_entry WHERE sequence > 7");
  EXPECT_TRUE(Verified().intact);
  const Verification found = Verified(Exported(head));
  EXPECT_FALSE(found.intact);
  EXPECT_EQ(found.fault, "TRUNCATED");
  EXPECT_EQ(found.first_broken_entry, 8);
}

TEST_P(TrailContract, FindsARecomputedChainByTheExportedHead) {
  Append(10);
  const Head head = ExportHead();
  Tamper("DELETE FROM audit_entry");
  ASSERT_THAT(database_->WriteAndWait([](store::Session& session) -> Result<void> {
    for (int i = 1; i <= 12; ++i) TTG_RETURN_IF_ERROR(audit::Append(session, AnEntry(i + 1)));
    TTG_RETURN_IF_ERROR(LinkPending(session, 100));
    return {};
  }),
              Succeeded());
  const Verification found = Verified(Exported(head));
  EXPECT_EQ(found.fault, "ENTRY_ALTERED");
  EXPECT_EQ(found.first_broken_entry, 10);
}

TEST_P(TrailContract, RefusesAHeadWhoseSignatureDoesNotHold) {
  Append(3);
  const SignedHead forged{.text = "forged", .open = [](std::string_view) -> Result<Head> {
                            return Invalid("SIGNATURE_INVALID", "");
                          }};
  const Verification found = Verified(forged);
  EXPECT_FALSE(found.intact);
  EXPECT_EQ(found.fault, "HEAD_SIGNATURE_INVALID");
  EXPECT_EQ(found.entries, 3);
}

TEST_P(TrailContract, KeepsNothingOfACommandThatFailed) {
  EXPECT_THAT(database_->WriteAndWait([](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(audit::Append(session, AnEntry(1)));
    return Precondition("REFUSED", "");
  }),
              FailsWith("REFUSED"));
  Append(3);
  const Verification found = Verified();
  EXPECT_TRUE(found.intact);
  EXPECT_EQ(found.entries, 3);
}

}  // namespace
}  // namespace ttg::audit
