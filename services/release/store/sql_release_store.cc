#include "release/store/sql_release_store.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "platform/store/caseload_filter.h"
#include "release/store/load_people.h"
#include "release/store/person_values.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;
using store::Value;
using MaybeText = std::optional<std::string>;

// Both databases take at least this many placeholders.
constexpr std::size_t kNumbersAtOnce = 256;

template <typename Identifier>
std::vector<std::string> TextsOf(const std::vector<Identifier>& identifiers) {
  std::vector<std::string> texts;
  texts.reserve(identifiers.size());
  for (const Identifier& identifier : identifiers) texts.push_back(identifier.Reveal());
  return texts;
}

template <typename Identifier>
std::optional<Identifier> IdentifierOf(const MaybeText& text) {
  return text ? std::optional(Identifier::Restore(*text)) : std::nullopt;
}

// A newer file can be noted without a new version while this change is under way, so the later of
// the two stays.
std::string NewValue(std::string_view column, std::string_view placeholder) {
  if (column != "as_of") return fmt::format(":{}", placeholder);
  return fmt::format("CASE WHEN as_of > :{0} THEN as_of ELSE :{0} END", placeholder);
}

// "version = :p1, state = :p2 …" for all columns but the first.
std::string Assignments(std::string_view columns) {
  std::string text;
  std::size_t place = 0;
  while (!columns.empty()) {
    const std::size_t end = columns.find(", ");
    const std::string_view column = columns.substr(0, end);
    columns.remove_prefix(end == std::string_view::npos ? columns.size() : end + 2);
    if (place > 0) {
      text += fmt::format("{}{} = {}", place == 1 ? "" : ", ", column,
                          NewValue(column, Placeholder(place)));
    }
    ++place;
  }
  return text;
}

Binds BindsOf(const std::vector<Value>& row) {
  Binds binds;
  binds.reserve(row.size() + 1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    binds.emplace_back(Placeholder(i), std::nullopt).value = row[i];
  }
  return binds;
}

// Writes everything about people who were not there before, several a statement.
class NewPeople {
 public:
  void Add(const Person::Snapshot& person) {
    people_.push_back(PersonValues(person));
    profiles_.push_back(ProfileValues(person));
    for (const auto& [type, date] : person.dates)
      dates_.push_back(DateValues(person.id, type, date));
    for (const PrisonNumber& number : person.profile.must_not_live_with) {
      separations_.push_back({ToValue(person.id), ToValue(number.Reveal())});
    }
  }

  Result<void> Write(store::Session& session) const {
    TTG_RETURN_IF_ERROR(InsertRows(session, "person", kPersonColumns, people_));
    TTG_RETURN_IF_ERROR(InsertRows(session, "person_profile", kProfileColumns, profiles_));
    TTG_RETURN_IF_ERROR(InsertRows(session, "person_date", kDateColumns, dates_));
    return InsertRows(session, "person_separation", "person_id, prison_number", separations_);
  }

 private:
  std::vector<std::vector<Value>> people_;
  std::vector<std::vector<Value>> profiles_;
  std::vector<std::vector<Value>> dates_;
  std::vector<std::vector<Value>> separations_;
};

bool ProfileChanged(const Changes& changes) {
  return std::any_of(changes.events.begin(), changes.events.end(), [](const ReleaseEvent& event) {
    return std::holds_alternative<PersonProfileChanged>(event);
  });
}

}  // namespace

Result<Person> SqlReleaseStore::FindOne(std::string_view column, const std::string& value) {
  Binds binds = {{"value", value}};
  const std::string reach = store::CaseloadFilter(call_.scope, "prison_id", "delivery_unit", binds);
  TTG_TRY(auto people, Load(fmt::format("{} = :value AND {}", column, reach), binds));
  if (people.empty()) return PersonNotFound();
  return std::move(people.front());
}

Result<Person> SqlReleaseStore::Find(const PersonId& id) { return FindOne("person_id", id.str()); }

