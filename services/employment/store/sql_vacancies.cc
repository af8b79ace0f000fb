#include <fmt/format.h>

#include "employment/store/code_column.h"
#include "employment/store/sql_employment_store.h"

namespace ttg::employment {

namespace {

constexpr std::string_view kColumns =
    "vacancy_id, employer_id, employer_name, title, soc2020, sector, local_authority, easting, "
    "northing, hours, contract, salary_pence, salary_period, positions, positions_taken, "
    "closing_date, start_date, excluded_offences, prison_leavers_only, as_of, version";

std::string Join(const std::set<std::string>& codes) {
  std::string joined;
  for (const std::string& code : codes) {
    if (!joined.empty()) joined += ';';
    joined += code;
  }
  return joined;
}

std::set<std::string> Split(const std::string& joined) {
  std::set<std::string> codes;
  std::size_t from = 0;
  while (from < joined.size()) {
    const std::size_t end = std::min(joined.find(';', from), joined.size());
    codes.insert(joined.substr(from, end - from));
    from = end + 1;
  }
  return codes;
}

std::optional<Salary> SalaryOf(const std::optional<std::int64_t>& pence,
                               const std::optional<SalaryPeriod>& period) {
  if (!pence || !period) return std::nullopt;
  return Salary{.pence = *pence, .period = *period};
}

std::optional<GridPoint> PlaceOf(const std::optional<std::int32_t>& easting,
                                 const std::optional<std::int32_t>& northing) {
  if (!easting || !northing) return std::nullopt;
  return GridPoint{.easting = *easting, .northing = *northing};
}

store::Binds BindsOf(const Vacancy::Snapshot& vacancy) {
  const VacancyFacts& facts = vacancy.facts;
  store::Binds binds{{"id", facts.id},
                     {"employer", facts.employer},
                     {"employer_name", facts.employer_name},
                     {"title", facts.title},
                     {"soc2020", facts.soc2020},
                     {"sector", facts.sector},
                     {"local_authority", facts.local_authority},
                     {"hours", ToString(facts.hours)},
                     {"contract", ToString(facts.contract)},
                     {"positions", facts.positions},
                     {"positions_taken", vacancy.positions_taken},
                     {"closing_date", facts.closing_date},
                     {"start_date", facts.start_date},
                     {"excluded_offences", Join(facts.excluded_offences)},
                     {"prison_leavers_only", facts.prison_leavers_only ? 1 : 0},
                     {"as_of", vacancy.as_of},
                     {"version", vacancy.version}};
  binds.emplace_back("easting", facts.place ? std::optional(facts.place->easting) : std::nullopt);
  binds.emplace_back("northing", facts.place ? std::optional(facts.place->northing) : std::nullopt);
  const auto& salary = facts.salary_from;
  binds.emplace_back("salary_pence", salary ? std::optional(salary->pence) : std::nullopt);
  binds.emplace_back("salary_period",
                     salary ? std::optional(ToString(salary->period)) : std::nullopt);
  return binds;
}

void FilterBy(const VacancyQuery& query, std::string& where, store::Binds& binds) {
  const auto equal = [&](std::string_view column, std::string_view value) {
    if (value.empty()) return;
    where += fmt::format(" AND {0} = :{0}", column);
    binds.emplace_back(column, value);
  };
  equal("sector", query.sector);
  equal("local_authority", query.local_authority);
  if (query.hours) equal("hours", ToString(*query.hours));
  if (query.employer) equal("employer_id", query.employer->str());
  if (query.open_on) {
    where += " AND positions_taken < positions AND (closing_date IS NULL OR closing_date >= :day)";
    binds.emplace_back("day", *query.open_on);
  }
}

}  // namespace

Result<std::vector<Vacancy>> SqlEmploymentStore::ReadVacancies(const std::string& sql,
                                                               const store::Binds& binds) {
  using Text = std::string;
  TTG_TRY(const auto rows,
          session_.Query<VacancyId, EmployerId, Text, Text, Text, Text, Text,
                         std::optional<std::int32_t>, std::optional<std::int32_t>, EmploymentType,
                         ContractType, std::optional<std::int64_t>, std::optional<SalaryPeriod>,
                         std::int64_t, std::int64_t, std::optional<Date>, std::optional<Date>, Text,
                         std::int64_t, Instant, std::int64_t>(sql, binds));
  std::vector<Vacancy> vacancies;
  vacancies.reserve(rows.size());
  for (const auto& [id, employer, employer_name, title, soc2020, sector, authority, easting,
                    northing, hours, contract, pence, period, positions, taken, closing_date,
                    start_date, excluded, leavers_only, as_of, version] : rows) {
    vacancies.push_back(Vacancy::Restore({.facts = {.id = id,
                                                    .employer = employer,
                                                    .employer_name = employer_name,
                                                    .title = title,
                                                    .soc2020 = soc2020,
                                                    .sector = sector,
                                                    .local_authority = authority,
                                                    .place = PlaceOf(easting, northing),
                                                    .hours = hours,
                                                    .contract = contract,
                                                    .salary_from = SalaryOf(pence, period),
                                                    .positions = positions,
                                                    .closing_date = closing_date,
                                                    .start_date = start_date,
                                                    .excluded_offences = Split(excluded),
                                                    .prison_leavers_only = leavers_only != 0},
                                          .positions_taken = taken,
                                          .as_of = as_of,
                                          .version = version}));
  }
  return vacancies;
}

Result<std::optional<Vacancy>> SqlEmploymentStore::FindVacancy(const VacancyId& id) {
  return First(ReadVacancies(fmt::format("SELECT {} FROM vacancy WHERE vacancy_id = :id", kColumns),
                             {{"id", id}}));
}

Result<std::optional<Vacancy>> SqlEmploymentStore::LockVacancy(const VacancyId& id) {
  return First(ReadVacancies(fmt::format("UPDATE vacancy SET lock_count = lock_count + 1 "
                                         "WHERE vacancy_id = :id RETURNING {}",
                                         kColumns),
                             {{"id", id}}));
}

Result<void> SqlEmploymentStore::AddVacancy(const Vacancy& vacancy) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      fmt::format("INSERT INTO vacancy ({}) VALUES (:id, :employer, :employer_name, :title, "
                  ":soc2020, :sector, :local_authority, :easting, :northing, :hours, :contract, "
                  ":salary_pence, :salary_period, :positions, :positions_taken, :closing_date, "
                  ":start_date, :excluded_offences, :prison_leavers_only, :as_of, :version)",
                  kColumns),
      BindsOf(vacancy.snapshot())));
  return {};
}

