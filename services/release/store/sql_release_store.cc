#include "release/store/sql_release_store.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "absl/time/clock.h"
#include "platform/messaging/event_log.h"
#include "platform/store/caseload_filter.h"
#include "release/store/load_people.h"
#include "release/store/person_values.h"
#include "release/store/rows.h"
#include "release/store/timetable/timetable_rows.h"

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

std::vector<std::string_view> NamesOf(std::string_view columns) {
  std::vector<std::string_view> names;
  while (!columns.empty()) {
    const std::size_t end = columns.find(", ");
    names.push_back(columns.substr(0, end));
    columns.remove_prefix(end == std::string_view::npos ? columns.size() : end + 2);
  }
  return names;
}

// What an UPDATE says of a row of a table: "version = :p1, state = :p2 …", for the columns whose
// value is another than before, or for all where it is not known what stood there. A database
// rewrites each index of which a column is named, so a column that stays is not.
class Assignments {
 public:
  Assignments(const std::vector<std::string_view>& columns, std::vector<Value> row,
              const std::vector<Value>& before) {
    binds_.emplace_back(Placeholder(0), std::nullopt).value = std::move(row.front());
    for (std::size_t i = 1; i < columns.size(); ++i) {
      if (!before.empty() && row[i] == before[i]) continue;
      text_ += fmt::format("{}{} = {}", text_.empty() ? "" : ", ", columns[i],
                           NewValue(columns[i], Placeholder(i)));
      binds_.emplace_back(Placeholder(i), std::nullopt).value = std::move(row[i]);
    }
  }

  const std::string& text() const { return text_; }
  // Of the assignments, and of the row's key, the first column, as :p0.
  Binds TakeBinds() { return std::move(binds_); }

 private:
  std::string text_;
  Binds binds_;
};

// Writes everything about people who were not there before.
class NewPeople {
 public:
  void Add(const Person::Snapshot& person, Instant changed_at) {
    people_.push_back(PersonValues(person));
    people_.back().push_back(ToValue(changed_at));
    profiles_.push_back(ProfileValues(person));
    for (const auto& [type, date] : person.dates)
      dates_.push_back(DateValues(person.id, type, date));
    for (const PrisonNumber& number : person.profile.must_not_live_with) {
      separations_.push_back({ToValue(person.id), ToValue(number.Reveal())});
    }
  }

  Result<void> Write(store::Session& session) && {
    static const std::string kColumns = fmt::format("{}, changed_at", WrittenPersonColumns());
    TTG_RETURN_IF_ERROR(InsertRows(session, "person", kColumns, std::move(people_)));
    TTG_RETURN_IF_ERROR(
        InsertRows(session, "person_profile", kProfileColumns, std::move(profiles_)));
    TTG_RETURN_IF_ERROR(InsertRows(session, "person_date", kDateColumns, std::move(dates_)));
    return InsertRows(session, "person_separation", "person_id, prison_number",
                      std::move(separations_));
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
  TTG_TRY(Person person, FindOne("prison_number", number.Reveal()));
  // The number leads to whoever stands for them now (domain A8).
  const auto survivor = person.snapshot().merged_into;
  return survivor ? Find(*survivor) : Result<Person>(std::move(person));
}

Result<std::vector<Person>> SqlReleaseStore::Load(std::string_view condition, const Binds& binds) {
  TTG_TRY(auto loaded, LoadPeople(session_, condition, binds));
  std::vector<Person> people;
  people.reserve(loaded.size());
  for (auto& [id, snapshot] : loaded) {
    people.push_back(Person::Restore(snapshot));
    stored_.insert_or_assign(snapshot.id, std::move(snapshot));
  }
  return people;
}

Result<void> SqlReleaseStore::Update(const Person::Snapshot& person, Instant changed_at,
                                     bool by_file) {
  static const auto kColumns = NamesOf(WrittenPersonColumns());
  const auto stored = stored_.find(person.id);
  Assignments assignments(
      kColumns, PersonValues(person),
      stored == stored_.end() ? std::vector<Value>() : PersonValues(stored->second));
  Binds binds = assignments.TakeBinds();
  binds.emplace_back("expected", person.version - 1);
  binds.emplace_back("changed_at", changed_at);
  if (by_file) binds.emplace_back("file_as_of", person.as_of);
  TTG_TRY(const auto changed,
          session_.Execute(
              fmt::format("UPDATE person SET {}, changed_at = :changed_at WHERE person_id = :p0 "
                          "AND version = :expected{}",
                          assignments.text(), by_file ? " AND as_of <= :file_as_of" : ""),
              binds));
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
  TTG_RETURN_IF_ERROR(WriteHolds(person));
  const auto stored = stored_.find(person.id);
  TTG_RETURN_IF_ERROR(
      WriteMilestones(session_, person.id, person.timetable.records,
                      stored == stored_.end() ? nullptr : &stored->second.timetable.records));
  TTG_RETURN_IF_ERROR(WriteAliases(person));
  if (!ProfileChanged(change.changes)) return {};
  static const auto kColumns = NamesOf(kProfileColumns);
  Assignments assignments(kColumns, ProfileValues(person), {});
  TTG_RETURN_IF_ERROR(session_.Execute(
      fmt::format("UPDATE person_profile SET {} WHERE person_id = :p0", assignments.text()),
      assignments.TakeBinds()));
  if (stored != stored_.end()) {
    // Only the undoing of a merge takes one away.
    for (const PrisonNumber& number : stored->second.profile.must_not_live_with) {
      if (person.profile.must_not_live_with.contains(number)) continue;
      TTG_RETURN_IF_ERROR(session_.Execute(
          "DELETE FROM person_separation WHERE person_id = :person AND prison_number = :number",
          {{"person", person.id}, {"number", number.Reveal()}}));
    }
  }
  for (const PrisonNumber& number : person.profile.must_not_live_with) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO person_separation (person_id, prison_number) VALUES (:person, :number) "
        "ON CONFLICT DO NOTHING",
        {{"person", person.id}, {"number", number.Reveal()}}));
  }
  return {};
}

