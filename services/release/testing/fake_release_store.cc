#include "release/testing/fake_release_store.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "release/domain/lists/list_facts.h"
#include "release/domain/search_text.h"

namespace ttg::release::testing {
namespace {

template <typename T>
bool Holds(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string NameKeyOf(const Person::Snapshot& person) {
  return FoldForSearch(person.profile.family_name.Reveal()) + " " +
         FoldForSearch(person.profile.given_names.Reveal());
}

std::string KeyOf(const Person::Snapshot& person, ReleaseOrder order) {
  switch (order) {
    case ReleaseOrder::kReleaseDate:
      return FormatDate(person.release_day.date.value_or(Date(2199, 12, 31)));
    case ReleaseOrder::kName:
      return NameKeyOf(person);
    case ReleaseOrder::kPrisonNumber:
      return person.number.Reveal();
  }
  return "";
}

bool InWindow(const Person::Snapshot& person, const ReleaseQuery& query) {
  if (!query.from && !query.to) return true;
  const auto& day = person.release_day.date;
  return day && (!query.from || *day >= *query.from) && (!query.to || *day <= *query.to);
}

// The words of a text may be of the family name or, from any of them on, of the given names.
bool NameFits(const std::string& key, const std::string& text) {
  for (std::size_t end = text.find(' '); end != std::string::npos; end = text.find(' ', end + 1)) {
    const std::string given = FoldForSearch(text.substr(end));
    if (!given.empty() && key.starts_with(FoldForSearch(text.substr(0, end)) + " " + given)) {
      return true;
    }
  }
  return key.starts_with(FoldForSearch(text));
}

// A letter and then a digit begin a prison number; anything else is a name.
bool TextFits(const Person::Snapshot& person, const std::string& text) {
  if (text.empty()) return true;
  const std::string folded = FoldForSearch(text);
  if (folded.empty()) return false;
  const bool number = folded.size() > 1 && folded[1] >= '0' && folded[1] <= '9';
  const bool alias = std::ranges::any_of(
      person.aliases, [&](const Alias& one) { return SearchKeyOf(one).starts_with(folded); });
  if (number) return alias || Lower(person.number.Reveal()).starts_with(folded);
  return alias || NameFits(NameKeyOf(person), text) ||
         FoldForSearch(person.profile.given_names.Reveal()).starts_with(folded);
}

bool WarningFits(const Person::Snapshot& person, const ReleaseQuery& query, Date today) {
  return !query.warning || Person::Restore(person).WarningsOn(today).contains(*query.warning);
}

bool OverdueFits(const Person::Snapshot& person, const ReleaseQuery& query, Date today) {
  return !query.overdue ||
         IsOverdue(person.timetable.due.next, person.timetable.suspended_until, today);
}

bool Fits(const Person::Snapshot& person, const ReleaseQuery& query, Date today) {
  return InWindow(person, query) && WarningFits(person, query, today) &&
         OverdueFits(person, query, today) &&
         (!query.friday_or_pre_holiday || person.release_day.due_before_days_off) &&
         (!query.no_fixed_abode || IsAtRiskOfNoFixedAbode(person)) &&
         TextFits(person, query.text) && (!query.prison || person.prison == *query.prison) &&
         (!query.delivery_unit || person.delivery_unit == query.delivery_unit) &&
         (!query.owner || person.owner == query.owner) && (!query.without_owner || !person.owner) &&
         (!query.without_delivery_unit || !person.delivery_unit) &&
         (query.state ? person.state == *query.state
                      : ReleaseLiesAhead(person.state) || person.state == PersonState::kReleased);
}

ReleaseLine LineOf(const Person::Snapshot& person, ReleaseOrder order, Date today) {
  const ReleaseDay& day = person.release_day;
  return {.id = person.id,
          .version = person.version,
          .state = person.state,
          .number = person.number,
          .family_name = person.profile.family_name,
          .given_names = person.profile.given_names,
          .prison = person.prison,
          .delivery_unit = person.delivery_unit,
          .owner = person.owner,
          .release_date = day.date,
          .reason = day.reason,
          .due_type = day.due ? std::optional(day.due->type) : std::nullopt,
          .latest_lawful = day.latest_lawful,
          .warnings = Person::Restore(person).WarningsOn(today),
          .released_on = person.released_on,
          .next_due = person.timetable.due.next,
          .overdue = IsOverdue(person.timetable.due.next, person.timetable.suspended_until, today),
          .no_fixed_abode = IsAtRiskOfNoFixedAbode(person),
          .friday_or_pre_holiday = day.due_before_days_off,
          .key = KeyOf(person, order)};
}

std::string RefusedKey(const RefusedRow& row) {
  if (!row.prison_number.Reveal().empty()) return "number:" + row.prison_number.Reveal();
  if (!row.crn.Reveal().empty()) return "crn:" + row.crn.Reveal();
  return "line:" + row.file_sha256 + std::to_string(row.line);
}

}  // namespace

template <typename Condition>
std::vector<Person> FakeReleaseStore::Those(const Condition& condition) const {
  std::vector<Person> people;
  for (const auto& [id, person] : state_.people) {
    if (condition(person)) people.push_back(Person::Restore(person));
  }
  return people;
}

bool FakeReleaseStore::InReach(const Person::Snapshot& person) const {
  return call_.scope.prisons.Covers(person.prison) ||
         call_.scope.delivery_units.Covers(person.delivery_unit);
}

Result<Person> FakeReleaseStore::Find(const PersonId& id) {
  const auto found = state_.people.find(id.str());
  if (found == state_.people.end() || !InReach(found->second)) return PersonNotFound();
  return Person::Restore(found->second);
}

Result<Person> FakeReleaseStore::FindByNumber(const PrisonNumber& number) {
  auto people = Those([&](const auto& one) { return one.number == number && InReach(one); });
  if (people.empty()) return PersonNotFound();
  const auto survivor = people.front().snapshot().merged_into;
  return survivor ? Find(*survivor) : Result<Person>(std::move(people.front()));
}

Result<std::vector<Person>> FakeReleaseStore::Save(std::vector<PersonChange> changes) {
  std::vector<Person> saved;
  std::int64_t ordinal = 0;
  for (PersonChange& change : changes) {
    Person::Snapshot person = change.person.snapshot();
    const auto stored = state_.people.find(person.id.str());
    if (person.version == 0) {
      const auto same = Those([&](const auto& one) { return one.number == person.number; });
      if (!same.empty()) return Duplicate("UNIQUE_VIOLATED", "the prison number is taken");
    } else if (stored == state_.people.end() || stored->second.version != person.version ||
               (change.by_file && stored->second.as_of > person.as_of)) {
      return PersonChanged();
    }
    ++person.version;
    if (stored != state_.people.end()) person.as_of = std::max(person.as_of, stored->second.as_of);
    state_.people.insert_or_assign(person.id.str(), person);
    state_.changed_at[person.id.str()] = absl::FromUnixMicros(absl::ToUnixMicros(absl::Now()));
    for (ReleaseEvent& event : change.changes.events) {
      state_.announced.push_back({std::move(event), person.version});
    }
    for (RiskDecision& decision : change.changes.risk_decisions) {
      state_.risk_decisions.emplace_back(person.id, std::move(decision));
    }
    for (DateChange& line : change.changes.history) {
      state_.history.push_back({person.id, person.version, ordinal++, std::move(line)});
    }
    saved.push_back(Person::Restore(std::move(person)));
  }
  return saved;
}

Result<std::vector<Person>> FakeReleaseStore::FindByNumbers(
    const std::vector<PrisonNumber>& numbers) {
  return Those([&](const auto& person) { return Holds(numbers, person.number); });
}

Result<std::vector<Person>> FakeReleaseStore::FindSeparatedFrom(
    const std::vector<PrisonNumber>& numbers) {
  return Those([&](const auto& person) {
    const auto& apart = person.profile.must_not_live_with;
    return person.state != PersonState::kMerged &&
           std::any_of(apart.begin(), apart.end(),
                       [&](const auto& number) { return Holds(numbers, number); });
  });
}

Result<std::vector<IdentifierHolder>> FakeReleaseStore::FindHolders(const std::vector<Crn>& crns,
                                                                    const std::vector<Pnc>& pncs) {
  std::vector<IdentifierHolder> holders;
  for (const auto& [id, person] : state_.people) {
    const auto& [crn, pnc] = std::tie(person.profile.crn, person.profile.pnc);
    if (person.state == PersonState::kMerged) continue;
    if ((crn && Holds(crns, *crn)) || (pnc && Holds(pncs, *pnc))) {
      holders.push_back({person.id, person.number, crn, pnc});
    }
  }
  return holders;
}

Result<std::vector<Namesake>> FakeReleaseStore::FindNamesakes(
    const std::vector<Sensitive<std::string>>& likenesses) {
  std::vector<Namesake> namesakes;
  for (const auto& [id, person] : state_.people) {
    if (person.state == PersonState::kMerged) continue;
    auto likeness = LikenessOf(person.profile);
    if (Holds(likenesses, likeness)) {
      namesakes.push_back({person.id, person.number, std::move(likeness)});
    }
  }
  return namesakes;
}

Result<void> FakeReleaseStore::NoteAsOf(const std::vector<PersonId>& people, Instant as_of) {
  for (const PersonId& id : people) {
    Instant& stored = state_.people.at(id.str()).as_of;
    stored = std::max(stored, as_of);
  }
  return {};
}

bool FakeReleaseStore::StateFits(const std::string& id, const ReleaseQuery& query) const {
  const auto changed = state_.changed_at.find(id);
  if (query.changed_since &&
      (changed == state_.changed_at.end() || changed->second < *query.changed_since)) {
    return false;
  }
  if (!query.pathway) return true;
  const auto status = state_.pathways.find({id, query.pathway->pathway});
  return query.pathway->status ==
         (status == state_.pathways.end() ? PathwayStatus::kNotStarted : status->second);
}

Result<std::vector<ReleaseLine>> FakeReleaseStore::ListReleases(const ReleaseQuery& query,
                                                                Date today) {
  std::vector<ReleaseLine> lines;
  for (const auto& [id, person] : state_.people) {
    if (!InReach(person) || !Fits(person, query, today) || !StateFits(id, query)) continue;
    ReleaseLine line = LineOf(person, query.order, today);
    line.changed_at = state_.changed_at[id];
    const bool follows = !query.after || std::pair(line.key, line.id.str()) >
                                             std::pair(query.after->key, query.after->id);
    if (follows) lines.push_back(std::move(line));
  }
  std::ranges::sort(lines, [](const ReleaseLine& a, const ReleaseLine& b) {
    return std::tie(a.key, a.id) < std::tie(b.key, b.id);
  });
  if (lines.size() > static_cast<std::size_t>(query.limit)) {
    lines.erase(lines.begin() + query.limit, lines.end());
  }
  return lines;
}

Result<std::vector<PersonProfile>> FakeReleaseStore::FindProfiles(
    const std::vector<PersonId>& people) {
  std::vector<PersonProfile> profiles;
  for (Person& person : Those([&](const auto& one) { return Holds(people, one.id); })) {
    const Person::Snapshot& data = person.snapshot();
    std::set<PersonId> apart;
    std::set<PrisonNumber> unknown = data.profile.must_not_live_with;
    std::set<PrisonNumber> own = {data.number};
    for (const auto& [id, other] : state_.people) {
      if (other.merged_into == data.id) own.insert(other.number);
    }
    for (const auto& [id, other] : state_.people) {
      const auto& theirs = other.profile.must_not_live_with;
      const bool named = data.profile.must_not_live_with.contains(other.number);
      if (named) unknown.erase(other.number);
      const bool naming = std::any_of(own.begin(), own.end(), [&](const PrisonNumber& number) {
        return theirs.contains(number);
      });
      if (named || naming) apart.insert(other.merged_into.value_or(other.id));
    }
    apart.erase(data.id);
    profiles.push_back(
        {std::move(person), {apart.begin(), apart.end()}, {unknown.begin(), unknown.end()}});
  }
  return profiles;
}

Result<std::optional<OwnerStanding>> FakeReleaseStore::FindOwner(const ActorId& owner) {
  const auto found = state_.owners.find(owner.str());
  return found == state_.owners.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<ResolvedNumber>> FakeReleaseStore::Resolve(
    const std::vector<PrisonNumber>& numbers) {
  std::vector<ResolvedNumber> resolved;
  for (const auto& [id, person] : state_.people) {
    const bool shown = call_.Has(Role::kSystem) || InReach(person);
    if (!shown || !Holds(numbers, person.number)) continue;
    resolved.push_back({person.number, person.merged_into.value_or(person.id)});
  }
  return resolved;
}

Result<void> FakeReleaseStore::KeepRefused(const std::vector<RefusedRow>& rows) {
  for (const RefusedRow& row : rows) {
    const auto [place, is_new] = state_.refused.try_emplace(RefusedKey(row), row);
    if (is_new || place->second.as_of >= row.as_of) continue;
    const std::string id = std::move(place->second.id);
    place->second = row;
    place->second.id = id;
  }
  return {};
}

Result<void> FakeReleaseStore::ForgetRefused(const std::vector<PrisonNumber>& numbers,
                                             const std::vector<Crn>& crns, Instant as_of,
                                             const std::string& file_sha256) {
  std::erase_if(state_.refused, [&](const auto& entry) {
    const RefusedRow& row = entry.second;
    const bool earlier =
        row.as_of < as_of || (row.as_of == as_of && row.file_sha256 != file_sha256);
    return earlier && (Holds(numbers, PrisonNumber::Restore(row.prison_number.Reveal())) ||
                       Holds(crns, Crn::Restore(row.crn.Reveal())));
  });
  return {};
}

Result<std::vector<RefusedRow>> FakeReleaseStore::ListRefused(const RefusedQuery& query) {
  std::vector<RefusedRow> rows;
  for (const auto& [key, row] : state_.refused) {
    const auto prison = PrisonId::Parse(row.prison);
    const bool shown = call_.scope.prisons.all || (prison && call_.scope.prisons.Covers(*prison));
    const bool fits = !query.prison || row.prison == query.prison->str();
    if (shown && fits && (query.after.empty() || row.id < query.after)) rows.push_back(row);
  }
  std::ranges::sort(rows, [](const auto& a, const auto& b) { return a.id > b.id; });
  if (rows.size() > static_cast<std::size_t>(query.limit)) {
    rows.erase(rows.begin() + query.limit, rows.end());
  }
  return rows;
}

Result<void> FakeReleaseStore::Suspect(const std::vector<SuspectedDuplicate>& pairs) {
  for (const SuspectedDuplicate& pair : pairs) {
    const auto& data = pair.snapshot();
    const bool known = std::ranges::any_of(state_.suspected, [&](const auto& entry) {
      return entry.second.first == data.first && entry.second.second == data.second;
    });
    if (!known) state_.suspected.emplace(data.id.str(), data);
  }
  return {};
}

PairedPerson FakeReleaseStore::SideOf(const PersonId& id) const {
  const Person::Snapshot& person = state_.people.at(id.str());
  PairedPerson side{person.id, person.number, std::nullopt};
  if (!InReach(person)) return side;
  side.shown =
      PairedPerson::Shown{person.profile.family_name, person.profile.given_names, person.prison};
  return side;
}

std::optional<SuspectedPair> FakeReleaseStore::PairOf(
    const SuspectedDuplicate::Snapshot& pair) const {
  SuspectedPair both{SuspectedDuplicate::Restore(pair), SideOf(pair.first), SideOf(pair.second)};
  if (!both.first.shown && !both.second.shown) return std::nullopt;
  return both;
}

Result<std::vector<SuspectedPair>> FakeReleaseStore::ListSuspected(const SuspectedQuery& query) {
  const auto merged = [&](const PersonId& id) {
    return state_.people.at(id.str()).state == PersonState::kMerged;
  };
  std::vector<SuspectedPair> pairs;
  for (const auto& [id, pair] : state_.suspected) {
    const bool open = !pair.dismissal && !merged(pair.first) && !merged(pair.second);
    auto both = open && (query.after.empty() || id < query.after) ? PairOf(pair) : std::nullopt;
    if (both) pairs.push_back(*std::move(both));
  }
  std::ranges::reverse(pairs);
  if (pairs.size() > static_cast<std::size_t>(query.limit)) {
    pairs.erase(pairs.begin() + query.limit, pairs.end());
  }
  return pairs;
}

Result<SuspectedPair> FakeReleaseStore::FindSuspected(const DuplicateId& id) {
  const auto found = state_.suspected.find(id.str());
  if (found == state_.suspected.end()) return DuplicateNotFound();
  auto pair = PairOf(found->second);
  if (!pair) return DuplicateNotFound();
  return *std::move(pair);
}

Result<SuspectedDuplicate> FakeReleaseStore::SaveSuspected(SuspectedDuplicate pair) {
  SuspectedDuplicate::Snapshot data = pair.snapshot();
  auto& stored = state_.suspected.at(data.id.str());
  if (stored.version != data.version) return DuplicateChanged();
  ++data.version;
  stored = data;
  return SuspectedDuplicate::Restore(std::move(data));
}

}  // namespace ttg::release::testing