Result<void> SqlEmploymentStore::SaveVacancy(const Vacancy& vacancy) {
  auto binds = BindsOf(vacancy.snapshot());
  binds.emplace_back("expected", vacancy.snapshot().version - 1);
  return ExpectOne(session_.Execute(
      "UPDATE vacancy SET employer_id = :employer, employer_name = :employer_name, "
      "title = :title, soc2020 = :soc2020, sector = :sector, local_authority = :local_authority, "
      "easting = :easting, northing = :northing, hours = :hours, contract = :contract, "
      "salary_pence = :salary_pence, salary_period = :salary_period, positions = :positions, "
      "positions_taken = :positions_taken, closing_date = :closing_date, "
      "start_date = :start_date, excluded_offences = :excluded_offences, "
      "prison_leavers_only = :prison_leavers_only, as_of = :as_of, version = :version "
      "WHERE vacancy_id = :id AND version = :expected",
      binds));
}

Result<Paged<Vacancy>> SqlEmploymentStore::ListVacancies(const VacancyQuery& query) {
  store::Binds binds{{"after", query.page.after}, {"limit", query.page.limit + 1}};
  std::string where = "vacancy_id > :after";
  FilterBy(query, where, binds);
  TTG_TRY(auto rows,
          ReadVacancies(fmt::format("SELECT {} FROM vacancy WHERE {} ORDER BY vacancy_id "
                                    "LIMIT :limit",
                                    kColumns, where),
                        binds));
  return ToPage(std::move(rows), query.page.limit,
                [](const Vacancy& last) { return last.snapshot().facts.id.str(); });
}

}  // namespace ttg::employment
