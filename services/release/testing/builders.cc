#include "release/testing/builders.h"

#include <algorithm>
#include <cstdlib>

#include "platform/calendar/bank_holidays.h"
#include "platform/testing/sequential_ids.h"
#include "release/domain/reference_files.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {
namespace {

std::size_t PlaceOf(std::string_view column) {
  const auto* found = std::find(kPeopleColumns.begin(), kPeopleColumns.end(), column);
  if (found == kPeopleColumns.end()) std::abort();  // a test that names no column is a broken test
  return static_cast<std::size_t>(found - kPeopleColumns.begin());
}

}  // namespace

const WorkingDays& EnglandAndWales() {
  static const WorkingDays calendar = *WorkingDays::Parse(calendar::BankHolidaysFile());
  return calendar;
}

const ReferenceData& Reference() {
  static const ReferenceData reference{*ParseCodes(PrisonsFile()), *ParseCodes(DeliveryUnitsFile()),
                                       *ParseCodes(LocalAuthoritiesFile())};
  return reference;
}

CallContext ACaller() {
  return {.actor = *ActorId::Parse("TESTER"),
          .roles = {Role::kResettlementLead},
          .organisation = *OrganisationId::Parse("HMPPS"),
          .scope = {.organisations = {.all = true, .some = {}},
                    .prisons = {.all = true, .some = {}},
                    .delivery_units = {.all = true, .some = {}}},
          .purpose = "TEST"};
}

// In November London keeps UTC.
Instant At(Date day, int minutes) {
  return absl::FromCivil(absl::CivilMinute(day) + minutes, absl::UTCTimeZone());
}

Act ActAt(Date day, int minutes, std::string_view by) {
  return Act{*ActorId::Parse(by), At(day, minutes), day};
}

std::vector<std::string> Cells(const std::map<std::string_view, std::string>& replaced) {
  std::map<std::string_view, std::string> cells = {
      {"prison_number", "A1234BC"},
      {"family_name", "Example"},
      {"given_names", "Sam"},
      {"date_of_birth", "1990-01-01"},
      {"sex", "M"},
      {"prison_id", "BMI"},
      {"sentence_type", "SDS"},
      {"sentence_start_date", "2025-06-02"},
      {"crd", "2026-12-04"},
      {"sed", "2028-06-02"},
      {"delivery_unit", "N52BIRM"},
      {"home_local_authority", "E08000025"},
      {"arson_risk", "NO"},
      {"sexual_risk_to_adults", "NO"},
      {"sexual_risk_to_children", "NO"},
  };
  for (const auto& [column, text] : replaced) cells[column] = text;
  std::vector<std::string> row(kPeopleColumns.size());
  for (const auto& [column, text] : cells) row[PlaceOf(column)] = text;
  return row;
}

PersonRow ARow(const std::map<std::string_view, std::string>& replaced) {
  return ParsePeopleRow(Cells(replaced), Reference(), kMonday).row.value();
}

PersonId APersonId(int n) {
  return *PersonId::Parse(
      ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/7));
}

Person APerson(int n, const std::map<std::string_view, std::string>& replaced) {
  const PersonRow row = ARow(replaced);
  auto snapshot =
      Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales())
          .first.snapshot();
  snapshot.version = 1;
  return Person::Restore(std::move(snapshot));
}

}  // namespace ttg::release::testing
