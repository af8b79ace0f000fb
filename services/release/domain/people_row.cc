#include "release/domain/people_row.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "release/domain/codes.h"
#include "release/domain/identifiers.h"
#include "release/domain/release_day.h"

namespace ttg::release {
namespace {

// The places of the columns; the order of kPeopleColumns.
enum Cell : std::size_t {
  kPrisonNumber,
  kCrn,
  kPnc,
  kFamilyName,
  kGivenNames,
  kDateOfBirth,
  kSex,
  kPrisonId,
  kSentenceType,
  kSentenceStart,
  kCrd,
  kCrdOverride,
  kArd,
  kArdOverride,
  kNpd,
  kPrrd,
  kPrrdOverride,
  kMtd,
  kHdced,
  kHdcad,
  kPed,
  kApd,
  kSed,
  kLed,
  kConfirmedReleaseDate,
  kHomeLocalAuthority,
  kDeliveryUnit,
  kRiskOfSeriousHarm,
  kMappaLevel,
  kArsonRisk,
  kSexualRiskToAdults,
  kSexualRiskToChildren,
  kNeedsGroundFloor,
  kNeedsWheelchairAccess,
  kNeedsSingleOccupancy,
  kMustNotLiveWith,
  kAccommodationBeforeCustody,
  kRightToWork,
  kPreferredSectors,
  kOffenceFlags,
  kHomeEasting,
  kHomeNorthing,
};
static_assert(kHomeNorthing + 1 == kPeopleColumns.size());

constexpr std::size_t kShownCharacters = 40;

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// Without space at either end, and with single spaces inside.
std::string Tidy(std::string_view text) {
  std::string tidy;
  for (const char c : Trim(text)) {
    const bool space = IsSpace(c);
    if (space && tidy.ends_with(' ')) continue;
    tidy += space ? ' ' : c;
  }
  return tidy;
}

// The beginning of a cell, never cut inside a character of UTF-8.
std::string Shorten(std::string_view text) {
  if (text.size() <= kShownCharacters) return std::string(text);
  std::size_t end = kShownCharacters;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string_view> Split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t end = list.find(';');
    const std::string_view part = Trim(list.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  }
  return parts;
}

// Reads cell by cell and gathers what is wrong, so that one report names all of it.
class RowReader {
 public:
  RowReader(std::span<const std::string> cells, const ReferenceData& reference, Date today)
      : cells_(cells), reference_(reference), today_(today) {}

  ParsedRow Read();

 private:
  std::string_view Text(Cell cell) const { return Trim(cells_[cell]); }

  void Refuse(Cell cell, std::string reason, std::string message) {
    refused_ = true;
    Note(cell, std::move(reason), std::move(message));
  }
  void Note(Cell cell, std::string reason, std::string message) {
    findings_.push_back({std::string(kPeopleColumns[cell]), std::move(reason), std::move(message),
                         Shorten(cells_[cell])});
  }
  void Missing(Cell cell, std::string reason, std::string_view what) {
    Refuse(cell, std::move(reason), fmt::format("{} is missing: everybody needs one", what));
  }
  void UnknownCode(Cell cell) {
    Refuse(cell, "CODE_UNKNOWN",
           fmt::format("{} holds a code that is not in its list", kPeopleColumns[cell]));
  }

  std::optional<Date> ReadDate(Cell cell);
  void ReadIdentifiers();
  void ReadPerson();
  void ReadPlace();
  void ReadDates();
  void ReadAnswer(Cell cell, Answer& answer);
  void ReadRisk();
  void ReadLists();
  void ReadCodes(Cell cell, bool (*known)(std::string_view), std::set<std::string>& codes);
  std::optional<int> ReadMetres(Cell cell, int limit);
  void ReadHome();
  void CheckPlausibility();

  std::span<const std::string> cells_;
  const ReferenceData& reference_;
  const Date today_;
  bool refused_ = false;
  std::vector<RowFinding> findings_;