Result<Person> SqlReleaseStore::FindByNumber(const PrisonNumber& number) {
  return FindOne("prison_number", number.Reveal());
}

Result<std::vector<Person>> SqlReleaseStore::Load(std::string_view condition, const Binds& binds) {
  TTG_TRY(auto loaded, LoadPeople(session_, condition, binds));
  std::vector<Person> people;
  people.reserve(loaded.size());
  for (auto& [id, snapshot] : loaded) people.push_back(Person::Restore(std::move(snapshot)));
  return people;
}

Result<void> SqlReleaseStore::Update(const Person::Snapshot& person) {
  static const std::string kUpdate =
      fmt::format("UPDATE person SET {} WHERE person_id = :p0 AND version = :expected",
                  Assignments(kPersonColumns));
  Binds binds = BindsOf(PersonValues(person));
  binds.emplace_back("expected", person.version - 1);
  TTG_TRY(const auto changed, session_.Execute(kUpdate, binds));
  if (changed == 0) return PersonChanged();
  return {};
}

Result<void> SqlReleaseStore::WriteDetails(const PersonChange& change) {
  const Person::Snapshot& person = change.person.snapshot();
  for (const DateChange& line : change.changes.history) {
    if (!line.type) continue;
    TTG_RETURN_IF_ERROR(
        session_.Execute("DELETE FROM person_date WHERE person_id = :person AND type = :type",
                         {{"person", person.id}, {"type", ToString(*line.type)}}));
    if (!line.current) continue;
    TTG_RETURN_IF_ERROR(InsertRows(session_, "person_date", kDateColumns,
                                   {DateValues(person.id, *line.type, *line.current)}));
  }
  TTG_RETURN_IF_ERROR(session_.Execute("DELETE FROM person_hold WHERE person_id = :person",
                                       {{"person", person.id}}));
  for (const Hold& hold : person.holds) {
    TTG_RETURN_IF_ERROR(
        InsertRows(session_, "person_hold", "person_id, kind, authority, held_on, recorded_by",
                   {{ToValue(person.id), ToValue(ToString(hold.kind)), ToValue(hold.authority),
                     ToValue(hold.held_on), ToValue(hold.recorded_by)}}));
  }
  if (!ProfileChanged(change.changes)) return {};
  static const std::string kUpdate = fmt::format(
      "UPDATE person_profile SET {} WHERE person_id = :p0", Assignments(kProfileColumns));
  TTG_RETURN_IF_ERROR(session_.Execute(kUpdate, BindsOf(ProfileValues(person))));
  for (const PrisonNumber& number : person.profile.must_not_live_with) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO person_separation (person_id, prison_number) VALUES (:person, :number) "
        "ON CONFLICT DO NOTHING",
        {{"person", person.id}, {"number", number.Reveal()}}));
  }
  return {};
}

Result<std::vector<Person>> SqlReleaseStore::Save(std::vector<PersonChange> changes) {
  NewPeople added;
  std::vector<std::vector<Value>> history;
  std::vector<messaging::Event> events;
  std::vector<Person> saved;
  saved.reserve(changes.size());
  for (PersonChange& change : changes) {
    Person::Snapshot person = change.person.snapshot();
    const bool is_new = person.version == 0;
    ++person.version;
    change.person = Person::Restore(person);
    if (is_new) {
      added.Add(person);
    } else {
      TTG_RETURN_IF_ERROR(Update(person));
      TTG_RETURN_IF_ERROR(WriteDetails(change));
    }
    for (const DateChange& line : change.changes.history) {
      history.push_back(HistoryValues(person, history.size(), line));
    }
    for (const ReleaseEvent& event : change.changes.events) {
      events.push_back(encode_(event, person.version, call_));
    }
    saved.push_back(std::move(change.person));
  }
  TTG_RETURN_IF_ERROR(added.Write(session_));
  TTG_RETURN_IF_ERROR(InsertRows(session_, "date_change", kHistoryColumns, history));
  TTG_RETURN_IF_ERROR(messaging::Append(session_, events));
  return saved;
}

