#include "release/rpc/lists/release_table.h"

#include "kernel/date.h"
#include "release/domain/codes.h"

namespace ttg::release {
namespace {

std::string DayOf(const std::optional<Date>& day) { return day ? FormatDate(*day) : ""; }

std::string YesOrNo(bool value) { return value ? "yes" : "no"; }

std::string WarningsOf(const std::set<ReleaseDayWarning>& warnings) {
  std::string text;
  for (const ReleaseDayWarning warning : warnings) {
    if (!text.empty()) text += ';';
    text += ToString(warning);
  }
  return text;
}

}  // namespace

std::vector<std::string> ReleaseHeadings() {
  return {"prison_number",
          "family_name",
          "given_names",
          "state",
          "prison_id",
          "delivery_unit",
          "owner_id",
          "release_date",
          "release_day_reason",
          "due_type",
          "warnings",
          "latest_lawful_day",
          "released_on",
          "next_due_date",
          "overdue",
          "at_risk_of_no_fixed_abode",
          "friday_or_pre_holiday",
          "changed_at",
          "person_id"};
}

std::vector<std::string> ReleaseCells(const ReleaseLine& line) {
  return {line.number.Reveal(),
          line.family_name.Reveal(),
          line.given_names.Reveal(),
          std::string(ToString(line.state)),
          line.prison.str(),
          line.delivery_unit ? line.delivery_unit->str() : "",
          line.owner ? line.owner->str() : "",
          DayOf(line.release_date),
          std::string(ToString(line.reason)),
          line.due_type ? std::string(ToString(*line.due_type)) : "",
          WarningsOf(line.warnings),
          DayOf(line.latest_lawful),
          DayOf(line.released_on),
          DayOf(line.next_due),
          YesOrNo(line.overdue),
          YesOrNo(line.no_fixed_abode),
          YesOrNo(line.friday_or_pre_holiday),
          FormatInstant(line.changed_at),
          line.id.str()};
}

}  // namespace ttg::release