  std::optional<PrisonNumber> number_;
  std::optional<PrisonId> prison_;
  std::optional<Date> date_of_birth_;
  std::optional<DeliveryUnit> delivery_unit_;
  Profile profile_;
  std::map<DateType, DatePair> dates_;
};

std::optional<Date> RowReader::ReadDate(Cell cell) {
  const std::string_view text = Text(cell);
  if (text.empty()) return std::nullopt;
  const auto date = ParseDate(text);
  if (date) return *date;
  if (date.error().reason == "DATE_IMPOSSIBLE") {
    Refuse(cell, "DATE_IMPOSSIBLE", "there is no such day: check the day and the month");
  } else {
    Refuse(cell, "DATE_NOT_ISO", "write dates as year-month-day, for example 2027-03-14");
  }
  return std::nullopt;
}

void RowReader::ReadIdentifiers() {
  const std::string number = NormaliseIdentifier(cells_[kPrisonNumber]);
  if (number.empty()) {
    Missing(kPrisonNumber, "PRISON_NUMBER_MISSING", "the prison number");
  } else if (const auto parsed = ParsePrisonNumber(number)) {
    number_ = *parsed;
  } else {
    Refuse(kPrisonNumber, parsed.error().reason, parsed.error().message);
  }
  if (const std::string crn = NormaliseIdentifier(cells_[kCrn]); !crn.empty()) {
    const auto parsed = ParseCrn(crn);
    if (!parsed) Refuse(kCrn, parsed.error().reason, parsed.error().message);
    if (parsed) profile_.crn = *parsed;
  }
  if (const std::string pnc = NormaliseIdentifier(cells_[kPnc]); !pnc.empty()) {
    const auto parsed = ParsePnc(pnc, today_);
    if (!parsed) Refuse(kPnc, parsed.error().reason, parsed.error().message);
    if (parsed) profile_.pnc = *parsed;
  }
}

void RowReader::ReadPerson() {
  profile_.family_name = Sensitive(Tidy(cells_[kFamilyName]));
  profile_.given_names = Sensitive(Tidy(cells_[kGivenNames]));
  if (Text(kDateOfBirth).empty()) {
    Missing(kDateOfBirth, "DATE_OF_BIRTH_MISSING", "the date of birth");
  } else {
    date_of_birth_ = ReadDate(kDateOfBirth);
  }
  if (date_of_birth_ && *date_of_birth_ > today_) {
    Refuse(kDateOfBirth, "BORN_IN_FUTURE", "the date of birth is in the future");
    date_of_birth_.reset();
  }
  if (date_of_birth_) profile_.date_of_birth = Sensitive(*date_of_birth_);
  const auto sex = ParseSex(Text(kSex));
  if (Text(kSex).empty()) {
    Missing(kSex, "SEX_MISSING", "the sex");
  } else if (sex) {
    profile_.sex = *sex;
  } else {
    UnknownCode(kSex);
  }
  profile_.sentence_type = std::string(Text(kSentenceType));
  if (!profile_.sentence_type.empty() && !IsSentenceType(profile_.sentence_type)) {
    UnknownCode(kSentenceType);
  }
}

void RowReader::ReadPlace() {
  const std::string_view prison = Text(kPrisonId);
  if (prison.empty()) {
    Missing(kPrisonId, "PRISON_MISSING", "the prison");
  } else if (!reference_.prisons.contains(prison)) {
    Refuse(kPrisonId, "PRISON_UNKNOWN", "there is no prison with this code");
  } else {
    prison_ = *PrisonId::Parse(prison);
  }
  const std::string_view unit = Text(kDeliveryUnit);
  if (!unit.empty() && !reference_.delivery_units.contains(unit)) {
    UnknownCode(kDeliveryUnit);
  } else if (!unit.empty()) {
    delivery_unit_ = *DeliveryUnit::Parse(unit);
  }
  profile_.home_local_authority = std::string(Text(kHomeLocalAuthority));
  if (!profile_.home_local_authority.empty() &&
      !reference_.local_authorities.contains(profile_.home_local_authority)) {
    UnknownCode(kHomeLocalAuthority);
  }
}

void RowReader::ReadDates() {
  constexpr std::array<std::pair<Cell, DateType>, 12> kPlain = {{
      {kCrd, DateType::kCrd},
      {kArd, DateType::kArd},
      {kNpd, DateType::kNpd},
      {kPrrd, DateType::kPrrd},
      {kMtd, DateType::kMtd},
      {kHdced, DateType::kHdced},
      {kHdcad, DateType::kHdcad},
      {kPed, DateType::kPed},
      {kApd, DateType::kApd},
      {kSed, DateType::kSed},
      {kLed, DateType::kLed},
      {kConfirmedReleaseDate, DateType::kConfirmed},
  }};
  constexpr std::array<std::pair<Cell, DateType>, 3> kOverrides = {{
      {kCrdOverride, DateType::kCrd},
      {kArdOverride, DateType::kArd},
      {kPrrdOverride, DateType::kPrrd},
  }};
  profile_.sentence_start = ReadDate(kSentenceStart);
  for (const auto& [cell, type] : kPlain) {
    if (const auto date = ReadDate(cell)) dates_[type].date = date;
  }
  for (const auto& [cell, type] : kOverrides) {
    if (const auto date = ReadDate(cell)) dates_[type].override_date = date;
  }
}

void RowReader::ReadAnswer(Cell cell, Answer& answer) {
  const auto parsed = ParseAnswer(Text(cell));
  if (!parsed) {
    UnknownCode(cell);
    return;
  }
  answer = *parsed;
}

void RowReader::ReadRisk() {
  if (const std::string_view risk = Text(kRiskOfSeriousHarm); !risk.empty()) {
    profile_.risk_of_serious_harm = ParseRiskOfSeriousHarm(risk);
    if (!profile_.risk_of_serious_harm) UnknownCode(kRiskOfSeriousHarm);
  }
  if (const std::string_view level = Text(kMappaLevel); !level.empty()) {
    const bool known = level == "1" || level == "2" || level == "3";
    if (known) profile_.mappa_level = level[0] - '0';
    if (!known) UnknownCode(kMappaLevel);
  }
  ReadAnswer(kArsonRisk, profile_.arson_risk);
  ReadAnswer(kSexualRiskToAdults, profile_.sexual_risk_to_adults);
  ReadAnswer(kSexualRiskToChildren, profile_.sexual_risk_to_children);
  ReadAnswer(kNeedsGroundFloor, profile_.needs_ground_floor);
  ReadAnswer(kNeedsWheelchairAccess, profile_.needs_wheelchair_access);
  ReadAnswer(kNeedsSingleOccupancy, profile_.needs_single_occupancy);
  ReadAnswer(kRightToWork, profile_.right_to_work);
}

void RowReader::ReadCodes(Cell cell, bool (*known)(std::string_view),
                          std::set<std::string>& codes) {
  for (const std::string_view code : Split(cells_[cell])) {
    if (!known(code)) {
      UnknownCode(cell);
      return;
    }
    codes.emplace(code);
  }
}

void RowReader::ReadLists() {
  for (const std::string_view text : Split(cells_[kMustNotLiveWith])) {
    const auto number = ParsePrisonNumber(NormaliseIdentifier(text));
    if (!number) {
      Refuse(kMustNotLiveWith, number.error().reason, number.error().message);
    } else if (number_ && *number == *number_) {
      Refuse(kMustNotLiveWith, "SEPARATED_FROM_SELF",
             "the person's own prison number is among those to live apart from");
    } else {
      profile_.must_not_live_with.insert(*number);
    }
  }
  ReadCodes(kPreferredSectors, IsSector, profile_.preferred_sectors);
  ReadCodes(kOffenceFlags, IsOffenceFlag, profile_.offence_flags);
  profile_.accommodation_before_custody = std::string(Text(kAccommodationBeforeCustody));
  if (!profile_.accommodation_before_custody.empty() &&
      !IsAccommodationType(profile_.accommodation_before_custody)) {
    UnknownCode(kAccommodationBeforeCustody);
  }
}

std::optional<int> RowReader::ReadMetres(Cell cell, int limit) {
  const std::string_view text = Text(cell);
  int metres = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), metres);
  if (fault != std::errc() || end != text.data() + text.size() || metres < 0 || metres > limit) {
    Refuse(cell, "GRID_REFERENCE_MALFORMED",
           "eastings and northings are whole metres of the British National Grid");
    return std::nullopt;
  }
  return metres;
}