Result<void> SqlReleaseStore::WriteHolds(const Person::Snapshot& person) {
  const auto stored = stored_.find(person.id);
  if (stored != stored_.end() && stored->second.holds == person.holds &&
      stored->second.lifted_holds == person.lifted_holds) {
    return {};
  }
  for (const std::string_view table : {"person_hold", "lifted_hold"}) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        fmt::format("DELETE FROM {} WHERE person_id = :person", table), {{"person", person.id}}));
  }
  for (const Hold& hold : person.holds) {
    TTG_RETURN_IF_ERROR(
        InsertRows(session_, "person_hold", "person_id, kind, authority, held_on, recorded_by",
                   {{ToValue(person.id), ToValue(ToString(hold.kind)), ToValue(hold.authority),
                     ToValue(hold.held_on), ToValue(hold.recorded_by)}}));
  }
  std::vector<std::vector<Value>> lifted;
  lifted.reserve(person.lifted_holds.size());
  for (const LiftedHold& hold : person.lifted_holds) {
    lifted.push_back(LiftedHoldValues(person.id, lifted.size() + 1, hold));
  }
  return InsertRows(session_, "lifted_hold", kLiftedHoldColumns, std::move(lifted));
}

Result<std::vector<Person>> SqlReleaseStore::Save(std::vector<PersonChange> changes) {
  NewPeople added;
  std::vector<std::vector<Value>> history;
  std::vector<std::vector<Value>> decisions;
  std::vector<messaging::Event> events;
  std::vector<Person> saved;
  saved.reserve(changes.size());
  for (PersonChange& change : changes) {
    Person::Snapshot person = change.person.snapshot();
    const bool is_new = person.version == 0;
    ++person.version;
    change.person = Person::Restore(person);
    const std::size_t first_event = events.size();
    for (const ReleaseEvent& event : change.changes.events) {
      events.push_back(encode_(event, person.version, call_));
    }
    // The clock of what is announced; the store has none of its own.
    const Instant changed_at = events.size() > first_event ? events.back().time : absl::Now();
    if (is_new) {
      added.Add(person, changed_at);
    } else {
      TTG_RETURN_IF_ERROR(Update(person, changed_at, change.by_file));
      TTG_RETURN_IF_ERROR(WriteDetails(change));
      stored_.erase(person.id);
    }
    for (const DateChange& line : change.changes.history) {
      history.push_back(HistoryValues(person, history.size(), line));
    }
    for (const RiskDecision& decision : change.changes.risk_decisions) {
      decisions.push_back(RiskDecisionValues(person, decision));
    }
    saved.push_back(std::move(change.person));
  }
  TTG_RETURN_IF_ERROR(std::move(added).Write(session_));
  TTG_RETURN_IF_ERROR(InsertRows(session_, "date_change", kHistoryColumns, std::move(history)));
  TTG_RETURN_IF_ERROR(
      InsertRows(session_, "risk_decision", kRiskDecisionColumns, std::move(decisions)));
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
            Load(fmt::format("state <> 'MERGED' AND person_id IN (SELECT person_id FROM "
                             "person_separation WHERE prison_number IN {})",
                             list),
                 binds));
    for (Person& person : found) people.try_emplace(person.id().str(), person);
    return {};
  }));
  std::vector<Person> all;
  all.reserve(people.size());
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
              session_.Query<PersonId, std::string, MaybeText, MaybeText>(
                  fmt::format("SELECT p.person_id, p.prison_number, f.crn, f.pnc FROM "
                              "person_profile f JOIN person p ON p.person_id = f.person_id WHERE "
                              "p.state <> 'MERGED' AND f.{} IN {}",
                              column, list),
                  binds));
      for (auto& [id, number, crn, pnc] : rows) {
        holders.push_back({id, PrisonNumber::Restore(std::move(number)), IdentifierOf<Crn>(crn),
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
    TTG_TRY(auto rows, session_.Query<PersonId, std::string, std::string>(
                           fmt::format("SELECT p.person_id, p.prison_number, f.likeness FROM "
                                       "person_profile f JOIN person p ON p.person_id = "
                                       "f.person_id WHERE p.state <> 'MERGED' AND f.likeness IN {}",
                                       list),
                           binds));
    for (auto& [id, number, likeness] : rows) {
      namesakes.push_back(
          {id, PrisonNumber::Restore(std::move(number)), Sensitive(std::move(likeness))});
    }
    return {};
  };
  TTG_RETURN_IF_ERROR(InParts(TextsOf(likenesses), kNumbersAtOnce, look));
  return namesakes;
}

Result<void> SqlReleaseStore::NoteAsOf(const std::vector<PersonId>& people, Instant as_of) {
  std::vector<std::string> ids;
  ids.reserve(people.size());
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
