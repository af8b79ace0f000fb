#include "release/store/lists/list_query.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/columns.h"
#include "release/store/lists/list_filters.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;

// A list by name or number sorts the people of a window up to this many days, and runs down its own
// order for a longer one.
constexpr int kDaysToSort = 21;
// A caller of more places gets one filtered query instead of one part a place.
constexpr std::size_t kPlacesAtOnce = 48;
// The people of this many places may all be passed by.
constexpr std::size_t kPlacesToPass = 2;

std::string_view KeyColumn(ReleaseOrder order) {
  switch (order) {
    case ReleaseOrder::kReleaseDate:
      return "sort_on";
    case ReleaseOrder::kName:
      return "name_key";
    case ReleaseOrder::kPrisonNumber:
      return "prison_number";
  }
  return "sort_on";
}

std::string And(std::string_view one, std::string_view other) {
  if (one.empty()) return std::string(other);
  if (other.empty()) return std::string(one);
  return fmt::format("{} AND {}", one, other);
}

// A column under which neither database looks for an index.
std::string Unindexed(std::string_view column) { return fmt::format("COALESCE({0}, {0})", column); }

// Where and whose, the window and the cursor.
class Frame {
 public:
  // `leads`: an index of these columns may be used to find people.
  Frame(const ReleaseQuery& query, bool leads, Binds& binds) : leads_(leads), binds_(binds) {
    if (query.from || query.to) Window(query);
    if (query.prison) Equal("prison_id", "prison", *query.prison);
    if (query.delivery_unit) Equal("delivery_unit", "unit", *query.delivery_unit);
    if (query.owner) Equal("owner_id", "owner", *query.owner);
    if (query.without_delivery_unit) Require("delivery_unit IS NULL");
    if (query.after) After(query);
  }

  const std::string& text() const { return text_; }

 private:
  void Require(std::string_view condition) { text_ = And(text_, condition); }

  template <typename T>
  void Equal(std::string_view column, std::string_view name, const T& value) {
    Require(fmt::format("{} = :{}", leads_ ? std::string(column) : Unindexed(column), name));
    binds_.emplace_back(name, value);
  }

  void Window(const ReleaseQuery& query) {
    const Date first = query.from.value_or(Date(1900, 1, 1));
    // The day before the one that stands for "none".
    const Date last = std::min(query.to.value_or(Date(2199, 12, 30)), SortDay(std::nullopt) - 1);
    const bool by_day = query.order == ReleaseOrder::kReleaseDate || last - first <= kDaysToSort;
    const std::string day = leads_ && by_day ? "sort_on" : Unindexed("sort_on");
    Require(fmt::format("{0} >= :from AND {0} <= :to", day));
    binds_.emplace_back("from", first);
    binds_.emplace_back("to", last);
  }

  void After(const ReleaseQuery& query) {
    Require(fmt::format("({}, person_id) > (:after_key, :after_id)", KeyColumn(query.order)));
    binds_.emplace_back("after_key", query.after->key);
    binds_.emplace_back("after_id", query.after->id);
  }

  const bool leads_;
  Binds& binds_;
  std::string text_;
};

std::string Part(std::string_view from, std::string_view condition, ReleaseOrder order) {
  return fmt::format("SELECT {} FROM {}{}{} ORDER BY {}, person_id LIMIT :limit", kLineColumns,
                     from, condition.empty() ? "" : " WHERE ", condition, KeyColumn(order));
}

// One part for each of the caller's places: each runs down an index that has the order already and
// ends at the limit, however many people the others hold.
std::string PartOfEachPlace(const Scope& scope, const std::string& condition, ReleaseOrder order,
                            Binds& binds) {
  std::string parts;
  std::size_t place = 0;
  const auto add = [&](std::string_view column, const std::string& code) {
    const std::string_view name = Placeholder(place++);
    binds.emplace_back(name, code);
    const std::string here = And(condition, fmt::format("{} = :{}", column, name));
    parts += fmt::format("{}SELECT * FROM ({}) AS part", parts.empty() ? "" : " UNION ",
                         Part("person", here, order));
  };
  for (const PrisonId& prison : scope.prisons.some) add("prison_id", prison.str());
  for (const DeliveryUnit& unit : scope.delivery_units.some) add("delivery_unit", unit.str());
  return Part(fmt::format("({}) AS parts", parts), "", order);
}