void RowReader::ReadHome() {
  // The extent of the National Grid over Great Britain, in metres.
  constexpr int kEast = 700'000;
  constexpr int kNorth = 1'300'000;
  const bool easting_given = !Text(kHomeEasting).empty();
  const bool northing_given = !Text(kHomeNorthing).empty();
  if (easting_given != northing_given) {
    Refuse(easting_given ? kHomeNorthing : kHomeEasting, "GRID_REFERENCE_INCOMPLETE",
           "give both easting and northing, or neither");
    return;
  }
  if (!easting_given) return;
  const auto easting = ReadMetres(kHomeEasting, kEast);
  const auto northing = ReadMetres(kHomeNorthing, kNorth);
  if (easting && northing) profile_.home = Sensitive(GridReference{*easting, *northing});
}

// Odd but possible is accepted with a warning; what no life allows is refused.
void RowReader::CheckPlausibility() {
  if (date_of_birth_ && profile_.sentence_start) {
    if (*profile_.sentence_start < *date_of_birth_) {
      Refuse(kSentenceStart, "SENTENCE_BEFORE_BIRTH", "the sentence began before the birth");
    } else if (*profile_.sentence_start < EighteenthBirthday(*date_of_birth_)) {
      Note(kSentenceStart, "SENTENCE_BEGAN_IN_CHILDHOOD",
           "the sentence began before the 18th birthday: check both dates");
    }
  }
  const auto recall = dates_.find(DateType::kPrrd);
  const auto expiry = dates_.find(DateType::kSed);
  if (recall == dates_.end() || expiry == dates_.end() || !expiry->second.date) return;
  const bool overridden = recall->second.override_date.has_value();
  const auto effective = overridden ? recall->second.override_date : recall->second.date;
  if (effective > expiry->second.date) {
    Note(overridden ? kPrrdOverride : kPrrd, "PRRD_AFTER_SENTENCE_END",
         "the post-recall release date lies after the end of the sentence: check both dates");
  }
}

ParsedRow RowReader::Read() {
  ReadIdentifiers();
  ReadPerson();
  ReadPlace();
  ReadDates();
  ReadRisk();
  ReadLists();
  ReadHome();
  CheckPlausibility();
  ParsedRow parsed;
  parsed.findings = std::move(findings_);
  if (!refused_ && number_ && prison_) {
    parsed.row =
        PersonRow{*number_, *prison_, delivery_unit_, std::move(profile_), std::move(dates_)};
  }
  return parsed;
}

}  // namespace

ParsedRow ParsePeopleRow(std::span<const std::string> cells, const ReferenceData& reference,
                         Date today) {
  return RowReader(cells, reference, today).Read();
}

}  // namespace ttg::release
