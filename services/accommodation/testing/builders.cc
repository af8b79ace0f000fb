#include "accommodation/testing/builders.h"

namespace ttg::accommodation::testing {
namespace {

constexpr std::uint16_t kPeople = 0xa1;
constexpr std::uint16_t kPlacements = 0xa2;
constexpr std::uint16_t kEvents = 0xa3;

template <typename T>
T Nth(int n, std::uint16_t series) {
  return T::Parse(ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), series)).value();
}

CallContext Caller(Role role) {
  return {.actor = ActorId::Parse("worker-1").value(),
          .roles = {role},
          .organisation = OrganisationId::Parse("HMPPS").value(),
          .scope = {},
          .purpose = "RESETTLEMENT",
          .correlation_id = "correlation-1",
          .causation_id = "request-1",
          .traceparent = ""};
}

}  // namespace

WorkingDays Calendar() {
  return WorkingDays("test", Date(2012, 1, 1), Date(2028, 12, 31),
                     {Date(2026, 12, 25), Date(2026, 12, 28), Date(2027, 1, 1)});
}

PersonId PersonNumber(int n) { return Nth<PersonId>(n, kPeople); }
PlacementId PlacementNumber(int n) { return Nth<PlacementId>(n, kPlacements); }
EventId EventNumber(int n) { return Nth<EventId>(n, kEvents); }
BedspaceId Bed(const std::string& id) { return BedspaceId::Parse(id).value(); }

Bedspace ABedspace(const std::string& id) {
  return {.id = Bed(id),
          .name = "Room 1",
          .premises = {.id = PremisesId::Parse("PR1").value(),
                       .name = "1 Example Street",
                       .provider = ProviderId::Parse("PROV1").value(),
                       .provider_name = "Provider 1",
                       .local_authority = "E08000025",
                       .delivery_unit = DeliveryUnit::Parse("N52BIRM").value(),
                       .position = GridPoint{405000, 285000},
                       .characteristics = {}},
          .characteristics = {},
          .turnaround_working_days = 0,
          .available_from = Date(2025, 1, 1),
          .available_to = std::nullopt};
}

MatchProfile AProfile() {
  return {.sex = Sex::kMale,
          .date_of_birth = Date(1990, 5, 17),
          .arson_risk = Answer::kNo,
          .sexual_risk_to_adults = Answer::kNo,
          .sexual_risk_to_children = Answer::kNo,
          .needs_ground_floor = false,
          .needs_wheelchair_access = false,
          .needs_single_occupancy = false,
          .must_not_live_with = {},
          .home_area = GridPoint{404000, 284000}};
}

Person APerson(int n) {
  return {.id = PersonNumber(n),
          .prison = PrisonId::Parse("BMI").value(),
          .delivery_unit = DeliveryUnit::Parse("N52BIRM").value(),
          .owner = ActorId::Parse("worker-1").value(),
          .release_day = Date(2026, 12, 7),
          .released_on = std::nullopt,
          .profile_version = 1,
          .profile = Sensitive(AProfile()),
          .announced = 0};
}

BedPicture AnEmptyBed(const Bedspace& bedspace) { return {bedspace, {}, {}, {}}; }

Stay AStay() { return {Date(2026, 12, 7), Date(2027, 1, 4)}; }

CallContext AllSeeingStaff() {
  CallContext call = Caller(Role::kResettlementWorker);
  call.scope.prisons.all = true;
  call.scope.delivery_units.all = true;
  return call;
}

CallContext StaffOf(const std::string& prison) {
  CallContext call = Caller(Role::kResettlementWorker);
  call.scope.prisons.some = {PrisonId::Parse(prison).value()};
  return call;
}

CallContext PartnerOf(const std::string& provider) {
  CallContext call = Caller(Role::kHousingPartner);
  call.scope.organisations.some = {ProviderId::Parse(provider).value()};
  return call;
}

Placement AnOffer(int n, int person, const Bedspace& bedspace, const Stay& stay) {
  return Placement::MakeOffer(
             {.id = PlacementNumber(n),
              .person = PersonNumber(person),
              .stay = stay,
              .free_from =
                  FreeFrom(stay.departure, bedspace.turnaround_working_days, Calendar()).value(),
              .expires_on = Today() + 7,
              .release_day = Date(2026, 12, 7),
              .long_stay = std::nullopt},
             bedspace, Today())
      .value();
}

}  // namespace ttg::accommodation::testing
