// The queries of SqlReleaseStore that no aggregate is involved in: lists, profiles, numbers.
#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/columns.h"
#include "release/store/rows.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {
namespace {

using store::Binds;
using MaybeText = std::optional<std::string>;

constexpr std::size_t kNumbersAtOnce = 256;
// A list by name or number sorts the people of a window up to this many days, and runs down its own
// order for a longer one.
constexpr int kDaysToSort = 21;
// More people than this with one beginning of a name are not sorted but met in the list's order.
constexpr int kNamesToSort = 3000;
// A caller of more places gets one filtered query instead of one part a place.
constexpr std::size_t kPlacesAtOnce = 48;

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

// A letter and then a digit begin a prison number; anything else is a name.
bool LooksLikeNumber(std::string_view text) {
  return text.size() > 1 && std::isdigit(static_cast<unsigned char>(text[1])) != 0;
}

std::string NamePrefix(const std::string& text) {
  std::string key = NameKey(text, "");
  key.pop_back();  // the space before the given names
  return key;
}

// Whether more people have names that begin so than a list should sort.
Result<bool> IsCommon(store::Session& session, const std::string& text) {
  if (text.empty() || LooksLikeNumber(text)) return false;
  const std::string key = NamePrefix(text);
  TTG_TRY(
      const auto count,
      session.Query<int>("SELECT COUNT(*) FROM (SELECT name_key FROM person WHERE name_key >= "
                         ":text AND name_key < :beyond LIMIT :limit) AS begun",
                         {{"text", key}, {"beyond", AfterPrefix(key)}, {"limit", kNamesToSort}}));
  return std::get<0>(count.front()) == kNamesToSort;
}

// The conditions of one list and their values.
class Conditions {
 public:
  // `common_text`: many begin so, and the text is no way to find them.
  Conditions(const ReleaseQuery& query, bool common_text, Binds& binds)
      : common_text_(common_text), binds_(binds) {
    if (query.from || query.to) Window(query);
    if (query.prison) Add("prison_id = :prison", "prison", *query.prison);
    if (query.delivery_unit) Add("delivery_unit = :unit", "unit", *query.delivery_unit);
    if (query.owner) Add("owner_id = :owner", "owner", *query.owner);
    if (query.without_owner) Require("owner_id IS NULL");
    if (query.without_delivery_unit) Require("delivery_unit IS NULL");
    if (query.state) {
      Add("state = :state", "state", ToString(*query.state));
    } else {
      // Nobody prepares the release of whoever has died, was deported or has another number.
      Require("state NOT IN ('DEPORTED', 'DIED', 'MERGED')");
    }
    if (!query.text.empty()) Text(query);
    if (query.after) After(query);
  }

  const std::string& text() const { return text_; }

 private:
  template <typename T>
  void Add(std::string_view condition, std::string_view name, const T& value) {
    Require(condition);
    binds_.emplace_back(name, value);
  }

  void Require(std::string_view condition) {
    text_ += fmt::format("{}{}", text_.empty() ? "" : " AND ", condition);
  }

  void Window(const ReleaseQuery& query) {
    const Date first = query.from.value_or(Date(1900, 1, 1));
    // The day before the one that stands for "none".
    const Date last = std::min(query.to.value_or(Date(2199, 12, 30)), SortDay(std::nullopt) - 1);
    const bool by_day = query.order == ReleaseOrder::kReleaseDate || last - first <= kDaysToSort;
    const std::string day = by_day ? "sort_on" : Unindexed("sort_on");
    Add(day + " >= :from", "from", first);
    Add(day + " <= :to", "to", last);
  }

  void Text(const ReleaseQuery& query) {
    const std::string number = NormaliseIdentifier(query.text);
    if (LooksLikeNumber(number)) {
      Add("prison_number >= :text", "text", number);
      Add("prison_number < :beyond", "beyond", AfterPrefix(number));
      return;
    }
    const std::string key = NamePrefix(query.text);
    const bool sorts = common_text_ && query.order != ReleaseOrder::kName;
    const std::string column = sorts ? Unindexed("name_key") : "name_key";
    Add(column + " >= :text", "text", key);
    Add(column + " < :beyond", "beyond", AfterPrefix(key));
  }

  // A column under which neither database looks for an index.
  static std::string Unindexed(std::string_view column) {
    return fmt::format("COALESCE({}, {})", column, column);
  }

