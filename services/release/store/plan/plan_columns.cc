#include "release/store/plan/plan_columns.h"

#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Value;

Value CodeOf(std::string_view name) { return ToValue(name); }
Value TextOf(const Sensitive<std::string>& text) { return ToValue(text.Reveal()); }

}  // namespace

std::vector<Value> PathwayValues(const PersonId& person, Pathway pathway,
                                 const PathwayEntry& entry) {
  return {ToValue(person),      CodeOf(ToString(pathway)),  CodeOf(ToString(entry.status)),
          TextOf(entry.reason), ToValue(entry.assessed_on), ToValue(entry.assessed_by)};
}

std::vector<Value> NeedValues(const PersonId& person, const Need& need) {
  std::vector<Value> values = {ToValue(need.id),
                               ToValue(person),
                               CodeOf(ToString(need.pathway)),
                               TextOf(need.description),
                               ToValue(need.assessed_on),
                               ToValue(need.assessed_by),
                               CodeOf(ToString(need.state))};
  if (need.outcome) {
    values.push_back(CodeOf(ToString(need.outcome->outcome)));
    values.push_back(ToValue(need.outcome->recorded_on));
    values.push_back(ToValue(need.outcome->recorded_by));
    values.push_back(TextOf(need.outcome->note));
  } else {
    values.resize(values.size() + 4);
  }
  return values;
}

std::vector<Value> ActionValues(const PersonId& person, const NeedId& need, const Action& action) {
  return {ToValue(action.id),
          ToValue(need),
          ToValue(person),
          TextOf(action.description),
          ToValue(action.owner),
          ToValue(action.due_on),
          CodeOf(ToString(action.state)),
          ToValue(action.planned_on),
          ToValue(action.planned_by),
          ToValue(action.ended_on),
          ToValue(action.ended_by),
          TextOf(action.result)};
}

std::vector<Value> ReviewValues(const PersonId& person, const NeedId& need, std::size_t ordinal,
                                const NeedReview& review) {
  return {ToValue(need),
          ToValue(ordinal),
          ToValue(person),
          CodeOf(ToString(review.outcome.outcome)),
          ToValue(review.outcome.recorded_on),
          ToValue(review.outcome.recorded_by),
          TextOf(review.outcome.note),
          ToValue(review.reviewed_on),
          ToValue(review.reviewed_by),
          ToValue(review.closed),
          TextOf(review.note)};
}

std::vector<Value> ReportValues(const PersonId& person, const PlanReport& report) {
  return {ToValue(report.id),
          ToValue(person),
          CodeOf(ToString(report.kind)),
          ToValue(report.version),
          CodeOf(ToString(report.state)),
          ToValue(report.started_by),
          ToValue(report.started_at),
          ToValue(report.submitted_by),
          ToValue(report.submitted_at),
          ToValue(report.reviewed_by),
          ToValue(report.reviewed_at),
          TextOf(report.review_note)};
}

}  // namespace ttg::release
