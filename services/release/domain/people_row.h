#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "release/domain/profile.h"
#include "release/domain/reference_data.h"
#include "release/domain/release_dates.h"

namespace ttg::release {

// The columns of people.csv, in the order in which ParsePeopleRow takes their cells.
inline constexpr std::array<std::string_view, 42> kPeopleColumns = {
    "prison_number",
    "crn",
    "pnc",
    "family_name",
    "given_names",
    "date_of_birth",
    "sex",
    "prison_id",
    "sentence_type",
    "sentence_start_date",
    "crd",
    "crd_override",
    "ard",
    "ard_override",
    "npd",
    "prrd",
    "prrd_override",
    "mtd",
    "hdced",
    "hdcad",
    "ped",
    "apd",
    "sed",
    "led",
    "confirmed_release_date",
    "home_local_authority",
    "delivery_unit",
    "risk_of_serious_harm",
    "mappa_level",
    "arson_risk",
    "sexual_risk_to_adults",
    "sexual_risk_to_children",
    "needs_ground_floor",
    "needs_wheelchair_access",
    "needs_single_occupancy",
    "must_not_live_with",
    "accommodation_before_custody",
    "right_to_work",
    "preferred_sectors",
    "offence_flags",
    "home_easting",
    "home_northing",
};

// What is wrong with a cell, or worth knowing about it. `value` is personal data: no more of the
// cell than is needed to find it; reported to the sender, never logged or stored.
struct RowFinding {
  std::string column;
  // UPPER_SNAKE.
  std::string reason;
  std::string message;
  std::string value;

  friend bool operator==(const RowFinding&, const RowFinding&) = default;
};

struct DatePair {
  std::optional<Date> date;
  std::optional<Date> override_date;

  friend bool operator==(const DatePair&, const DatePair&) = default;
};

// One valid row. What the file leaves empty is empty here.
struct PersonRow {
  PrisonNumber number;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  Profile profile;
  std::map<DateType, DatePair> dates;
};

struct ParsedRow {
  // Absent: the row is refused, and `findings` say why.
  std::optional<PersonRow> row;
  // Why it is refused or, where it is not, warnings.
  std::vector<RowFinding> findings;
};

// Reads one row of people.csv. Pure; the same row always reads the same on the same day. Names and
// codes lose stray space, identifiers also lower case. A name that a spreadsheet would take for a
// formula is text like any other; exports make it harmless.
ParsedRow ParsePeopleRow(std::span<const std::string> cells, const ReferenceData& reference,
                         Date today);

}  // namespace ttg::release
