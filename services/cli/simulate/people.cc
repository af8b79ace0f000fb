#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/simulate/caseload.h"
#include "cli/simulate/random.h"
#include "cli/simulate/vocabulary.h"
#include "platform/intake/csv_writer.h"

namespace ttg::cli {
namespace {

// Rows of each kind of fault: three in 2,400, as in the sample.
constexpr int kPeoplePerFault = 800;
constexpr int kSmallestFaultyCaseload = 33;

enum class Fault {
  kImpossibleDate,
  kBritishDate,
  kBadPrisonNumber,
  kDuplicate,
  kUnknownCode,
  kBornInFuture,
  kBadPnc,
  kUnknownPrison,
  kNoBirthDate,
  kPadding,
  kFormula,
};
constexpr std::array kFaults = {
    Fault::kImpossibleDate, Fault::kBritishDate,  Fault::kBadPrisonNumber, Fault::kDuplicate,
    Fault::kUnknownCode,    Fault::kBornInFuture, Fault::kBadPnc,          Fault::kUnknownPrison,
    Fault::kNoBirthDate,    Fault::kPadding,      Fault::kFormula};

SeededFault Describe(Fault fault) {
  switch (fault) {
    case Fault::kImpossibleDate:
      return {"impossible_date", "date impossible"};
    case Fault::kBritishDate:
      return {"british_date", "date not ISO 8601"};
    case Fault::kBadPrisonNumber:
      return {"bad_prison_number", "prison number malformed"};
    case Fault::kDuplicate:
      return {"duplicate", "prison number repeated in the file"};
    case Fault::kUnknownCode:
      return {"code_unknown", "code unknown"};
    case Fault::kBornInFuture:
      return {"born_in_future", "date of birth in the future"};
    case Fault::kBadPnc:
      return {"bad_pnc", "PNC check letter wrong"};
    case Fault::kUnknownPrison:
      return {"unknown_prison", "prison unknown"};
    case Fault::kNoBirthDate:
      return {"no_birth_date", "date of birth missing"};
    case Fault::kPadding:
      return {"padding", ""};
    case Fault::kFormula:
      return {"formula", ""};
  }
  return {};
}

using Cells = std::map<std::string_view, std::string>;

char Letter(Random& random) { return static_cast<char>('A' + random.Between(0, 25)); }

// Domain part II, 6.
char PncCheckLetter(int two_digit_year, int serial) {
  constexpr std::string_view kLetters = "ZABCDEFGHJKLMNPQRTUVWXY";
  const std::int64_t number = std::int64_t{two_digit_year} * 10'000'000 + serial;
  return kLetters[static_cast<std::size_t>(number % 23)];
}

class PeopleMaker {
 public:
  explicit PeopleMaker(const CaseloadOptions& options)
      : options_(options), random_(options.seed, "people") {}

  PeopleFile Make() {
    ChooseFaultyRows();
    const auto& columns = ColumnsOf("people.csv");
    file_.csv = "\xEF\xBB\xBF";
    intake::AppendCsvRecord(file_.csv, columns);
    for (int row = 0; row < options_.people; ++row) {
      Cells cells = Person();
      const auto fault = faulty_.find(row);
      if (fault != faulty_.end()) {
        Spoil(cells, fault->second);
        file_.faults[row + 2] = Describe(fault->second);
      }
      if (fault == faulty_.end() || file_.faults[row + 2].rejected_because.empty()) {
        file_.prison_numbers.push_back(cells["prison_number"]);
      }
      std::vector<std::string> record;
      record.reserve(columns.size());
      for (const std::string& column : columns) record.push_back(cells[column]);
      intake::AppendCsvRecord(file_.csv, record);
    }
    return std::move(file_);
  }

 private:
  // The first row is never faulty, so that a duplicate has something to repeat.
  void ChooseFaultyRows() {
    if (options_.people < kSmallestFaultyCaseload) return;
    const int each = std::max(1, options_.people / kPeoplePerFault);
    for (const Fault fault : kFaults) {
      for (int i = 0; i < each;) {
        if (faulty_.emplace(random_.Between(1, options_.people - 1), fault).second) ++i;
      }
    }
  }

