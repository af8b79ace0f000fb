#include "release/domain/ownership/handover.h"

namespace ttg::release {
namespace {

constexpr std::size_t kChecklistItems = static_cast<std::size_t>(HandoverItem::kPersonTold) + 1;

Error SameOwner() {
  return InvalidField("to_owner_id", "SENDER_IS_RECEIVER", "they own this case already");
}
Error ChecklistIncomplete() {
  return Precondition("CHECKLIST_INCOMPLETE", "every item of the checklist has to be done first");
}
Error ExpiryInPast() {
  return InvalidField("expires_on", "EXPIRY_IN_PAST", "an offer cannot lapse before today");
}
Error NotOnOffer() { return Precondition("NOT_ON_OFFER", "this handover has come to its end"); }
Error OfferedToSomebodyElse() {
  return Precondition("OFFERED_TO_SOMEBODY_ELSE",
                      "only the worker whom the case was offered to can answer");
}
Error OfferLapsed() {
  return Precondition("OFFER_LAPSED", "the offer has lapsed: the case has to be offered again");
}
Error OfferStands() {
  return Precondition("OFFER_STANDS", "the offer does not lapse before the day after its last");
}
Error NotTheSender() {
  return Precondition("NOT_THE_SENDER", "the sender or a lead takes an offer back");
}
Error NotToBeAssigned() {
  return Precondition("NOT_TO_BE_ASSIGNED",
                      "a lead assigns a case from 10 working days before release");
}
Error OtherSide() {
  return InvalidField("to_owner_id", "NOT_OF_THE_RECEIVING_SIDE",
                      "the case is assigned to a worker of the receiving side");
}
Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}

}  // namespace

Result<std::pair<Handover, HandoverOffered>> Handover::Offer(Terms terms, const Act& act) {
  if (terms.to.id == terms.from.id) return SameOwner();
  if (terms.checklist.size() < kChecklistItems) return ChecklistIncomplete();
  if (terms.expires_on < act.today) return ExpiryInPast();
  const HandoverOffered offered{terms.person, terms.id,      terms.from.id,
                                terms.to.id,  terms.to.side, terms.expires_on};
  return std::pair(Handover(Snapshot{.id = std::move(terms.id),
                                     .person = std::move(terms.person),
                                     .from = std::move(terms.from),
                                     .to = std::move(terms.to),
                                     .checklist = std::move(terms.checklist),
                                     .offered_by = act.by,
                                     .offered_at = act.at,
                                     .expires_on = terms.expires_on}),
                   offered);
}

HandoverEnded Handover::End(HandoverState state, const std::string& reason, const Act& act) {
  data_.state = state;
  data_.ended_at = act.at;
  data_.ended_by = act.by;
  data_.reason = reason;
  const bool taken = state == HandoverState::kAccepted || state == HandoverState::kAssigned;
  return HandoverEnded{data_.person, data_.id, state, taken ? data_.to.id : data_.from.id};
}

Result<HandoverEnded> Handover::Accept(const Act& act) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  if (act.by != data_.to.id) return OfferedToSomebodyElse();
  if (data_.expires_on < act.today) return OfferLapsed();
  return End(HandoverState::kAccepted, "", act);
}

Result<HandoverEnded> Handover::Decline(const std::string& reason, const Act& act) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  if (act.by != data_.to.id) return OfferedToSomebodyElse();
  if (reason.empty()) return ReasonMissing();
  return End(HandoverState::kDeclined, reason, act);
}

Result<HandoverEnded> Handover::Withdraw(const std::string& reason, bool is_lead, const Act& act) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  const bool may = is_lead || act.by == data_.offered_by || act.by == data_.from.id;
  if (!may) return NotTheSender();
  if (reason.empty()) return ReasonMissing();
  return End(HandoverState::kWithdrawn, reason, act);
}

Result<HandoverEnded> Handover::Assign(const CaseOwner& to, const std::string& reason,
                                       bool to_be_assigned, const Act& act) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  if (!to_be_assigned) return NotToBeAssigned();
  if (reason.empty()) return ReasonMissing();
  if (to.id == data_.from.id) return SameOwner();
  if (to.side != data_.to.side) return OtherSide();
  data_.to = to;
  return End(HandoverState::kAssigned, reason, act);
}

Result<HandoverEnded> Handover::Expire(const Act& act) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  if (act.today <= data_.expires_on) return OfferStands();
  return End(HandoverState::kExpired, "", act);
}

Result<HandoverEnded> Handover::Drop(const std::string& reason, const Act& act) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  return End(HandoverState::kWithdrawn, reason, act);
}

Result<void> Handover::PassSender(const CaseOwner& from) {
  if (data_.state != HandoverState::kOffered) return NotOnOffer();
  if (from.id == data_.to.id) return SameOwner();
  data_.from = from;
  return {};
}

Date ToBeAssignedThrough(Date today, const WorkingDays& calendar) {
  // Two weeks hold at least ten working days where no holiday is known.
  if (!calendar.Covers(today) || !calendar.Covers(today + 35)) return today + 14;
  Date last = calendar.Add(today, kAssignWorkingDays);
  while (calendar.Subtract(last + 1, kAssignWorkingDays) <= today) ++last;
  return last;
}

}  // namespace ttg::release