  void After(const ReleaseQuery& query) {
    Add(fmt::format("({}, person_id) > (:after_key, :after_id)", KeyColumn(query.order)),
        "after_key", query.after->key);
    binds_.emplace_back("after_id", query.after->id);
  }

  const bool common_text_;
  Binds& binds_;
  std::string text_;
};

std::string And(std::string_view one, std::string_view other) {
  if (one.empty()) return std::string(other);
  return fmt::format("{} AND {}", one, other);
}

constexpr std::string_view kLineColumns =
    "person_id, version, state, prison_number, family_name, given_names, prison_id, delivery_unit, "
    "owner_id, release_on, release_reason, due_type, lawful_on, warnings, released_on, name_key, "
    "sort_on";

std::string Part(std::string_view condition, ReleaseOrder order) {
  return fmt::format("SELECT {} FROM person{}{} ORDER BY {}, person_id LIMIT :limit", kLineColumns,
                     condition.empty() ? "" : " WHERE ", condition, KeyColumn(order));
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
                         Part(here, order));
  };
  for (const PrisonId& prison : scope.prisons.some) add("prison_id", prison.str());
  for (const DeliveryUnit& unit : scope.delivery_units.some) add("delivery_unit", unit.str());
  return fmt::format("SELECT {} FROM ({}) AS parts ORDER BY {}, person_id LIMIT :limit",
                     kLineColumns, parts, KeyColumn(order));
}

bool NamesOnePlace(const ReleaseQuery& query) {
  return query.prison || query.delivery_unit || query.owner || !query.text.empty();
}

std::string ListText(const Scope& scope, const ReleaseQuery& query, bool common_text,
                     Binds& binds) {
  const Conditions conditions(query, common_text, binds);
  binds.emplace_back("limit", query.limit);
  const std::size_t places = scope.prisons.some.size() + scope.delivery_units.some.size();
  const bool everywhere = scope.prisons.all || scope.delivery_units.all;
  if (!everywhere && !NamesOnePlace(query) && places > 0 && places <= kPlacesAtOnce) {
    return PartOfEachPlace(scope, conditions.text(), query.order, binds);
  }
  if (everywhere) return Part(conditions.text(), query.order);
  const std::string reach = store::CaseloadFilter(scope, "prison_id", "delivery_unit", binds);
  return Part(And(conditions.text(), reach), query.order);
}

// HELD_PAST_DUE is a fact of today (domain A5); who is held is looked up for the few it concerns.
Result<std::set<std::string>> WithHold(store::Session& session,
                                       const std::vector<ReleaseLine>& lines, Date today) {
  std::set<std::string> held;
  std::vector<std::string> late;
  for (const ReleaseLine& line : lines) {
    if (line.release_date && *line.release_date < today) late.push_back(line.id.str());
  }
  TTG_RETURN_IF_ERROR(InParts(late, kNumbersAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    TTG_TRY(
        const auto rows,
        session.Query<std::string>(
            fmt::format("SELECT person_id FROM person_hold WHERE person_id IN {}", list), binds));
    for (const auto& [id] : rows) held.insert(id);
    return {};
  }));
  return held;
}

}  // namespace

Result<std::vector<ReleaseLine>> SqlReleaseStore::ListReleases(const ReleaseQuery& query,
                                                               Date today) {
  Binds binds;
  TTG_TRY(const bool common_text, IsCommon(session_, query.text));
  const std::string text = ListText(call_.scope, query, common_text, binds);
  TTG_TRY(auto rows,
          session_.Query<PersonId, std::int64_t, std::string, std::string, std::string, std::string,
                         PrisonId, std::optional<DeliveryUnit>, std::optional<ActorId>,
                         std::optional<Date>, std::string, MaybeText, std::optional<Date>,
                         std::string, std::optional<Date>, std::string, std::string>(text, binds));
  std::vector<ReleaseLine> lines;
  lines.reserve(rows.size());
  for (auto& [id, version, state, number, family, given, prison, unit, owner, release_on, reason,
              due_type, lawful_on, warnings, released_on, name_key, sort_on] : rows) {
    ReleaseLine line{.id = id,
                     .version = version,
                     .state = ParsePersonState(state).value_or(PersonState::kInPrison),
                     .number = PrisonNumber::Restore(number),
                     .family_name = Sensitive(std::move(family)),
                     .given_names = Sensitive(std::move(given)),
                     .prison = prison,
                     .delivery_unit = unit,
                     .owner = owner,
                     .release_date = release_on,
                     .reason = ParseReleaseDayReason(reason).value_or(ReleaseDayReason::kNoDate),
                     .due_type = due_type ? ParseDateType(*due_type) : std::nullopt,
                     .latest_lawful = lawful_on,
                     .warnings = ReadWarnings(warnings),
                     .released_on = released_on};
    line.key = query.order == ReleaseOrder::kReleaseDate ? std::move(sort_on)
               : query.order == ReleaseOrder::kName      ? std::move(name_key)
                                                         : std::move(number);
    lines.push_back(std::move(line));
  }
  TTG_TRY(const auto held, WithHold(session_, lines, today));
  for (ReleaseLine& line : lines) {
    line.warnings = OpenWarnings(
        std::move(line.warnings), {line.state, line.release_date, held.contains(line.id.str())},
        today);
  }
  return lines;
}

