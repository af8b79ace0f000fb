#include "release/testing/ownership/ownership_builders.h"

#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"

namespace ttg::release::testing {

CallContext ALead() {
  return {.actor = *ActorId::Parse("TESTER"),
          .roles = {Role::kResettlementLead},
          .organisation = *OrganisationId::Parse("HMPPS"),
          .scope = {.organisations = {.all = true, .some = {}},
                    .prisons = {.all = true, .some = {}},
                    .delivery_units = {.all = true, .some = {}}},
          .purpose = "TEST"};
}

const std::set<HandoverItem>& TheWholeChecklist() {
  static const std::set<HandoverItem> kAll = {
      HandoverItem::kPlanShared, HandoverItem::kRiskInformationShared,
      HandoverItem::kReleaseDatesExplained, HandoverItem::kOpenActionsAgreed,
      HandoverItem::kPersonTold};
  return kAll;
}

ActorId AnOwnerId(std::string_view id) { return *ActorId::Parse(id); }

Worker::Description APrisonWorker() {
  return {.name = Sensitive(std::string("Alex Example")),
          .side = OwnerSide::kPrison,
          .prison = *PrisonId::Parse("BMI"),
          .telephone = Sensitive(std::string("0121 496 0000")),
          .contracted_minutes = 2220};
}

Worker::Description ACommunityWorker() {
  return {.name = Sensitive(std::string("Kim Example")),
          .side = OwnerSide::kCommunity,
          .delivery_unit = *DeliveryUnit::Parse("N52BIRM"),
          .telephone = Sensitive(std::string("0121 496 0001")),
          .contracted_minutes = 2220};
}

HandoverId AHandoverId(int n) {
  return *HandoverId::Parse(
      ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/6));
}

Handover AHandover(int n) {
  return Handover::Offer({AHandoverId(n),
                          APersonId(n),
                          {AnOwnerId("sender"), OwnerSide::kPrison},
                          {AnOwnerId("receiver"), OwnerSide::kCommunity},
                          TheWholeChecklist(),
                          kMonday + 14},
                         ActAt(kMonday, 570, "sender"))
      ->first;
}

}  // namespace ttg::release::testing
