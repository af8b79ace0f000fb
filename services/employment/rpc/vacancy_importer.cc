#include "employment/rpc/vacancy_importer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace ttg::employment {

namespace {

using intake::Finding;

// In the order of the spec; the numbers are those of the fields of a row.
enum Column : std::size_t {
  kVacancyId,
  kEmployerId,
  kEmployerName,
  kTitle,
  kSoc2020,
  kSector,
  kLocalAuthority,
  kEasting,
  kNorthing,
  kHours,
  kContract,
  kSalaryPence,
  kSalaryPeriod,
  kPositions,
  kClosingDate,
  kStartDate,
  kExcludedOffences,
  kPrisonLeaversOnly,
};

const intake::ImportSpec& Spec() {
  static const intake::ImportSpec spec{
      "vacancies",
      {"vacancy_id", "employer_id", "employer_name", "title", "soc2020", "sector",
       "local_authority", "easting", "northing", "hours", "contract", "salary_pence_from",
       "salary_period", "positions", "closing_date", "start_date", "excluded_offences",
       "prison_leavers_only"}};
  return spec;
}

// The extent of the British National Grid, metres.
constexpr std::int64_t kMostEasting = 700'000;
constexpr std::int64_t kMostNorthing = 1'300'000;
constexpr std::int64_t kMostPositions = 10'000;
constexpr std::int64_t kMostPence = 100'000'000;

constexpr std::array<std::string_view, 5> kOffences{"ARSON", "DRIVING", "MURDER", "SEXUAL",
                                                    "TERRORISM"};

bool IsCode(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

// A GSS code: a letter and eight digits.
bool IsGssCode(std::string_view text) {
  return text.size() == 9 && text[0] >= 'A' && text[0] <= 'Z' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Reads the cells of one row and collects what is wrong with them. Cells are used without the
// space around them.
class Cells {
 public:
  explicit Cells(const intake::CsvRow& row) : row_(row) {}

  std::string Text(Column column) const {
    const std::string& cell = row_[column];
    const auto first = cell.find_first_not_of(" \t");
    if (first == std::string::npos) return "";
    return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
  }

  std::string Required(Column column) {
    std::string text = Text(column);
    if (text.empty()) Refuse(column, "VALUE_REQUIRED", "this column must not be empty");
    return text;
  }

  template <typename T>
  std::optional<T> RequiredReference(Column column) {
    const std::string text = Required(column);
    if (text.empty()) return std::nullopt;
    return Take(column, T::Parse(text));
  }

  std::optional<Date> OptionalDate(Column column) {
    const std::string text = Text(column);
    if (text.empty()) return std::nullopt;
    return Take(column, ParseDate(text));
  }

  std::optional<std::int64_t> OptionalNumber(Column column, std::int64_t least, std::int64_t most) {
    const std::string text = Text(column);
    if (text.empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) {
      Refuse(column, "NUMBER_MALFORMED", "write a whole number in digits");
      return std::nullopt;
    }
    if (number < least || number > most) {
      Refuse(column, "NUMBER_OUT_OF_RANGE", "the number is out of its range");
      return std::nullopt;
    }
    return number;
  }

  template <typename Code>
  std::optional<Code> OptionalCode(Column column) {
    const std::string text = Text(column);
    if (text.empty()) return std::nullopt;
    const auto code = Parse<Code>(text);
    if (!code) Refuse(column, "CODE_UNKNOWN", "this code is not one of the list");
    return code;
  }

  template <typename Code>
  std::optional<Code> RequiredCode(Column column) {
    Required(column);
    return OptionalCode<Code>(column);
  }

  void Refuse(Column column, std::string reason, std::string message) {
    findings_.push_back({.column = Spec().columns[column],
                         .reason = std::move(reason),
                         .message = std::move(message),
                         .value = row_[column]});
  }

  std::vector<Finding> findings() const { return findings_; }

 private:
  template <typename T>
  std::optional<T> Take(Column column, Result<T> parsed) {
    if (parsed) return *std::move(parsed);
    Refuse(column, parsed.error().reason, parsed.error().message);
    return std::nullopt;
  }

  const intake::CsvRow& row_;
  std::vector<Finding> findings_;
};

std::set<std::string> ReadOffences(Cells& cells) {
  std::set<std::string> offences;
  const std::string list = cells.Text(kExcludedOffences);
  std::size_t from = 0;
  while (from < list.size()) {
    const std::size_t end = std::min(list.find(';', from), list.size());
    std::string code = list.substr(from, end - from);
    if (std::find(kOffences.begin(), kOffences.end(), code) == kOffences.end()) {
      cells.Refuse(kExcludedOffences, "CODE_UNKNOWN", "this code is not one of the list");
      return offences;
    }
    offences.insert(std::move(code));
    from = end + 1;
  }
  return offences;
}

std::optional<GridPoint> ReadPlace(Cells& cells) {
  const auto easting = cells.OptionalNumber(kEasting, 0, kMostEasting);
  const auto northing = cells.OptionalNumber(kNorthing, 0, kMostNorthing);
  if (cells.Text(kEasting).empty() != cells.Text(kNorthing).empty()) {
    cells.Refuse(kNorthing, "PLACE_INCOMPLETE", "give both easting and northing, or neither");
  }
  if (!easting || !northing) return std::nullopt;
  return GridPoint{.easting = static_cast<std::int32_t>(*easting),
                   .northing = static_cast<std::int32_t>(*northing)};
}

// A salary only with its period (domain C5).
std::optional<Salary> ReadSalary(Cells& cells) {
  const auto pence = cells.OptionalNumber(kSalaryPence, 1, kMostPence);
  const auto period = cells.OptionalCode<SalaryPeriod>(kSalaryPeriod);
  if (cells.Text(kSalaryPence).empty() != cells.Text(kSalaryPeriod).empty()) {
    cells.Refuse(kSalaryPeriod, "SALARY_WITHOUT_PERIOD", "give both salary and period, or neither");
  }
  if (!pence || !period) return std::nullopt;
  return Salary{.pence = *pence, .period = *period};
}

bool ReadYesOrNo(Cells& cells, Column column) {
  const std::string text = cells.Required(column);
  if (!text.empty() && text != "YES" && text != "NO") {
    cells.Refuse(column, "CODE_UNKNOWN", "write YES or NO");
  }
  return text == "YES";
}

void CheckForms(Cells& cells) {
  if (!cells.Required(kSoc2020).empty() && !IsSoc2020(cells.Text(kSoc2020))) {
    cells.Refuse(kSoc2020, "SOC2020_MALFORMED",
                 "a SOC 2020 code has four digits and does not begin with 0");
  }
  if (!cells.Required(kSector).empty() && !IsCode(cells.Text(kSector))) {
    cells.Refuse(kSector, "CODE_MALFORMED", "a sector is a code in capitals");
  }
  const std::string authority = cells.Text(kLocalAuthority);
  if (!authority.empty() && !IsGssCode(authority)) {
    cells.Refuse(kLocalAuthority, "GSS_CODE_MALFORMED",
                 "a GSS code is a letter and eight digits, for example E08000025");
  }
}

}  // namespace

std::variant<VacancyFacts, std::vector<Finding>> ReadVacancy(const intake::CsvRow& row) {
  Cells cells(row);
  const auto id = cells.RequiredReference<VacancyId>(kVacancyId);
  const auto employer = cells.RequiredReference<EmployerId>(kEmployerId);
  const std::string employer_name = cells.Required(kEmployerName);
  const std::string title = cells.Required(kTitle);
  CheckForms(cells);
  const auto place = ReadPlace(cells);
  const auto hours = cells.RequiredCode<EmploymentType>(kHours);
  const auto contract = cells.RequiredCode<ContractType>(kContract);
  const auto salary = ReadSalary(cells);
  cells.Required(kPositions);
  const auto positions = cells.OptionalNumber(kPositions, 0, kMostPositions);
  const auto closing_date = cells.OptionalDate(kClosingDate);
  const auto start_date = cells.OptionalDate(kStartDate);
  auto offences = ReadOffences(cells);
  const bool leavers_only = ReadYesOrNo(cells, kPrisonLeaversOnly);
  if (auto findings = cells.findings(); !findings.empty()) return findings;
  return VacancyFacts{.id = *id,
                      .employer = *employer,
                      .employer_name = employer_name,
                      .title = title,
                      .soc2020 = cells.Text(kSoc2020),
                      .sector = cells.Text(kSector),
                      .local_authority = cells.Text(kLocalAuthority),
                      .place = place,
                      .hours = *hours,
                      .contract = *contract,
                      .salary_from = salary,
                      .positions = *positions,
                      .closing_date = closing_date,
                      .start_date = start_date,
                      .excluded_offences = std::move(offences),
                      .prison_leavers_only = leavers_only};
}

const intake::ImportSpec& VacancyImporter::spec() const { return Spec(); }

intake::RowCheck VacancyImporter::Check(const intake::CsvRow& row) {
  if (row.fault) return {.refused = true, .findings = {*row.fault}};
  const auto read = ReadVacancy(row);
  if (const auto* findings = std::get_if<std::vector<Finding>>(&read)) {
    return {.refused = true, .findings = *findings};
  }
  if (seen_.insert(std::get<VacancyFacts>(read).id).second) return {};
  return {.refused = true,
          .findings = {{.column = "vacancy_id",
                        .reason = "VACANCY_REPEATED",
                        .message = "an earlier row of this file has the same id, and counts",
                        .value = row[kVacancyId]}}};
}

Result<std::vector<intake::RowResult>> VacancyImporter::Apply(
    store::Session& session, const CallContext& call, std::span<const intake::CsvRow> rows) const {
  const auto store = bind_(session, call);
  std::vector<intake::RowResult> results;
  results.reserve(rows.size());
  for (const intake::CsvRow& row : rows) {
    TTG_TRY(auto result, ApplyRow(session, *store, row));
    results.push_back(std::move(result));
  }
  return results;
}

Result<intake::RowResult> VacancyImporter::ApplyRow(store::Session& session, EmploymentStore& store,
                                                    const intake::CsvRow& row) const {
  const auto read = ReadVacancy(row);
  const auto* facts = std::get_if<VacancyFacts>(&read);
  if (facts == nullptr) return Internal("ROW_NOT_CHECKED", "a refused row was to be applied");
  Published published = Published::kUnchanged;
  const auto done = session.Savepoint([&]() -> Result<void> {
    TTG_TRY(published, publish_(store, {.facts = *facts, .as_of = as_of_}));
    return {};
  });
  if (!done && done.error().kind != ErrorKind::kPrecondition) return done.error();
  if (!done) {
    return intake::RowResult{.outcome = intake::RowOutcome::kRefused,
                             .findings = {{.column = "positions",
                                           .reason = done.error().reason,
                                           .message = done.error().message,
                                           .value = row[kPositions]}},
                             .subject = {}};
  }
  switch (published) {
    case Published::kAdded:
      return intake::RowResult{intake::RowOutcome::kAccepted, {}, {}};
    case Published::kRevised:
      return intake::RowResult{intake::RowOutcome::kUpdated, {}, {}};
    case Published::kUnchanged:
      break;
  }
  return intake::RowResult{intake::RowOutcome::kUnchanged, {}, {}};
}

}  // namespace ttg::employment
