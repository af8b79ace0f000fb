#include "release/domain/ownership/handover.h"

#include <functional>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

// Domain A11: a handover is offered, accepted, declined with a reason, withdrawn or expired; until
// accepted the sender owns; unaccepted 10 working days before release, the receiving lead assigns.
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APerson;
using testing::APersonId;
using testing::kMonday;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using ttg::testing::SucceededWith;

const ActorId kSender = *ActorId::Parse("sender");
const ActorId kReceiver = *ActorId::Parse("receiver");
const HandoverId kId = *HandoverId::Parse("01900000-0000-7000-8000-000000000aaa");
const std::set<HandoverItem> kWhole = {HandoverItem::kPlanShared,
                                       HandoverItem::kRiskInformationShared,
                                       HandoverItem::kReleaseDatesExplained,
                                       HandoverItem::kOpenActionsAgreed, HandoverItem::kPersonTold};
const Date kLast = kMonday + 14;

Act By(std::string_view who, Date day = kMonday) { return ActAt(day, 570, who); }

Handover::Terms Terms() {
  return {kId,    APersonId(), {kSender, OwnerSide::kPrison}, {kReceiver, OwnerSide::kCommunity},
          kWhole, kLast};
}

Handover In(HandoverState state) {
  auto data = Handover::Offer(Terms(), By("sender"))->first.snapshot();
  data.version = 1;
  data.state = state;
  return Handover::Restore(data);
}

TEST(HandoverOffer, NamesBothOwnersAndItsLastDay) {
  const auto offered = Handover::Offer(Terms(), By("sender"));
  ASSERT_THAT(offered, Succeeded());
  EXPECT_EQ(offered->second,
            (HandoverOffered{APersonId(), kId, kSender, kReceiver, OwnerSide::kCommunity, kLast}));
  EXPECT_EQ(offered->first.snapshot().state, HandoverState::kOffered);
}

TEST(HandoverOffer, NeedsTheWholeChecklist) {
  for (const HandoverItem item : kWhole) {
    auto terms = Terms();
    terms.checklist.erase(item);
    EXPECT_THAT(Handover::Offer(terms, By("sender")), FailsWith("CHECKLIST_INCOMPLETE"));
  }
}

TEST(HandoverOffer, IsToSomebodyElseAndNotForThePast) {
  auto terms = Terms();
  terms.to.id = kSender;
  EXPECT_THAT(Handover::Offer(terms, By("sender")), FailsWith("SENDER_IS_RECEIVER"));
  terms = Terms();
  terms.expires_on = kMonday - 1;
  EXPECT_THAT(Handover::Offer(terms, By("sender")), FailsWith("EXPIRY_IN_PAST"));
}

// Every state against every verb.
struct Verb {
  const char* name;
  HandoverState becomes;
  // Who owns the case then.
  ActorId owner;
  std::function<Result<HandoverEnded>(Handover&)> act;
};

std::vector<Verb> Verbs() {
  return {{"Accept", HandoverState::kAccepted, kReceiver,
           [](Handover& h) { return h.Accept(By("receiver")); }},
          {"Decline", HandoverState::kDeclined, kSender,
           [](Handover& h) { return h.Decline("no capacity", By("receiver")); }},
          {"Withdraw", HandoverState::kWithdrawn, kSender,
           [](Handover& h) { return h.Withdraw("too early", false, By("sender")); }},
          {"Assign", HandoverState::kAssigned, *ActorId::Parse("third"),
           [](Handover& h) {
             return h.Assign({*ActorId::Parse("third"), OwnerSide::kCommunity}, "not taken up",
                             true, By("lead"));
           }},
          {"Expire", HandoverState::kExpired, kSender,
           [](Handover& h) { return h.Expire(By("release", kLast + 1)); }},
          {"Drop", HandoverState::kWithdrawn, kSender,
           [](Handover& h) { return h.Drop("PERSON_DIED", By("release")); }},
          {"PassSender", HandoverState::kOffered, kSender, [](Handover& h) {
             return h.PassSender({*ActorId::Parse("third"), OwnerSide::kPrison}).map([] {
               return HandoverEnded{APersonId(), kId, HandoverState::kOffered, kSender};
             });
           }}};
}

