#include "mentoring/rpc/mentor_importer.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace ttg::mentoring {
namespace {

enum Column : std::size_t {
  kMentorId,
  kFamilyName,
  kGivenNames,
  kSex,
  kDeliveryUnits,
  kClearedPrisons,
  kClearanceExpiresOn,
  kKind,
  kCapacity,
  kLanguages,
  kLivedExperience,
  kConflictsWith,
};

const intake::ImportSpec& Spec() {
  static const intake::ImportSpec kSpec{
      .kind = "mentors",
      .columns = {"mentor_id", "family_name", "given_names", "sex", "delivery_units",
                  "cleared_prisons", "clearance_expires_on", "kind", "capacity", "languages",
                  "lived_experience", "conflicts_with"}};
  return kSpec;
}

constexpr int kMostMatches = 100;

// [A-Z][0-9]{4}[A-Z]{2} (domain A12).
bool IsPrisonNumber(std::string_view text) {
  return text.size() == 7 && absl::ascii_isupper(text[0]) &&
         std::ranges::all_of(text.substr(1, 4), [](char c) { return absl::ascii_isdigit(c); }) &&
         std::ranges::all_of(text.substr(5), [](char c) { return absl::ascii_isupper(c); });
}

std::string Clean(const std::string& cell) { return std::string(absl::StripAsciiWhitespace(cell)); }

// Reads the cells of one row and notes what is wrong with them.
class RowReader {
 public:
  RowReader(const intake::CsvRow& row, intake::RowCheck& check) : row_(row), check_(check) {}

  void Refuse(Column column, std::string reason, std::string message, std::string value) {
    check_.refused = true;
    check_.findings.push_back(
        {Spec().columns[column], std::move(reason), std::move(message), std::move(value)});
  }

  std::string Text(Column column) const { return Clean(row_[column]); }

  std::string Required(Column column) {
    std::string text = Text(column);
    if (text.empty()) Refuse(column, "REQUIRED", "this column must not be empty", "");
    return text;
  }

  std::vector<std::string> List(Column column) const {
    std::vector<std::string> items;
    for (const auto part : absl::StrSplit(row_[column], ';')) {
      std::string item = Clean(std::string(part));
      if (!item.empty() && std::ranges::find(items, item) == items.end()) {
        items.push_back(std::move(item));
      }
    }
    return items;
  }

  template <typename T>
  std::vector<T> References(Column column) {
    std::vector<T> references;
    for (const std::string& item : List(column)) {
      if (auto reference = T::Parse(item)) {
        references.push_back(*std::move(reference));
      } else {
        Refuse(column, reference.error().reason, reference.error().message, item);
      }
    }
    return references;
  }

  template <typename Parse>
  auto Coded(Column column, Parse parse, const char* allowed) -> decltype(parse("")) {
    const std::string text = absl::AsciiStrToUpper(Required(column));
    auto value = parse(text);
    if (!value && !text.empty()) Refuse(column, "CODE_UNKNOWN", allowed, text);
    return value;
  }

  std::optional<Date> OptionalDate(Column column) {
    const std::string text = Text(column);
    if (text.empty()) return std::nullopt;
    const auto date = ParseDate(text);
    if (date) return *date;
    Refuse(column, date.error().reason, date.error().message, text);
    return std::nullopt;
  }

  int Capacity() {
    const std::string text = Required(kCapacity);
    int number = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = fault == std::errc() && end == text.data() + text.size();
    if (!text.empty() && (!whole || number < 0 || number > kMostMatches)) {
      Refuse(kCapacity, "CAPACITY_IMPOSSIBLE", "capacity is a whole number from 0 to 100", text);
    }
    return number;
  }

  std::set<std::string> Numbers() {
    std::set<std::string> numbers;
    for (const std::string& item : List(kConflictsWith)) {
      std::string number = absl::AsciiStrToUpper(item);
      if (IsPrisonNumber(number)) {
        numbers.insert(std::move(number));
      } else {
        Refuse(kConflictsWith, "PRISON_NUMBER_MALFORMED",
               "a prison number is a letter, four digits and two letters", item);
      }
    }
    return numbers;
  }

