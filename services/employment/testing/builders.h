#pragma once

#include <string>

#include "employment/app/stated_start.h"
#include "employment/domain/employment_status.h"
#include "employment/domain/job.h"
#include "employment/domain/vacancy.h"
#include "kernel/call_context.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::employment {

// Obviously fictional defaults for tests. Monday 23 November 2026 is today.

inline constexpr Date kToday(2026, 11, 23);

inline PersonId APersonId(int n = 1) {
  return *PersonId::Parse(testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), 0x100));
}
inline JobId AJobId(int n = 1) {
  return *JobId::Parse(testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), 0x200));
}
inline StatusId AStatusId(int n = 1) {
  return *StatusId::Parse(testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), 0x300));
}
inline EventId ACause(int n = 1) {
  return *EventId::Parse(testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), 0x400));
}
inline VacancyId AVacancyId(const std::string& id = "VAC00001") { return *VacancyId::Parse(id); }
inline ActorId AnActor(const std::string& id = "adviser.one") { return *ActorId::Parse(id); }
inline EvidenceReference SomeEvidence() { return *EvidenceReference::Parse("DOC-1"); }
inline Instant AnInstant() { return *ParseInstant("2026-11-23T09:30:00.000000Z"); }

// In prison, due on 10 December 2026.
inline Person APerson(int n = 1) {
  Person person = UnknownPerson(APersonId(n));
  person.release_day = Date(2026, 12, 10);
  person.prison = *PrisonId::Parse("BMI");
  person.delivery_unit = *DeliveryUnit::Parse("N52BIRM");
  person.right_to_work = RightToWork::kYes;
  person.profile_version = 1;
  person.ScheduleCheckIns();
  return person;
}

inline Person AReleasedPerson(Date released_on = Date(2026, 3, 2), int n = 1) {
  Person person = APerson(n);
  person.release_day = released_on;
  person.released_on = released_on;
  person.ScheduleCheckIns();
  return person;
}

inline VacancyFacts SomeVacancyFacts(const std::string& id = "VAC00001") {
  return {.id = AVacancyId(id),
          .employer = *EmployerId::Parse("EMP001"),
          .employer_name = "Example Bakery",
          .title = "Baker",
          .soc2020 = "5432",
          .sector = "HOSPITALITY",
          .local_authority = "E08000025",
          .place = GridPoint{.easting = 406689, .northing = 286822},
          .hours = EmploymentType::kFullTime,
          .contract = ContractType::kPermanent,
          .salary_from = Salary{.pence = 1300, .period = SalaryPeriod::kHour},
          .positions = 2,
          .closing_date = Date(2027, 1, 31),
          .start_date = {},
          .excluded_offences = {"ARSON", "SEXUAL"},
          .prison_leavers_only = false};
}

inline Vacancy AVacancy(const std::string& id = "VAC00001") {
  return Vacancy::Publish(SomeVacancyFacts(id), AnInstant());
}

inline JobDetails SomeDetails() {
  return {.type = EmploymentType::kFullTime,
          .employer = *EmployerId::Parse("EMP001"),
          .employer_name = "Example Bakery",
          .title = "Baker",
          .soc2020 = "5432",
          .salary = {}};
}

inline JobStart AStart(Date start_date = Date(2026, 12, 14)) {
  return {.details = SomeDetails(),
          .vacancy = {},
          .start_date = start_date,
          .on_temporary_release = false};
}

inline StatedStart AStatedStart(Date start_date = Date(2026, 12, 14)) {
  return {.vacancy = {},
          .type = EmploymentType::kFullTime,
          .employer = *EmployerId::Parse("EMP001"),
          .employer_name = "Example Bakery",
          .title = "Baker",
          .soc2020 = "5432",
          .salary = {},
          .start_date = start_date,
          .on_temporary_release = false};
}

inline Job AJobIn(JobState state, int n = 1, Date start_date = Date(2026, 12, 14)) {
  const bool over = state == JobState::kEnded;
  return Job::Restore(
      {.id = AJobId(n),
       .person = APersonId(),
       .start = AStart(start_date),
       .state = state,
       .risk_reason = state == JobState::kStartAtRisk ? "STARTS_BEFORE_RELEASE" : "",
       .ended_on = over ? std::optional(start_date + 50) : std::nullopt,
       .end_reason = over ? std::optional(JobEndReason::kResigned) : std::nullopt,
       .sustainments = {},
       .version = 1});
}

inline EmploymentStatus::Entry AnEntry(const std::string& by = "adviser.one") {
  return {.value = StatusValue::kEmployed,
          .evidence = SomeEvidence(),
          .by = AnActor(by),
          .at = AnInstant()};
}

// Sees everybody.
inline CallContext ACall(const std::string& actor = "adviser.one") {
  CallContext call{.actor = AnActor(actor),
                   .roles = {Role::kEmploymentAdviser},
                   .organisation = *OrganisationId::Parse("HMPPS"),
                   .scope = {},
                   .purpose = "RESETTLEMENT",
                   .correlation_id = "correlation-1",
                   .causation_id = "",
                   .traceparent = ""};
  call.scope.organisations.all = true;
  call.scope.prisons.all = true;
  call.scope.delivery_units.all = true;
  return call;
}

// Sees one prison only.
inline CallContext ACallFrom(const std::string& prison) {
  CallContext call = ACall();
  call.scope = {};
  call.scope.prisons.some = {*PrisonId::Parse(prison)};
  return call;
}

}  // namespace ttg::employment