TEST(HandoverStates, AreLeftOnlyFromOffered) {
  for (const Verb& verb : Verbs()) {
    for (int n = 0; n <= static_cast<int>(HandoverState::kAssigned); ++n) {
      const auto state = static_cast<HandoverState>(n);
      SCOPED_TRACE(std::string(verb.name) + " from " + std::string(ToString(state)));
      Handover handover = In(state);
      const auto before = handover.snapshot();
      const auto ended = verb.act(handover);
      if (state != HandoverState::kOffered) {
        EXPECT_THAT(ended, FailsWith("NOT_ON_OFFER"));
        EXPECT_TRUE(handover.snapshot() == before);
        continue;
      }
      EXPECT_THAT(ended, SucceededWith(HandoverEnded{APersonId(), kId, verb.becomes, verb.owner}));
      EXPECT_EQ(handover.snapshot().state, verb.becomes);
    }
  }
}

TEST(HandoverAccept, IsForTheReceiverWhileTheOfferStands) {
  Handover handover = In(HandoverState::kOffered);
  EXPECT_THAT(handover.Accept(By("sender")), FailsWith("OFFERED_TO_SOMEBODY_ELSE"));
  EXPECT_THAT(handover.Accept(By("receiver", kLast + 1)), FailsWith("OFFER_LAPSED"));
  EXPECT_THAT(handover.Accept(By("receiver", kLast)), Succeeded());
}

TEST(HandoverDecline, IsForTheReceiverWithAReason) {
  Handover handover = In(HandoverState::kOffered);
  EXPECT_THAT(handover.Decline("no", By("sender")), FailsWith("OFFERED_TO_SOMEBODY_ELSE"));
  EXPECT_THAT(handover.Decline("", By("receiver")), FailsWith("REASON_MISSING"));
}

TEST(HandoverWithdraw, IsForTheSenderOrALead) {
  Handover handover = In(HandoverState::kOffered);
  EXPECT_THAT(handover.Withdraw("x", false, By("third")), FailsWith("NOT_THE_SENDER"));
  EXPECT_THAT(handover.Withdraw("", true, By("third")), FailsWith("REASON_MISSING"));
  EXPECT_THAT(handover.Withdraw("x", true, By("third")), Succeeded());
}

TEST(HandoverAssign, WaitsForTheDayAndStaysOnTheReceivingSide) {
  Handover handover = In(HandoverState::kOffered);
  const CaseOwner third{*ActorId::Parse("third"), OwnerSide::kCommunity};
  EXPECT_THAT(handover.Assign(third, "x", false, By("lead")), FailsWith("NOT_TO_BE_ASSIGNED"));
  EXPECT_THAT(handover.Assign(third, "", true, By("lead")), FailsWith("REASON_MISSING"));
  EXPECT_THAT(handover.Assign({third.id, OwnerSide::kPrison}, "x", true, By("lead")),
              FailsWith("NOT_OF_THE_RECEIVING_SIDE"));
  EXPECT_THAT(handover.Assign({kSender, OwnerSide::kCommunity}, "x", true, By("lead")),
              FailsWith("SENDER_IS_RECEIVER"));
}

TEST(HandoverExpire, WaitsForTheDayAfterItsLast) {
  Handover handover = In(HandoverState::kOffered);
  EXPECT_THAT(handover.Expire(By("release", kLast)), FailsWith("OFFER_STANDS"));
}

TEST(HandoverPassSender, MakesTheNewOwnerTheSender) {
  Handover handover = In(HandoverState::kOffered);
  EXPECT_THAT(handover.PassSender({kReceiver, OwnerSide::kPrison}),
              FailsWith("SENDER_IS_RECEIVER"));
  ASSERT_THAT(handover.PassSender({*ActorId::Parse("third"), OwnerSide::kPrison}), Succeeded());
  EXPECT_THAT(handover.Withdraw("x", false, By("third")), Succeeded());
}

// 10 working days before release or later, on every day of a year with every holiday in it.
TEST(ToBeAssignedThrough, IsTheLastDayTenWorkingDaysAhead) {
  const WorkingDays& calendar = testing::EnglandAndWales();
  EXPECT_EQ(ToBeAssignedThrough(kMonday, calendar), Date(2026, 12, 7));
  for (Date today(2027, 1, 1); today < Date(2028, 1, 1); ++today) {
    const Date last = ToBeAssignedThrough(today, calendar);
    EXPECT_LE(calendar.Subtract(last, 10), today);
    EXPECT_GT(calendar.Subtract(last + 1, 10), today);
  }
  EXPECT_EQ(ToBeAssignedThrough(Date(2030, 1, 1), calendar), Date(2030, 1, 15));
}

