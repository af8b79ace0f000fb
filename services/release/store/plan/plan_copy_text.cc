#include "release/store/plan/plan_copy_text.h"

#include <nlohmann/json.hpp>

#include "release/store/plan/plan_columns.h"

namespace ttg::release {
namespace {

using Json = nlohmann::json;
using Text = Sensitive<std::string>;

Error Malformed() {
  return Internal("ROW_MALFORMED", "a submitted report does not read as a plan");
}

template <typename T>
Json Leaf(const T& value) {
  const store::Value bound = store::Bind("", value).value;
  const auto* text = std::get_if<std::string>(&bound);
  return text == nullptr ? Json() : Json(*text);
}

Json Leaf(const Text& value) { return value.Reveal(); }

Json Of(const Outcome& outcome) {
  return {{"outcome", ToString(outcome.outcome)},
          {"on", Leaf(outcome.recorded_on)},
          {"by", Leaf(outcome.recorded_by)},
          {"note", Leaf(outcome.note)}};
}

Json Of(const Action& action) {
  return {{"id", Leaf(action.id)},
          {"description", Leaf(action.description)},
          {"owner", Leaf(action.owner)},
          {"due_on", Leaf(action.due_on)},
          {"state", ToString(action.state)},
          {"planned_on", Leaf(action.planned_on)},
          {"planned_by", Leaf(action.planned_by)},
          {"ended_on", Leaf(action.ended_on)},
          {"ended_by", Leaf(action.ended_by)},
          {"result", Leaf(action.result)}};
}

Json Of(const NeedReview& review) {
  return {{"outcome", Of(review.outcome)},
          {"on", Leaf(review.reviewed_on)},
          {"by", Leaf(review.reviewed_by)},
          {"closed", review.closed ? "1" : "0"},
          {"note", Leaf(review.note)}};
}

Json Of(const Need& need);

template <typename T>
Json ListOf(const std::vector<T>& all) {
  Json list = Json::array();
  for (const T& one : all) list.push_back(Of(one));
  return list;
}

Json Of(const Need& need) {
  return {{"id", Leaf(need.id)},
          {"pathway", ToString(need.pathway)},
          {"description", Leaf(need.description)},
          {"assessed_on", Leaf(need.assessed_on)},
          {"assessed_by", Leaf(need.assessed_by)},
          {"state", ToString(need.state)},
          {"actions", ListOf(need.actions)},
          {"outcome", need.outcome ? Of(*need.outcome) : Json()},
          {"reviews", ListOf(need.reviews)}};
}

template <typename T>
Result<T> Take(const Json& object, const char* key) {
  std::optional<std::string> text;
  if (const auto found = object.find(key); found != object.end() && found->is_string()) {
    text = found->get<std::string>();
  }
  auto value = store::Column<T>::Read(text);
  if (!value) return Malformed();
  return *std::move(value);
}

Result<Text> TakeText(const Json& object, const char* key) {
  TTG_TRY(auto text, Take<std::string>(object, key));
  return Text(std::move(text));
}

const Json& At(const Json& object, const char* key) {
  static const Json kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

// The list at `key`, each of its entries read by `read`.
template <typename T>
Result<std::vector<T>> TakeList(const Json& object, const char* key,
                                Result<T> (*read)(const Json&)) {
  std::vector<T> all;
  for (const Json& item : At(object, key)) {
    TTG_TRY(auto one, read(item));
    all.push_back(std::move(one));
  }
  return all;
}

Result<Outcome> ReadOutcome(const Json& from) {
  TTG_TRY(const auto outcome, Take<NeedOutcome>(from, "outcome"));
  TTG_TRY(const auto on, Take<Date>(from, "on"));
  TTG_TRY(const auto by, Take<ActorId>(from, "by"));
  TTG_TRY(auto note, TakeText(from, "note"));
  return Outcome{outcome, on, by, std::move(note)};
}

Result<Action> ReadAction(const Json& from) {
  TTG_TRY(const auto id, Take<ActionId>(from, "id"));
  TTG_TRY(auto description, TakeText(from, "description"));
  TTG_TRY(const auto owner, Take<ActorId>(from, "owner"));
  TTG_TRY(const auto due_on, Take<Date>(from, "due_on"));
  TTG_TRY(const auto state, Take<ActionState>(from, "state"));
  TTG_TRY(const auto planned_on, Take<Date>(from, "planned_on"));
  TTG_TRY(const auto planned_by, Take<ActorId>(from, "planned_by"));
  TTG_TRY(const auto ended_on, Take<std::optional<Date>>(from, "ended_on"));
  TTG_TRY(const auto ended_by, Take<std::optional<ActorId>>(from, "ended_by"));
  TTG_TRY(auto result, TakeText(from, "result"));
  return Action{
      id,       std::move(description), owner, due_on, state, planned_on, planned_by, ended_on,
      ended_by, std::move(result)};
}

Result<NeedReview> ReadReview(const Json& from) {
  TTG_TRY(auto outcome, ReadOutcome(At(from, "outcome")));
  TTG_TRY(const auto on, Take<Date>(from, "on"));
  TTG_TRY(const auto by, Take<ActorId>(from, "by"));
  TTG_TRY(const auto closed, Take<int>(from, "closed"));
  TTG_TRY(auto note, TakeText(from, "note"));
  return NeedReview{std::move(outcome), on, by, closed == 1, std::move(note)};
}

Result<Need> ReadNeed(const Json& from) {
  TTG_TRY(const auto id, Take<NeedId>(from, "id"));
  TTG_TRY(const auto pathway, Take<Pathway>(from, "pathway"));
  TTG_TRY(auto description, TakeText(from, "description"));
  TTG_TRY(const auto assessed_on, Take<Date>(from, "assessed_on"));
  TTG_TRY(const auto assessed_by, Take<ActorId>(from, "assessed_by"));
  TTG_TRY(const auto state, Take<NeedState>(from, "state"));
  TTG_TRY(auto actions, TakeList<Action>(from, "actions", ReadAction));
  std::optional<Outcome> outcome;
  if (!At(from, "outcome").is_null()) {
    TTG_TRY(outcome, ReadOutcome(At(from, "outcome")));
  }
  TTG_TRY(auto reviews, TakeList<NeedReview>(from, "reviews", ReadReview));
  return Need{id,
              pathway,
              std::move(description),
              assessed_on,
              assessed_by,
              state,
              std::move(actions),
              std::move(outcome),
              std::move(reviews)};
}

Result<PathwayEntry> ReadPathway(const Json& from) {
  TTG_TRY(const auto status, Take<PathwayStatus>(from, "status"));
  TTG_TRY(auto reason, TakeText(from, "reason"));
  TTG_TRY(const auto on, Take<std::optional<Date>>(from, "assessed_on"));
  TTG_TRY(const auto by, Take<std::optional<ActorId>>(from, "assessed_by"));
  return PathwayEntry{status, std::move(reason), on, by};
}

}  // namespace

std::string WriteCopy(const PlanCopy& copy) {
  Json pathways = Json::object();
  for (std::size_t i = 0; i < kPathways; ++i) {
    const PathwayEntry& entry = copy.pathways[i];
    pathways[std::string(ToString(static_cast<Pathway>(i)))] = {
        {"status", ToString(entry.status)},
        {"reason", Leaf(entry.reason)},
        {"assessed_on", Leaf(entry.assessed_on)},
        {"assessed_by", Leaf(entry.assessed_by)}};
  }
  const Json whole = {{"pathways", std::move(pathways)}, {"needs", ListOf(copy.needs)}};
  // Texts come from protobuf, which takes UTF-8 only; replacing what is none keeps dump from
  // throwing.
  return whole.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<PlanCopy> ReadCopy(Date copied_on, const std::string& text) {
  const Json whole = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (whole.is_discarded()) return Malformed();
  PlanCopy copy{.copied_on = copied_on, .pathways = {}, .needs = {}};
  const Json& pathways = At(whole, "pathways");
  for (std::size_t i = 0; i < kPathways; ++i) {
    const std::string name(ToString(static_cast<Pathway>(i)));
    TTG_TRY(copy.pathways[i], ReadPathway(At(pathways, name.c_str())));
  }
  TTG_TRY(copy.needs, TakeList<Need>(whole, "needs", ReadNeed));
  return copy;
}

}  // namespace ttg::release