Result<std::vector<Person>> SqlReleaseStore::FindByNumbers(
    const std::vector<PrisonNumber>& numbers) {
  std::vector<Person> people;
  TTG_RETURN_IF_ERROR(InParts(numbers, kNumbersAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(TextsOf(part), binds);
    TTG_TRY(auto found, Load(fmt::format("prison_number IN {}", list), binds));
    std::ranges::move(found, std::back_inserter(people));
    return {};
  }));
  return people;
}

Result<std::vector<Person>> SqlReleaseStore::FindSeparatedFrom(
    const std::vector<PrisonNumber>& numbers) {
  std::map<std::string, Person> people;
  TTG_RETURN_IF_ERROR(InParts(numbers, kNumbersAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(TextsOf(part), binds);
    TTG_TRY(auto found,
            Load(fmt::format("person_id IN (SELECT person_id FROM person_separation WHERE "
                             "prison_number IN {})",
                             list),
                 binds));
    for (Person& person : found) people.try_emplace(person.id().str(), person);
    return {};
  }));
  std::vector<Person> all;
  for (auto& [id, person] : people) all.push_back(std::move(person));
  return all;
}

Result<std::vector<IdentifierHolder>> SqlReleaseStore::FindHolders(const std::vector<Crn>& crns,
                                                                   const std::vector<Pnc>& pncs) {
  std::vector<IdentifierHolder> holders;
  const auto look = [&](std::string_view column) {
    return [&, column](const std::vector<std::string>& part) -> Result<void> {
      Binds binds;
      const std::string list = InList(part, binds);
      TTG_TRY(auto rows,
              session_.Query<std::string, MaybeText, MaybeText>(
                  fmt::format("SELECT p.prison_number, f.crn, f.pnc FROM person_profile f JOIN "
                              "person p ON p.person_id = f.person_id WHERE f.{} IN {}",
                              column, list),
                  binds));
      for (auto& [number, crn, pnc] : rows) {
        holders.push_back({PrisonNumber::Restore(std::move(number)), IdentifierOf<Crn>(crn),
                           IdentifierOf<Pnc>(pnc)});
      }
      return {};
    };
  };
  TTG_RETURN_IF_ERROR(InParts(TextsOf(crns), kNumbersAtOnce, look("crn")));
  TTG_RETURN_IF_ERROR(InParts(TextsOf(pncs), kNumbersAtOnce, look("pnc")));
  return holders;
}

Result<std::vector<Namesake>> SqlReleaseStore::FindNamesakes(
    const std::vector<Sensitive<std::string>>& likenesses) {
  std::vector<Namesake> namesakes;
  const auto look = [&](const std::vector<std::string>& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    TTG_TRY(auto rows, session_.Query<std::string, std::string>(
                           fmt::format("SELECT p.prison_number, f.likeness FROM person_profile f "
                                       "JOIN person p ON p.person_id = f.person_id WHERE "
                                       "f.likeness IN {}",
                                       list),
                           binds));
    for (auto& [number, likeness] : rows) {
      namesakes.push_back(
          {PrisonNumber::Restore(std::move(number)), Sensitive(std::move(likeness))});
    }
    return {};
  };
  TTG_RETURN_IF_ERROR(InParts(TextsOf(likenesses), kNumbersAtOnce, look));
  return namesakes;
}

Result<void> SqlReleaseStore::NoteAsOf(const std::vector<PersonId>& people, Instant as_of) {
  std::vector<std::string> ids;
  for (const PersonId& id : people) ids.push_back(id.str());
  return InParts(ids, kNumbersAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    binds.emplace_back("as_of", as_of);
    TTG_RETURN_IF_ERROR(session_.Execute(
        fmt::format("UPDATE person SET as_of = :as_of WHERE person_id IN {} AND as_of < :as_of",
                    list),
        binds));
    return {};
  });
}

}  // namespace ttg::release