Person Owned() {
  Person person = APerson();
  EXPECT_THAT(person.AssignOwner(kSender, OwnerSide::kPrison), Succeeded());
  return person;
}

Person In(PersonState state) {
  auto data = Owned().snapshot();
  data.state = state;
  if (state == PersonState::kReleased) data.released_on = kMonday;
  return Person::Restore(std::move(data));
}

TEST(PersonHandover, KeepsTheOwnerUntilItIsTakenOver) {
  Person person = Owned();
  ASSERT_THAT(person.OfferCase(kReceiver, kMonday), Succeeded());
  EXPECT_EQ(person.snapshot().owner, kSender);
  EXPECT_EQ(person.snapshot().receiving_owner, kReceiver);
  EXPECT_THAT(person.OfferCase(kReceiver, kMonday), FailsWith("HANDOVER_ON_OFFER"));
  EXPECT_THAT(person.AssignOwner(kReceiver), FailsWith("HANDOVER_ON_OFFER"));
  const auto taken = person.TakeOver(kReceiver, OwnerSide::kCommunity);
  ASSERT_THAT(taken, Succeeded());
  EXPECT_EQ(taken->events.front(),
            ReleaseEvent(PersonOwnerChanged{APersonId(), kSender, kReceiver}));
  EXPECT_EQ(person.snapshot().owner, kReceiver);
  EXPECT_EQ(person.snapshot().owner_side, OwnerSide::kCommunity);
  EXPECT_EQ(person.snapshot().receiving_owner, std::nullopt);
  EXPECT_THAT(person.TakeOver(kSender, OwnerSide::kPrison), FailsWith("NO_HANDOVER_ON_OFFER"));
  EXPECT_THAT(person.EndOffer(), FailsWith("NO_HANDOVER_ON_OFFER"));
}

TEST(PersonHandover, NeedsAnOwnerAndALiveCase) {
  Person nobodys = APerson();
  EXPECT_THAT(nobodys.OfferCase(kReceiver, kMonday), FailsWith("NOBODY_OWNS"));
  Person own = Owned();
  EXPECT_THAT(own.OfferCase(kSender, kMonday), FailsWith("OWNER_ALREADY"));
  for (const PersonState state :
       {PersonState::kDeported, PersonState::kDied, PersonState::kMerged}) {
    Person gone = In(state);
    EXPECT_THAT(gone.OfferCase(kReceiver, kMonday), FailsWith("CASE_CLOSED"));
  }
  // The sentence of the builder's person ends on 2 June 2028.
  Person released = In(PersonState::kReleased);
  EXPECT_THAT(released.OfferCase(kReceiver, Date(2028, 6, 3)), FailsWith("SUPERVISION_ENDED"));
  EXPECT_THAT(released.OfferCase(kReceiver, Date(2028, 6, 2)), Succeeded());
}

// Nothing is lost on transfer: the offer stays where the case is.
TEST(PersonHandover, StaysOnOfferWhileTheCaseIsPassedOrThePersonMoves) {
  Person person = Owned();
  ASSERT_THAT(person.OfferCase(kReceiver, kMonday), Succeeded());
  ASSERT_THAT(person.Move({.id = *MovementId::Parse(kId.str()),
                           .kind = MovementKind::kTransferred,
                           .occurred_at = By("lead").at,
                           .to_prison = *PrisonId::Parse("OWI")},
                          By("lead"), testing::EnglandAndWales()),
              Succeeded());
  EXPECT_EQ(person.snapshot().receiving_owner, kReceiver);
  const ActorId third = *ActorId::Parse("third");
  ASSERT_THAT(person.PassCase(third, OwnerSide::kPrison), Succeeded());
  EXPECT_EQ(person.snapshot().owner, third);
  EXPECT_EQ(person.snapshot().receiving_owner, kReceiver);
  EXPECT_THAT(person.PassCase(third, OwnerSide::kPrison), FailsWith("OWNER_ALREADY"));
  ASSERT_THAT(person.PassCase(kReceiver, OwnerSide::kCommunity), Succeeded());
  EXPECT_EQ(person.snapshot().receiving_owner, std::nullopt);
}

}  // namespace
}  // namespace ttg::release
