#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/simulate/caseload.h"
#include "cli/simulate/random.h"
#include "cli/simulate/vocabulary.h"
#include "platform/intake/csv_writer.h"

namespace ttg::cli {
namespace {

int Around(Random& random, int middle) { return middle + random.Between(-3'000, 3'000); }

class BedMaker {
 public:
  explicit BedMaker(const CaseloadOptions& options)
      : options_(options), random_(options.seed, "bedspaces") {
    intake::AppendCsvRecord(files_.bedspaces, ColumnsOf("bedspaces.csv"));
    intake::AppendCsvRecord(files_.placements, ColumnsOf("placements.csv"));
    intake::AppendCsvRecord(files_.voids, ColumnsOf("voids.csv"));
  }

  BedFiles Make() {
    const int premises = std::max(1, options_.people / 12);
    for (int i = 0; i < premises; ++i) Premises(i);
    return std::move(files_);
  }

 private:
  struct House {
    std::string id;
    std::vector<std::string> before;  // cells of the premises, as they stand before those of a bed
    bool men_only = false;
    bool women_only = false;
    bool takes_sexual_risk = false;
    Date from;
    std::optional<Date> to;
  };

  void Premises(int number) {
    const Place& place = random_.PickWeighted(kPlaces);
    const int provider = random_.Between(1, 9);
    const int rooms = random_.Chance(455) ? 1 : random_.Between(2, 6);
    House house;
    house.id = absl::StrFormat("PR%04d", number);
    house.from = Date(options_.as_of.year() - 1, 1, 1);
    if (random_.Chance(50)) house.to = Date(options_.as_of.year() + 1, 3, 31);
    const std::string characteristics = Characteristics(house, rooms);
    static constexpr auto kTurnaround =
        std::to_array<std::string_view>({"0", "1", "2", "2", "2", "5"});
    house.before = {absl::StrCat("PROV", provider),
                    absl::StrCat("Provider ", provider),
                    house.id,
                    absl::StrCat(number + 1, " Example Street"),
                    std::string(place.local_authority),
                    std::string(place.delivery_unit),
                    std::to_string(Around(random_, place.easting)),
                    std::to_string(Around(random_, place.northing)),
                    characteristics,
                    std::string(random_.Pick(kTurnaround))};
    for (int room = 1; room <= rooms; ++room) Bed(house, room);
  }

  std::string Characteristics(House& house, int rooms) {
    std::vector<std::string> all;
    if (random_.Chance(700)) all.emplace_back("NOT_SUITABLE_FOR_ARSON_RISK");
    house.takes_sexual_risk = random_.Chance(250);
    if (!house.takes_sexual_risk) {
      all.emplace_back("NOT_SUITABLE_FOR_SEXUAL_RISK_TO_ADULTS");
      all.emplace_back("NOT_SUITABLE_FOR_SEXUAL_RISK_TO_CHILDREN");
    }
    if (!house.takes_sexual_risk && random_.Chance(400)) all.emplace_back("SCHOOL_NEARBY");
    const int open_to = random_.Between(1, 100);
    house.men_only = open_to <= 70;
    house.women_only = open_to > 90;
    if (house.men_only) all.emplace_back("MEN_ONLY");
    if (house.women_only) all.emplace_back("WOMEN_ONLY");
    all.emplace_back(rooms == 1 ? "SINGLE_OCCUPANCY" : "SHARED_PROPERTY");
    if (random_.Chance(200)) all.emplace_back("GROUND_FLOOR_ACCESS");
    if (random_.Chance(60)) all.emplace_back("LIFT");
    return absl::StrJoin(all, ";");
  }

  void Bed(const House& house, int room) {
    const std::string id = absl::StrCat(house.id, "-", room);
    std::vector<std::string> features;
    if (random_.Chance(280)) features.emplace_back("GROUND_FLOOR");
    if (random_.Chance(50)) features.emplace_back("WHEELCHAIR_ACCESSIBLE");
    if (random_.Chance(720)) features.emplace_back("SHARED_KITCHEN");
    if (random_.Chance(600)) features.emplace_back("SHARED_BATHROOM");
    std::vector<std::string> record = house.before;
    record.push_back(id);
    record.push_back(absl::StrCat("Room ", room));
    record.push_back(absl::StrJoin(features, ";"));
    record.push_back(FormatDate(house.from));
    record.push_back(house.to ? FormatDate(*house.to) : "");
    intake::AppendCsvRecord(files_.bedspaces, record);
    ++files_.bedspace_rows;
    if (random_.Chance(530)) {
      Resident(house, id);
    } else if (random_.Chance(70)) {
      Repairs(id);
    }
  }

  void Resident(const House& house, const std::string& bed) {
    const bool woman = house.women_only || (!house.men_only && random_.Chance(300));
    const Date arrival = options_.as_of - random_.Between(2, 85);
    Date departure = std::max(arrival + random_.Between(70, 112), options_.as_of + 1);
    if (house.to) departure = std::min(departure, *house.to);
    const bool risk = house.takes_sexual_risk && random_.Chance(200);
    intake::AppendCsvRecord(
        files_.placements,
        {bed, absl::StrFormat("EXT%05d", files_.placement_rows), woman ? "F" : "M",
         risk ? "YES" : "NO", FormatDate(arrival), FormatDate(departure)});
    ++files_.placement_rows;
  }

  void Repairs(const std::string& bed) {
    const Date from = options_.as_of + random_.Between(-16, 43);
    intake::AppendCsvRecord(files_.voids, {bed, FormatDate(from),
                                           FormatDate(from + random_.Between(6, 38)), "REPAIRS"});
    ++files_.void_rows;
  }

