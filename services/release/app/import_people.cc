#include "release/app/import_people.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "release/domain/people_row.h"

namespace ttg::release {
namespace {

using Row = ImportPeople::Row;
using RowResult = ImportPeople::RowResult;

RowFinding Repeated(const PrisonNumber& number) {
  return {"prison_number", "PRISON_NUMBER_REPEATED",
          "an earlier line of this file has the same prison number: the first counts",
          number.Reveal()};
}

RowFinding OutOfReach(const PrisonId& prison) {
  return {"prison_id", "PRISON_OUT_OF_REACH", "this prison is not one of yours", prison.str()};
}

// Of somebody whom a file would pull out of a prison that is not the caller's. Which prison that
// is, stays unsaid.
RowFinding HeldElsewhere(const PrisonNumber& number) {
  return {"prison_number", "PRISON_OUT_OF_REACH",
          "this person is in a prison that is not one of yours: those there record the transfer",
          number.Reveal()};
}

RowFinding Shared(std::string column, std::string identifier) {
  return {std::move(column), "IDENTIFIER_SHARED",
          "somebody else has this number too: check whether they are one person",
          std::move(identifier)};
}

// Never merged, only shown (domain A12). The other's number is the value, which is not stored.
RowFinding Alike(const PrisonNumber& other) {
  return {"prison_number", "SUSPECTED_DUPLICATE",
          "somebody with another prison number has this name and date of birth: check whether they "
          "are one person",
          other.Reveal()};
}

struct Holder {
  PersonId person;
  PrisonNumber number;
};

// Whom an identifier belongs to, so that a second one can be told.
template <typename Identifier>
using Holders = std::unordered_multimap<Identifier, Holder>;

template <typename Identifier>
bool HeldByAnother(const Holders<Identifier>& holders, const Identifier& identifier,
                   const PrisonNumber& number) {
  const auto [begin, end] = holders.equal_range(identifier);
  return std::any_of(begin, end,
                     [&](const auto& holder) { return holder.second.number != number; });
}

// The first of the others with this likeness by number, so that every run names the same one.
std::optional<PrisonNumber> AnotherAlike(const Holders<std::string>& alike,
                                         const std::string& likeness, const PrisonNumber& number) {
  std::optional<PrisonNumber> other;
  const auto [begin, end] = alike.equal_range(likeness);
  for (auto holder = begin; holder != end; ++holder) {
    if (holder->second.number == number) continue;
    if (!other || holder->second.number < *other) other = holder->second.number;
  }
  return other;
}

// Where the cells stand by which a refused row is known.
constexpr std::size_t kPrisonNumberCell = 0;
constexpr std::size_t kCrnCell = 1;
constexpr std::size_t kPrisonCell = 7;

// A day of birth with half a name is like far too many others.
bool HasWholeName(const Profile& profile) {
  return !profile.family_name.Reveal().empty() && !profile.given_names.Reveal().empty();
}

bool InReach(const Scope& scope, const Person::Snapshot& person) {
  return scope.prisons.Covers(person.prison) || scope.delivery_units.Covers(person.delivery_unit);
}

// One group of rows in one transaction.
class Group {
 public:
  Group(ReleaseStore& store, const CallContext& call, const ImportPeople::File& file, Act act,
        const WorkingDays& calendar, IdSource& ids, const ReferenceData& reference)
      : store_(store),
        call_(call),
        file_(file),
        act_(std::move(act)),
        calendar_(calendar),
        ids_(ids),
        reference_(reference) {}

  Result<std::vector<RowResult>> Apply(std::span<const Row> rows) {
    Parse(rows);
    TTG_RETURN_IF_ERROR(Look());
    for (std::size_t i = 0; i < parsed_.size(); ++i) {
      if (parsed_[i]) ApplyRow(*parsed_[i], results_[i]);
    }
    TTG_RETURN_IF_ERROR(NoteSeparations());
    TTG_RETURN_IF_ERROR(StorePeople());
    TTG_RETURN_IF_ERROR(StoreSuspicions());
    TTG_RETURN_IF_ERROR(StoreRefusals(rows));
    return std::move(results_);
  }

 private:
  using Number = PrisonNumber;