Result<std::vector<PersonProfile>> SqlReleaseStore::FindProfiles(
    const std::vector<PersonId>& people) {
  std::vector<PersonProfile> profiles;
  if (people.empty()) return profiles;
  Binds binds;
  std::vector<std::string> ids;
  ids.reserve(people.size());
  for (const PersonId& id : people) ids.push_back(id.str());
  const std::string list = InList(ids, binds);
  TTG_TRY(auto found, Load(fmt::format("person_id IN {}", list), binds));
  // Both directions of a separation: whom they name and are known, and who names them. Whoever has
  // been merged is the one who stands for them.
  TTG_TRY(const auto named,
          session_.Query<std::string, PersonId, std::string>(
              fmt::format("SELECT s.person_id, COALESCE(o.merged_into_person_id, o.person_id), "
                          "o.prison_number FROM person_separation s JOIN person o ON "
                          "o.prison_number = s.prison_number WHERE s.person_id IN {}",
                          list),
              binds));
  TTG_TRY(const auto naming,
          session_.Query<std::string, PersonId>(
              fmt::format("SELECT p.person_id, COALESCE(n.merged_into_person_id, n.person_id) FROM "
                          "person p JOIN person q ON q.person_id = p.person_id OR "
                          "q.merged_into_person_id = p.person_id JOIN person_separation s ON "
                          "s.prison_number = q.prison_number JOIN person n ON n.person_id = "
                          "s.person_id WHERE p.person_id IN {}",
                          list),
              binds));
  for (Person& person : found) {
    std::set<PersonId> apart;
    std::set<PrisonNumber> unknown = person.snapshot().profile.must_not_live_with;
    for (const auto& [id, other, number] : named) {
      if (id != person.id().str()) continue;
      apart.insert(other);
      unknown.erase(PrisonNumber::Restore(number));
    }
    for (const auto& [id, other] : naming) {
      if (id == person.id().str()) apart.insert(other);
    }
    apart.erase(person.id());
    profiles.push_back(
        {std::move(person), {apart.begin(), apart.end()}, {unknown.begin(), unknown.end()}});
  }
  return profiles;
}

Result<std::vector<ResolvedNumber>> SqlReleaseStore::Resolve(
    const std::vector<PrisonNumber>& numbers) {
  std::vector<ResolvedNumber> resolved;
  TTG_RETURN_IF_ERROR(InParts(numbers, kNumbersAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    std::vector<std::string> texts;
    texts.reserve(part.size());
    for (const PrisonNumber& number : part) texts.push_back(number.Reveal());
    const std::string list = InList(texts, binds);
    const std::string reach =
        call_.Has(Role::kSystem)
            ? "1 = 1"
            : store::CaseloadFilter(call_.scope, "prison_id", "delivery_unit", binds);
    TTG_TRY(auto rows, session_.Query<std::string, PersonId>(
                           fmt::format("SELECT prison_number, COALESCE(merged_into_person_id, "
                                       "person_id) FROM person WHERE prison_number IN {} AND {}",
                                       list, reach),
                           binds));
    for (auto& [number, id] : rows) {
      resolved.push_back({PrisonNumber::Restore(std::move(number)), id});
    }
    return {};
  }));
  return resolved;
}

}  // namespace ttg::release