  const CaseloadOptions options_;
  Random random_;
  BedFiles files_;
};

std::string Clearances(Random& random) {
  std::set<std::string> prisons;
  for (int i = random.Between(1, 4); i > 0; --i) {
    prisons.emplace(random.Chance(150) ? random.PickWeighted(kWomensPrisons).id
                                       : random.PickWeighted(kMensPrisons).id);
  }
  return absl::StrJoin(prisons, ";");
}

std::string Experience(Random& random) {
  static constexpr auto kKinds = std::to_array<std::string_view>(
      {"CARE_LEAVER", "HOMELESSNESS", "MENTAL_HEALTH", "SUBSTANCE_USE"});
  std::set<std::string> kinds;
  for (int i = random.Between(0, 3); i > 0; --i) kinds.emplace(random.Pick(kKinds));
  return absl::StrJoin(kinds, ";");
}

std::string Conflicts(Random& random, const std::vector<std::string>& numbers) {
  std::set<std::string> conflicts;
  if (!numbers.empty() && random.Chance(470)) {
    for (int i = random.Between(1, 3); i > 0; --i) {
      conflicts.insert(numbers[static_cast<std::size_t>(
          random.Between(0, static_cast<int>(numbers.size()) - 1))]);
    }
  }
  return absl::StrJoin(conflicts, ";");
}

}  // namespace

BedFiles MakeBeds(const CaseloadOptions& options) { return BedMaker(options).Make(); }

CsvText MakeMentors(const CaseloadOptions& options,
                    const std::vector<std::string>& prison_numbers) {
  static constexpr auto kLanguages =
      std::to_array<std::string_view>({"Arabic", "Polish", "Punjabi", "Romanian", "Urdu", "Welsh"});
  Random random(options.seed, "mentors");
  CsvText text;
  intake::AppendCsvRecord(text.csv, ColumnsOf("mentors.csv"));
  const int mentors = std::max(1, options.people / 40);
  for (; text.rows < mentors; ++text.rows) {
    const bool woman = random.Chance(300);
    const bool adviser = random.Chance(250);
    std::string family(random.Pick(kFamilyNames));
    std::string given(woman ? random.Pick(kWomensNames) : random.Pick(kMensNames));
    const Place& place = random.PickWeighted(kPlaces);
    std::string prisons = Clearances(random);
    const Date expires = options.as_of + random.Between(-30, 900);
    const int capacity = adviser ? random.Between(10, 20) : random.Between(1, 3);
    std::string languages = "English";
    if (random.Chance(280)) absl::StrAppend(&languages, ";", std::string(random.Pick(kLanguages)));
    std::string experience = Experience(random);
    intake::AppendCsvRecord(
        text.csv, {absl::StrFormat("MEN%04d", text.rows), family, given, woman ? "F" : "M",
                   std::string(place.delivery_unit), prisons, FormatDate(expires),
                   adviser ? "PEER_ADVISER" : "VOLUNTEER", std::to_string(capacity), languages,
                   experience, Conflicts(random, prison_numbers)});
  }
  return text;
}

CsvText MakeVacancies(const CaseloadOptions& options) {
  static constexpr auto kHours =
      std::to_array<std::string_view>({"FULL_TIME", "FULL_TIME", "PART_TIME", "ZERO_HOURS"});
  static constexpr auto kContracts =
      std::to_array<std::string_view>({"PERMANENT", "TEMPORARY", "SELF_EMPLOYMENT"});
  static constexpr auto kPence = std::to_array<std::string_view>({"1221", "1260", "1300", "1450"});
  static constexpr auto kOffences =
      std::to_array<std::string_view>({"ARSON", "DRIVING", "MURDER", "SEXUAL", "TERRORISM"});
  Random random(options.seed, "vacancies");
  CsvText text;
  intake::AppendCsvRecord(text.csv, ColumnsOf("vacancies.csv"));
  const int vacancies = std::max(1, options.people / 10);
  const int employers = std::max(1, vacancies / 4);
  for (; text.rows < vacancies; ++text.rows) {
    const int employer = text.rows % employers;
    const Trade& trade = random.Pick(kTrades);
    const Place& place = random.PickWeighted(kPlaces);
    const int easting = Around(random, place.easting);
    const int northing = Around(random, place.northing);
    const std::string_view hours = random.Pick(kHours);
    const std::string_view contract = random.Pick(kContracts);
    const std::string_view pence = random.Pick(kPence);
    const int positions = random.Between(1, 6);
    std::string closes;
    std::string starts;
    if (random.Chance(667)) closes = FormatDate(options.as_of + random.Between(3, 85));
    if (random.Chance(550)) starts = FormatDate(options.as_of + random.Between(10, 150));
    std::set<std::string> excluded;
    for (int i = random.Between(0, 3); i > 0; --i) excluded.emplace(random.Pick(kOffences));
    intake::AppendCsvRecord(
        text.csv,
        {absl::StrFormat("VAC%05d", text.rows), absl::StrFormat("EMP%03d", employer),
         absl::StrCat("Employer ", employer), std::string(trade.title), std::string(trade.soc2020),
         std::string(trade.sector), std::string(place.local_authority), std::to_string(easting),
         std::to_string(northing), std::string(hours), std::string(contract), std::string(pence),
         "HOUR", std::to_string(positions), closes, starts, absl::StrJoin(excluded, ";"),
         random.Chance(290) ? "YES" : "NO"});
  }
  return text;
}

}  // namespace ttg::cli