  void Parse(std::span<const Row> rows);
  Result<void> Look();
  void RefuseOutOfReach();
  Result<void> LookForHolders();
  void ApplyRow(const PersonRow& row, RowResult& result);
  void WarnOfSharing(const PersonRow& row, RowResult& result) const;
  void Register(const PersonRow& row, RowResult& result);
  void Update(Person& person, const PersonRow& row, RowResult& result);
  Result<void> NoteSeparations();
  Result<void> StorePeople();
  Result<void> StoreRefusals(std::span<const Row> rows);
  Result<void> StoreSuspicions();
  void Suspect(const Person& person);
  template <typename Key>
  void SuspectHolders(const Person& person, const Holders<Key>& holders, const Key& key,
                      DuplicateGround ground);
  void Changed(const Person& person, Changes changes);

  ReleaseStore& store_;
  const CallContext& call_;
  const ImportPeople::File& file_;
  const Act act_;
  const WorkingDays& calendar_;
  IdSource& ids_;
  const ReferenceData& reference_;

  std::vector<std::optional<PersonRow>> parsed_;
  std::vector<RowResult> results_;
  // Everybody whom this group knows, by number, as they are by now.
  std::unordered_map<Number, Person> people_;
  Holders<Crn> crns_;
  Holders<Pnc> pncs_;
  // By likeness.
  Holders<std::string> alike_;
  // What is to be saved, in the order in which it came about.
  std::vector<Number> changed_;
  std::unordered_map<Number, Changes> changes_;
  std::vector<PersonId> same_as_before_;
  // People of whom a row of the file has changed something.
  std::unordered_set<Number> by_file_;
  std::vector<SuspectedDuplicate> suspected_;
  std::vector<Number> new_numbers_;
  // Numbers that somebody in this group has newly been separated from.
  std::unordered_set<Number> newly_named_;
};

void Group::Parse(std::span<const Row> rows) {
  for (const Row& row : rows) {
    ParsedRow parsed = ParsePeopleRow(row.cells, reference_, act_.today);
    if (parsed.row && row.repeated) {
      parsed = {std::nullopt, {Repeated(parsed.row->number)}};
    } else if (parsed.row && !call_.scope.prisons.Covers(parsed.row->prison)) {
      parsed = {std::nullopt, {OutOfReach(parsed.row->prison)}};
    }
    parsed_.push_back(std::move(parsed.row));
    results_.push_back({ImportOutcome::kRefused, std::move(parsed.findings), std::nullopt});
  }
}

Result<void> Group::Look() {
  std::vector<Number> numbers;
  for (const auto& row : parsed_) {
    if (row) numbers.push_back(row->number);
  }
  TTG_TRY(std::vector<Person> people, store_.FindByNumbers(numbers));
  for (Person& person : people) {
    const Number number = person.snapshot().number;
    people_.emplace(number, std::move(person));
  }
  RefuseOutOfReach();
  return LookForHolders();
}

void Group::RefuseOutOfReach() {
  for (std::size_t i = 0; i < parsed_.size(); ++i) {
    if (!parsed_[i]) continue;
    const auto known = people_.find(parsed_[i]->number);
    if (known == people_.end() || InReach(call_.scope, known->second.snapshot())) continue;
    results_[i].findings = {HeldElsewhere(parsed_[i]->number)};
    parsed_[i].reset();
  }
}

Result<void> Group::LookForHolders() {
  std::vector<Crn> crns;
  std::vector<Pnc> pncs;
  std::vector<Sensitive<std::string>> likenesses;
  for (const auto& row : parsed_) {
    if (!row) continue;
    if (row->profile.crn) crns.push_back(*row->profile.crn);
    if (row->profile.pnc) pncs.push_back(*row->profile.pnc);
    if (HasWholeName(row->profile)) likenesses.push_back(LikenessOf(row->profile));
  }
  TTG_TRY(const auto holders, store_.FindHolders(crns, pncs));
  for (const IdentifierHolder& holder : holders) {
    const Holder one{holder.person, holder.number};
    if (holder.crn) crns_.emplace(*holder.crn, one);
    if (holder.pnc) pncs_.emplace(*holder.pnc, one);
  }
  TTG_TRY(const auto namesakes, store_.FindNamesakes(likenesses));
  for (const Namesake& one : namesakes) {
    alike_.emplace(one.likeness.Reveal(), Holder{one.person, one.number});
  }
  return {};
}

void Group::WarnOfSharing(const PersonRow& row, RowResult& result) const {
  const auto& [crn, pnc] = std::tie(row.profile.crn, row.profile.pnc);
  if (crn && HeldByAnother(crns_, *crn, row.number)) {
    result.findings.push_back(Shared("crn", crn->Reveal()));
  }
  if (pnc && HeldByAnother(pncs_, *pnc, row.number)) {
    result.findings.push_back(Shared("pnc", pnc->Reveal()));
  }
  if (const auto other = AnotherAlike(alike_, LikenessOf(row.profile).Reveal(), row.number)) {
    result.findings.push_back(Alike(*other));
  }
}

void Group::Changed(const Person& person, Changes changes) {
  const Number& number = person.snapshot().number;
  const auto [place, is_new] = changes_.try_emplace(number);
  if (is_new) changed_.push_back(number);
  std::ranges::move(changes.events, std::back_inserter(place->second.events));
  std::ranges::move(changes.history, std::back_inserter(place->second.history));
}

void Group::Register(const PersonRow& row, RowResult& result) {
  const PersonId id = *PersonId::Parse(ids_.NewId());
  auto [person, changes] = Person::Register({id, row, file_.as_of}, act_, calendar_);
  const auto place = people_.emplace(row.number, std::move(person)).first;
  Changed(place->second, std::move(changes));
  new_numbers_.push_back(row.number);
  newly_named_.insert(row.profile.must_not_live_with.begin(), row.profile.must_not_live_with.end());
  result.outcome = ImportOutcome::kAccepted;
  result.person = id;
}

void Group::Update(Person& person, const PersonRow& row, RowResult& result) {
  result.person = person.id();
  const auto before = person.snapshot();
  Changes changes = person.ApplyImport(row, file_.as_of, act_, calendar_, result.findings);
  if (changes.empty()) {
    result.outcome = ImportOutcome::kUnchanged;
    if (person.snapshot().as_of != before.as_of) same_as_before_.push_back(person.id());
    return;
  }
  for (const Number& number : person.snapshot().profile.must_not_live_with) {
    if (!before.profile.must_not_live_with.contains(number)) newly_named_.insert(number);
  }
  by_file_.insert(row.number);
  Changed(person, std::move(changes));
  result.outcome = ImportOutcome::kUpdated;
}

void Group::ApplyRow(const PersonRow& row, RowResult& result) {
  WarnOfSharing(row, result);
  const auto known = people_.find(row.number);
  if (known == people_.end()) {
    Register(row, result);
  } else {
    Update(known->second, row, result);
  }
  Suspect(people_.at(row.number));
}

template <typename Key>
void Group::SuspectHolders(const Person& person, const Holders<Key>& holders, const Key& key,
                           DuplicateGround ground) {
  const auto [begin, end] = holders.equal_range(key);
  for (auto holder = begin; holder != end; ++holder) {
    const PersonId& other = holder->second.person;
    if (other == person.id()) continue;
    suspected_.push_back(SuspectedDuplicate::Suspect(*DuplicateId::Parse(ids_.NewId()), person.id(),
                                                     other, ground, act_.at));
  }
}

// Looks at what is known of the person now, which an older row has not changed, and makes it known
// to the rows that follow.
void Group::Suspect(const Person& person) {
  const Person::Snapshot& data = person.snapshot();
  const Holder self{data.id, data.number};
  if (HasWholeName(data.profile)) {
    const std::string likeness = LikenessOf(data.profile).Reveal();
    SuspectHolders(person, alike_, likeness, DuplicateGround::kSameNameAndBirth);
    alike_.emplace(likeness, self);
  }
  if (data.profile.crn) {
    SuspectHolders(person, crns_, *data.profile.crn, DuplicateGround::kSameCrn);
    crns_.emplace(*data.profile.crn, self);
  }
  if (data.profile.pnc) {
    SuspectHolders(person, pncs_, *data.profile.pnc, DuplicateGround::kSamePnc);
    pncs_.emplace(*data.profile.pnc, self);
  }
}

Result<void> Group::StoreSuspicions() {
  return suspected_.empty() ? Result<void>() : store_.Suspect(suspected_);
}

// Living apart is symmetric: who is newly named, and who named somebody who has only now appeared,
// has a new profile too.
Result<void> Group::NoteSeparations() {
  std::unordered_set<Number> touched;
  if (!new_numbers_.empty()) {
    TTG_TRY(std::vector<Person> naming, store_.FindSeparatedFrom(new_numbers_));
    for (Person& person : naming) {
      const Number number = person.snapshot().number;
      people_.try_emplace(number, std::move(person));
      touched.insert(number);
    }
  }
  std::vector<Number> elsewhere;
  for (const Number& number : newly_named_) {
    if (!people_.contains(number)) elsewhere.push_back(number);
    touched.insert(number);
  }
  std::ranges::sort(elsewhere);
  TTG_TRY(std::vector<Person> named, store_.FindByNumbers(elsewhere));
  for (Person& person : named) {
    const Number number = person.snapshot().number;
    people_.emplace(number, std::move(person));
  }
  std::vector<Number> in_order(touched.begin(), touched.end());
  std::ranges::sort(in_order);
  for (const Number& number : in_order) {
    const auto person = people_.find(number);
    // Somebody who is saved in this group anyway, newly added, has no earlier profile to correct.
    if (person == people_.end() || person->second.snapshot().version == 0) continue;
    Changed(person->second, person->second.NoteSeparation());
  }
  return {};
}

Result<void> Group::StorePeople() {
  std::vector<PersonChange> saving;
  saving.reserve(changed_.size());
  for (const Number& number : changed_) {
    saving.push_back(
        {people_.at(number), std::move(changes_.at(number)), by_file_.contains(number)});
  }
  if (!saving.empty()) TTG_RETURN_IF_ERROR(store_.Save(std::move(saving)));
  if (same_as_before_.empty()) return {};
  return store_.NoteAsOf(same_as_before_, file_.as_of);
}

Result<void> Group::StoreRefusals(std::span<const Row> rows) {
  std::vector<RefusedRow> refused;
  std::vector<Number> numbers;
  std::vector<Crn> crns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (parsed_[i]) {
      numbers.push_back(parsed_[i]->number);
      if (parsed_[i]->profile.crn) crns.push_back(*parsed_[i]->profile.crn);
      continue;
    }
    const auto cells = rows[i].cells;
    RefusedRow row{.id = ids_.NewId(),
                   .file_name = file_.name,
                   .file_sha256 = file_.sha256,
                   .line = rows[i].line,
                   .prison_number = Sensitive(NormaliseIdentifier(cells[kPrisonNumberCell])),
                   .crn = Sensitive(NormaliseIdentifier(cells[kCrnCell])),
                   .prison = NormaliseIdentifier(cells[kPrisonCell]),
                   .as_of = file_.as_of,
                   .refused_at = act_.at,
                   .findings = results_[i].findings};
    for (RowFinding& finding : row.findings) finding.value.clear();
    refused.push_back(std::move(row));
  }
  TTG_RETURN_IF_ERROR(store_.ForgetRefused(numbers, crns, file_.as_of, file_.sha256));
  if (refused.empty()) return {};
  return store_.KeepRefused(refused);
}

}  // namespace