 private:
  const intake::CsvRow& row_;
  intake::RowCheck& check_;
};

std::set<std::string> AsSet(std::vector<std::string> items) {
  return {std::make_move_iterator(items.begin()), std::make_move_iterator(items.end())};
}

intake::Finding OlderThanStored() {
  return {"mentor_id", "OLDER_THAN_STORED",
          "a later file has been imported; this row changes nothing", ""};
}

intake::RowResult ResultOf(RegisterMentor::Outcome outcome) {
  switch (outcome) {
    case RegisterMentor::Outcome::kAdded:
      return {intake::RowOutcome::kAccepted, {}, {}};
    case RegisterMentor::Outcome::kUpdated:
      return {intake::RowOutcome::kUpdated, {}, {}};
    case RegisterMentor::Outcome::kUnchanged:
      return {intake::RowOutcome::kUnchanged, {}, {}};
    case RegisterMentor::Outcome::kOlder:
      return {intake::RowOutcome::kUnchanged, {OlderThanStored()}, {}};
  }
  return {};
}

}  // namespace

MentorImporter::MentorImporter(BindStore bind, ReleaseDirectory& directory, Instant as_of)
    : bind_(std::move(bind)), directory_(directory), as_of_(as_of) {}

const intake::ImportSpec& MentorImporter::spec() const { return Spec(); }

Conflicts MentorImporter::LookUp(const std::set<std::string>& numbers, intake::RowCheck& check) {
  Conflicts conflicts;
  if (numbers.empty()) return conflicts;
  const auto known = directory_.WhoHas(numbers);
  if (!known) {
    conflicts.checked = false;
    conflicts.numbers = Sensitive(numbers);
    check.findings.push_back(
        {"conflicts_with", "CONFLICTS_UNCHECKED",
         "these numbers could not be looked up yet; until they are, the mentor is blocked", ""});
    return conflicts;
  }
  std::set<std::string> nobody;
  for (const std::string& number : numbers) {
    const auto person = known->find(number);
    if (person == known->end()) {
      nobody.insert(number);
    } else {
      conflicts.people.insert(person->second);
    }
  }
  conflicts.numbers = Sensitive(std::move(nobody));
  return conflicts;
}

intake::RowCheck MentorImporter::Check(const intake::CsvRow& row) {
  intake::RowCheck check;
  RowReader reader(row, check);
  const std::string id_text = reader.Required(kMentorId);
  auto id = MentorId::Parse(id_text);
  if (!id && !id_text.empty()) {
    reader.Refuse(kMentorId, id.error().reason, id.error().message, id_text);
  }
  if (id && !seen_.insert(*id).second) {
    reader.Refuse(kMentorId, "REPEATED_IN_FILE", "the file has this mentor above; the first counts",
                  id_text);
  }
  MentorName name{reader.Required(kFamilyName), reader.Text(kGivenNames)};
  const auto sex = reader.Coded(kSex, ParseSex, "sex is F or M");
  const auto kind = reader.Coded(kKind, ParseMentorKind, "kind is VOLUNTEER or PEER_ADVISER");
  auto units = reader.References<DeliveryUnit>(kDeliveryUnits);
  const auto prisons = reader.References<PrisonId>(kClearedPrisons);
  const auto expires_on = reader.OptionalDate(kClearanceExpiresOn);
  const int capacity = reader.Capacity();
  const auto numbers = reader.Numbers();
  if (check.refused) return check;

  Mentor mentor{.id = *std::move(id),
                .organisation = OrganisationId::Parse("UNKNOWN").value(),
                .name = Sensitive(std::move(name)),
                .sex = *sex,
                .kind = *kind,
                .standing = MentorStanding::kActive,
                .delivery_units = std::move(units),
                .clearances = {},
                .enhanced_clearance_expires_on = {},
                .capacity = capacity,
                .languages = AsSet(reader.List(kLanguages)),
                .lived_experience = AsSet(reader.List(kLivedExperience)),
                .conflicts = LookUp(numbers, check),
                .as_of = as_of_,
                .version = 0};
  for (const PrisonId& prison : prisons) mentor.clearances.emplace(prison, expires_on);
  entries_.emplace(row.line, std::move(mentor));
  return check;
}

Result<std::vector<intake::RowResult>> MentorImporter::Apply(
    store::Session& session, const CallContext& call, std::span<const intake::CsvRow> rows) const {
  const auto store = bind_(session, call);
  std::vector<intake::RowResult> results;
  results.reserve(rows.size());
  for (const intake::CsvRow& row : rows) {
    const auto entry = entries_.find(row.line);
    if (entry == entries_.end()) {
      return Internal("ROW_NOT_CHECKED", "a row of the import was applied without a check");
    }
    TTG_TRY(const auto outcome, register_(*store, call, entry->second));
    results.push_back(ResultOf(outcome));
  }
  return results;
}

}  // namespace ttg::mentoring