std::size_t PlacesOf(const Scope& scope) {
  return scope.prisons.some.size() + scope.delivery_units.some.size();
}

bool IsEverywhere(const Scope& scope) { return scope.prisons.all || scope.delivery_units.all; }

bool NamesOnePlace(const ReleaseQuery& query) {
  return query.prison || query.delivery_unit || query.owner;
}

// Few people are left in any case.
bool IsNarrow(const Scope& scope, const ReleaseQuery& query) {
  if (NamesOnePlace(query)) return true;
  if (query.from && query.to && *query.to - *query.from <= kDaysToSort) return true;
  return !IsEverywhere(scope) && PlacesOf(scope) <= kPlacesToPass;
}

std::string Joined(const std::vector<std::string>& selects, std::string_view by) {
  std::string text;
  for (const std::string& select : selects) {
    text += fmt::format("{}{}", text.empty() ? "" : by, select);
  }
  return text;
}

// The filter that finds the fewest; nothing where each finds more than a list should sort.
Result<std::optional<std::size_t>> Rarest(store::Session& session,
                                          const std::vector<ListFilter>& filters, int fewest) {
  std::optional<std::size_t> rarest;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    if (filters[i].selects.empty()) continue;
    Binds binds = filters[i].binds;
    binds.emplace_back("most", fewest);
    TTG_TRY(const auto count,
            session.Query<int>(fmt::format("SELECT COUNT(*) FROM ({} LIMIT :most) AS found",
                                           Joined(filters[i].selects, " UNION ALL ")),
                               binds));
    const int found = std::get<0>(count.front());
    if (found >= fewest) continue;
    fewest = found;
    rarest = i;
  }
  return rarest;
}

}  // namespace

Result<ListText> ListTextOf(store::Session& session, const Scope& scope, const ReleaseQuery& query,
                            Date today, int people_to_sort) {
  std::vector<ListFilter> filters = FiltersOf(query, today);
  std::optional<std::size_t> rarest;
  if (!IsNarrow(scope, query)) {
    TTG_TRY(rarest, Rarest(session, filters, people_to_sort));
  }
  ListText list;
  list.binds.emplace_back("limit", query.limit);
  // Once people are found, no other index is to lead to them.
  const Frame frame(query, !rarest, list.binds);
  std::string condition = frame.text();
  std::string found;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    for (store::Bind& bind : filters[i].binds) list.binds.push_back(std::move(bind));
    if (i == rarest) {
      found = fmt::format("(SELECT person_id AS found_id FROM ({}) AS each_found) AS found",
                          Joined(filters[i].selects, " UNION "));
    } else {
      condition = And(condition, filters[i].condition);
    }
  }
  if (rarest) {
    if (!IsEverywhere(scope)) {
      condition =
          And(condition, store::CaseloadFilter(scope, "prison_id", "delivery_unit", list.binds));
    }
    // A CROSS JOIN, because SQLite keeps to its order.
    list.sql = Part(found + " CROSS JOIN person",
                    And("person.person_id = found.found_id", condition), query.order);
    return list;
  }
  const std::size_t places = PlacesOf(scope);
  if (IsEverywhere(scope)) {
    list.sql = Part("person", condition, query.order);
  } else if (!NamesOnePlace(query) && places > 0 && places <= kPlacesAtOnce) {
    list.sql = PartOfEachPlace(scope, condition, query.order, list.binds);
  } else {
    const std::string reach =
        store::CaseloadFilter(scope, "prison_id", "delivery_unit", list.binds);
    list.sql = Part("person", And(condition, reach), query.order);
  }
  return list;
}

}  // namespace ttg::release