Result<std::vector<RowResult>> ImportPeople::operator()(ReleaseStore& store,
                                                        const CallContext& call, const File& file,
                                                        std::span<const Row> rows) const {
  const auto calendar = calendar_.Current();
  return Group(store, call, file, Act{call.actor, clock_.Now(), clock_.Today()}, *calendar, ids_,
               reference_)
      .Apply(rows);
}

Result<void> ImportPeople::KeepMalformed(ReleaseStore& store, const File& file,
                                         const std::vector<MalformedRow>& rows) const {
  std::vector<RefusedRow> refused;
  refused.reserve(rows.size());
  for (const MalformedRow& row : rows) {
    const auto number = ParsePrisonNumber(NormaliseIdentifier(row.cells[kPrisonNumberCell]));
    const auto crn = ParseCrn(NormaliseIdentifier(row.cells[kCrnCell]));
    const std::string prison = NormaliseIdentifier(row.cells[kPrisonCell]);
    refused.push_back({.id = ids_.NewId(),
                       .file_name = file.name,
                       .file_sha256 = file.sha256,
                       .line = row.line,
                       .prison_number = Sensitive(number ? number->Reveal() : std::string()),
                       .crn = Sensitive(crn ? crn->Reveal() : std::string()),
                       .prison = reference_.prisons.contains(prison) ? prison : std::string(),
                       .as_of = file.as_of,
                       .refused_at = clock_.Now(),
                       .findings = row.findings});
    for (RowFinding& finding : refused.back().findings) finding.value.clear();
  }
  return store.KeepRefused(refused);
}

}  // namespace ttg::release
