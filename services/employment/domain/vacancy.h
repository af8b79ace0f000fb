#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "employment/domain/facts.h"
#include "kernel/date.h"

namespace ttg::employment {

// British National Grid, metres.
struct GridPoint {
  std::int32_t easting = 0;
  std::int32_t northing = 0;

  friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

// What an employer says of a vacancy (domain C2).
struct VacancyFacts {
  VacancyId id;
  EmployerId employer;
  std::string employer_name;
  std::string title;
  std::string soc2020;
  std::string sector;
  // GSS code; empty: anywhere.
  std::string local_authority;
  std::optional<GridPoint> place;
  EmploymentType hours = EmploymentType::kFullTime;
  ContractType contract = ContractType::kPermanent;
  // The lowest that is paid.
  std::optional<Salary> salary_from;
  std::int64_t positions = 0;
  std::optional<Date> closing_date;
  std::optional<Date> start_date;
  std::set<std::string> excluded_offences;
  bool prison_leavers_only = false;

  friend bool operator==(const VacancyFacts&, const VacancyFacts&) = default;
};

// A vacancy whose positions left never go below zero, whoever takes or revises them (domain C2).
class Vacancy {
 public:
  struct Snapshot {
    VacancyFacts facts;
    std::int64_t positions_taken = 0;
    // When the source wrote the facts: older never overwrites newer (domain A13).
    Instant as_of;
    std::int64_t version = 1;
  };

  static Vacancy Publish(VacancyFacts facts, Instant as_of);
  // Rebuilds a stored vacancy without checks. For stores only.
  static Vacancy Restore(Snapshot stored) { return Vacancy(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  std::int64_t positions_left() const { return data_.facts.positions - data_.positions_taken; }

  // For a start to come. Errors: Precondition / VACANCY_CLOSED, VACANCY_FULL.
  Result<void> TakePosition(Date today);
  // For somebody who works there already: that is a fact, whenever the vacancy closed. Errors:
  // Precondition / VACANCY_FULL.
  Result<void> TakePositionOfAStartedJob();
  void GivePositionBack();

  // Takes the employer's newer word; true where it says something else. Facts that are older than
  // those we have change nothing, and the same facts from later only their time. Errors:
  // Precondition / POSITIONS_BELOW_TAKEN.
  Result<bool> Revise(const VacancyFacts& facts, Instant as_of);

 private:
  explicit Vacancy(Snapshot data) : data_(std::move(data)) {}

  Snapshot data_;
};

}  // namespace ttg::employment