  Cells Person() {
    Cells cells;
    const bool woman = random_.Chance(84);
    const Date born = options_.as_of - (18 * 366 + Skewed(57 * 365));
    cells["prison_number"] = NewNumber();
    cells["crn"] = NewCrn();
    cells["pnc"] = Pnc(born);
    cells["family_name"] = std::string(random_.Pick(kFamilyNames));
    cells["given_names"] = GivenNames(woman);
    cells["date_of_birth"] = FormatDate(born);
    cells["sex"] = woman ? "F" : "M";
    cells["prison_id"] = std::string(woman ? random_.PickWeighted(kWomensPrisons).id
                                           : random_.PickWeighted(kMensPrisons).id);
    Sentence(cells, born);
    Home(cells);
    Risks(cells);
    Needs(cells);
    Work(cells);
    return cells;
  }

  // From 0 to `most`, the smaller the likelier.
  int Skewed(int most) { return std::min(random_.Between(0, most), random_.Between(0, most)); }

  std::string SomeNumber() {
    const int digits = random_.Between(0, 9'999);
    const char first = Letter(random_);
    return absl::StrFormat("A%04d%c%c", digits, first, Letter(random_));
  }

  std::string NewNumber() {
    std::string number = SomeNumber();
    while (!numbers_.insert(number).second) number = SomeNumber();
    return number;
  }

  std::string NewCrn() {
    constexpr std::array kLetters = {'E', 'J', 'K', 'V', 'X'};
    while (true) {
      const char letter = random_.Pick(kLetters);
      std::string crn = absl::StrFormat("%c%06d", letter, random_.Between(0, 999'999));
      if (crns_.insert(crn).second) return crn;
    }
  }

  // Missing in one of sixteen, and once in a while one that somebody else has too.
  std::string Pnc(Date born) {
    if (random_.Chance(64)) return "";
    if (!last_pnc_.empty() && random_.Between(1, 2'400) == 1) return last_pnc_;
    const int latest = static_cast<int>(options_.as_of.year()) - 1;
    const int year = std::min(static_cast<int>(born.year()) + 14 + random_.Between(0, 20), latest);
    const int serial = random_.Between(0, 409'999);
    last_pnc_ = absl::StrFormat("%04d/%07d%c", year, serial, PncCheckLetter(year % 100, serial));
    return last_pnc_;
  }

  std::string GivenNames(bool woman) {
    const auto one = [&] {
      return std::string(woman ? random_.Pick(kWomensNames) : random_.Pick(kMensNames));
    };
    std::string names = one();
    if (random_.Chance(300)) {
      const std::string second = one();
      if (second != names) names += " " + second;
    }
    return names;
  }

  void Put(Cells& cells, std::string_view column, Date date) { cells[column] = FormatDate(date); }

  void Sentence(Cells& cells, Date born) {
    const int kind = random_.Between(1, 1'000);
    if (kind <= 560) {
      StandardSentence(cells);
    } else if (kind <= 750) {
      ShortSentence(cells);
    } else if (kind <= 834) {
      FixedTermRecall(cells);
    } else if (kind <= 906) {
      ExtendedSentence(cells);
    } else if (kind <= 948) {
      StandardRecall(cells);
    } else if (kind <= 978) {
      LifeSentence(cells, born);
    } else {
      cells["sentence_type"] = "CONVICTED_UNSENTENCED";
    }
  }

  void Ends(Cells& cells, std::string_view type, Date start, Date end) {
    cells["sentence_type"] = std::string(type);
    Put(cells, "sentence_start_date", start);
    Put(cells, "sed", end);
    Put(cells, "led", end);
  }

  // Some dates are overridden by a few days, some releases are confirmed near their date.
  void Decide(Cells& cells, Date release, std::string_view override_column) {
    Date expected = release;
    if (!override_column.empty() && random_.Chance(50)) {
      expected = std::max(release + random_.Between(-21, 14), options_.as_of + 1);
      Put(cells, override_column, expected);
    }
    if (!random_.Chance(160)) return;
    Date confirmed = expected - random_.Between(0, 1);
    const auto weekday = absl::GetWeekday(confirmed);
    if (weekday == absl::Weekday::saturday) confirmed -= 1;
    if (weekday == absl::Weekday::sunday) confirmed -= 2;
    if (confirmed >= options_.as_of) Put(cells, "confirmed_release_date", confirmed);
  }

  void ShortSentence(Cells& cells) {
    const int length = random_.Between(40, 360);
    const Date start = options_.as_of - random_.Between(0, length / 2 - 1);
    const Date release = start + length / 2;
    Ends(cells, "SDS_SHORT", start, start + length);
    const bool automatic = random_.Chance(120);
    Put(cells, automatic ? "ard" : "crd", release);
    Decide(cells, release, automatic ? "ard_override" : "crd_override");
  }

  void StandardSentence(Cells& cells) {
    const int length = random_.Between(400, 400 + Skewed(3'000));
    const int share = random_.Chance(500) ? 40 : 50;
    const int served = length * share / 100;
    const Date start = options_.as_of - random_.Between(0, served - 1);
    const Date release = start + served;
    Ends(cells, "SDS", start, start + length);
    Put(cells, "crd", release);
    if (random_.Chance(12)) Put(cells, "npd", release);
    if (random_.Chance(360)) {
      const Date eligible = std::max(release - random_.Between(60, 365), start + 28);
      Put(cells, "hdced", eligible);
      const Date curfew = std::max(eligible, options_.as_of + 7) + random_.Between(0, 60);
      if (curfew < release && random_.Chance(450)) Put(cells, "hdcad", curfew);
    }
    Decide(cells, release, "crd_override");
  }

  void ExtendedSentence(Cells& cells) {
    const int length = random_.Between(1'200, 4'000);
    const int served = length * 2 / 3;
    const Date start = options_.as_of - random_.Between(0, served - 1);
    const Date release = start + served;
    Ends(cells, "EDS", start, start + length);
    Put(cells, "crd", release);
    Put(cells, "ped", start + length / 2);
    if (random_.Chance(180)) Put(cells, "apd", options_.as_of + random_.Between(5, 116));
    Decide(cells, release, "");
  }

  void LifeSentence(Cells& cells, Date born) {
    constexpr int kFourteenYears = 14 * 366;
    const Date start =
        std::max(options_.as_of - random_.Between(700, 8'800), born + kFourteenYears);
    cells["sentence_type"] = "LIFE";
    Put(cells, "sentence_start_date", std::min(start, options_.as_of));
    Put(cells, "ped", options_.as_of + random_.Between(-640, 1'080));
    if (random_.Chance(180)) Put(cells, "apd", options_.as_of + random_.Between(5, 116));
  }

  void FixedTermRecall(Cells& cells) {
    const Date release = options_.as_of + random_.Between(1, 40);
    Recall(cells, "RECALL_FIXED_TERM", release, options_.as_of + random_.Between(60, 1'000));
  }

  // One in twenty would come out after the sentence ends: odd, but possible.
  void StandardRecall(Cells& cells) {
    const Date release = options_.as_of + random_.Between(60, 594);
    const int after = random_.Chance(50) ? -random_.Between(1, 30) : random_.Between(5, 400);
    Recall(cells, "RECALL_STANDARD", release, release + after);
  }

  void Recall(Cells& cells, std::string_view type, Date release, Date end) {
    Ends(cells, type, options_.as_of - random_.Between(300, 1'300), end);
    if (random_.Chance(460)) Put(cells, "crd", options_.as_of - random_.Between(10, 280));
    Put(cells, "prrd", release);
    Decide(cells, release, "prrd_override");
  }

  void Home(Cells& cells) {
    const Place& place = random_.PickWeighted(kPlaces);
    cells["home_local_authority"] = std::string(place.local_authority);
    cells["delivery_unit"] = std::string(place.delivery_unit);
    cells["home_easting"] = std::to_string(place.easting + random_.Between(-3'000, 3'000));
    cells["home_northing"] = std::to_string(place.northing + random_.Between(-3'000, 3'000));
  }

  // YES, NO, or empty where nobody has answered.
  std::string Answer(int yes_per_thousand, int unknown_per_thousand) {
    const int draw = random_.Between(1, 1'000);
    if (draw <= unknown_per_thousand) return "";
    return draw <= unknown_per_thousand + yes_per_thousand ? "YES" : "NO";
  }

  void Risks(Cells& cells) {
    struct Level {
      std::string_view name;
      int weight;
    };
    static constexpr auto kLevels = std::to_array<Level>(
        {{"MEDIUM", 1'312}, {"HIGH", 535}, {"LOW", 426}, {"", 84}, {"VERY_HIGH", 43}});
    static constexpr auto kMappa =
        std::to_array<Level>({{"", 1'905}, {"1", 386}, {"2", 88}, {"3", 21}});
    static constexpr auto kOffences = std::to_array<Level>({{"DRIVING", 250},
                                                            {"SEXUAL", 165},
                                                            {"ARSON", 80},
                                                            {"MURDER", 23},
                                                            {"TERRORISM", 3},
                                                            {"", 1'879}});
    cells["risk_of_serious_harm"] = std::string(random_.PickWeighted(kLevels).name);
    cells["mappa_level"] = std::string(random_.PickWeighted(kMappa).name);
    std::set<std::string> offences;
    for (int i = random_.Chance(60) ? 2 : 1; i > 0; --i) {
      offences.emplace(random_.PickWeighted(kOffences).name);
    }
    offences.erase("");
    cells["offence_flags"] = absl::StrJoin(offences, ";");
    cells["arson_risk"] = Answer(offences.contains("ARSON") ? 600 : 15, 20);
    cells["sexual_risk_to_adults"] = Answer(offences.contains("SEXUAL") ? 700 : 15, 24);
    cells["sexual_risk_to_children"] = Answer(offences.contains("SEXUAL") ? 550 : 12, 16);
  }

  void Needs(Cells& cells) {
    cells["needs_ground_floor"] = Answer(65, 0);
    cells["needs_wheelchair_access"] = Answer(19, 0);
    cells["needs_single_occupancy"] = Answer(124, 0);
    if (random_.Chance(955)) {
      cells["accommodation_before_custody"] = std::string(random_.Pick(kAccommodation));
    }
    if (!random_.Chance(33)) return;
    std::set<std::string> others;
    for (int i = random_.Between(1, 2); i > 0; --i) others.insert(SomebodyElse());
    cells["must_not_live_with"] = absl::StrJoin(others, ";");
  }

  // Mostly somebody of an earlier row; now and then a number that nobody has yet.
  std::string SomebodyElse() {
    if (file_.prison_numbers.empty() || random_.Chance(150)) return SomeNumber();
    return file_.prison_numbers[static_cast<std::size_t>(
        random_.Between(0, static_cast<int>(file_.prison_numbers.size()) - 1))];
  }

  void Work(Cells& cells) {
    cells["right_to_work"] = Answer(873, 76);
    if (random_.Chance(240)) return;
    std::set<std::string> sectors;
    for (int i = random_.Between(1, 3); i > 0; --i) sectors.emplace(random_.Pick(kTrades).sector);
    cells["preferred_sectors"] = absl::StrJoin(sectors, ";");
  }

  void Spoil(Cells& cells, Fault fault) {
    const int year = static_cast<int>(options_.as_of.year());
    switch (fault) {
      case Fault::kImpossibleDate:
        cells["crd"] = absl::StrFormat("%d-02-30", year + 1);
        break;
      case Fault::kBritishDate:
        cells["crd"] = absl::StrFormat("14/03/%d", year + 1);
        break;
      case Fault::kBadPrisonNumber:
        cells["prison_number"].pop_back();
        break;
      case Fault::kDuplicate:
        cells["prison_number"] = file_.prison_numbers[static_cast<std::size_t>(
            random_.Between(0, static_cast<int>(file_.prison_numbers.size()) - 1))];
        cells["family_name"] = "Different";
        break;
      case Fault::kUnknownCode:
        cells["risk_of_serious_harm"] = "EXTREME";
        break;
      case Fault::kBornInFuture:
        cells["date_of_birth"] = absl::StrFormat("%d-05-01", year + 5);
        break;
      case Fault::kBadPnc:
        cells["pnc"] = "2019/0123456Z";
        break;
      case Fault::kUnknownPrison:
        cells["prison_id"] = "XXI";
        break;
      case Fault::kNoBirthDate:
        cells["date_of_birth"].clear();
        break;
      case Fault::kPadding:
        cells["family_name"] = "  " + cells["family_name"] + " ";
        break;
      case Fault::kFormula:
        cells["family_name"] = R"(=HYPERLINK("http://example.invalid","x"))";
        break;
    }
  }

  const CaseloadOptions options_;
  Random random_;
  PeopleFile file_;
  std::map<int, Fault> faulty_;
  std::unordered_set<std::string> numbers_;
  std::unordered_set<std::string> crns_;
  std::string last_pnc_;
};

}  // namespace

PeopleFile MakePeople(const CaseloadOptions& options) { return PeopleMaker(options).Make(); }

}  // namespace ttg::cli
