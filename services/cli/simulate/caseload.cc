#include "cli/simulate/caseload.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace ttg::cli {
namespace {

std::vector<std::string> Columns(const char* names) { return absl::StrSplit(names, ','); }

std::string Manifest(const CaseloadOptions& options, const Caseload& caseload, const BedFiles& beds,
                     int mentors, int vacancies) {
  nlohmann::ordered_json faults = nlohmann::ordered_json::object();
  int rejected = 0;
  for (const auto& [line, fault] : caseload.faults) {
    auto& entry = faults[std::to_string(line)];
    entry["fault"] = fault.fault;
    entry["rejected_because"] = nullptr;
    if (fault.rejected_because.empty()) continue;
    entry["rejected_because"] = fault.rejected_because;
    ++rejected;
  }
  nlohmann::ordered_json manifest;
  manifest["as_of"] = FormatDate(options.as_of);
  manifest["people_rows"] = options.people;
  manifest["people_acceptable"] = options.people - rejected;
  manifest["people_to_reject"] = rejected;
  manifest["faulty_lines_of_people_csv"] = faults;
  manifest["bedspaces"] = beds.bedspace_rows;
  manifest["placements"] = beds.placement_rows;
  manifest["voids"] = beds.void_rows;
  manifest["mentors"] = mentors;
  manifest["vacancies"] = vacancies;
  return manifest.dump(1) + "\n";
}

}  // namespace

const std::vector<std::string>& ColumnsOf(std::string_view file_name) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> kColumns = {
      {"people.csv",
       Columns("prison_number,crn,pnc,family_name,given_names,date_of_birth,sex,prison_id,"
               "sentence_type,sentence_start_date,crd,crd_override,ard,ard_override,npd,prrd,"
               "prrd_override,mtd,hdced,hdcad,ped,apd,sed,led,confirmed_release_date,"
               "home_local_authority,delivery_unit,risk_of_serious_harm,mappa_level,arson_risk,"
               "sexual_risk_to_adults,sexual_risk_to_children,needs_ground_floor,"
               "needs_wheelchair_access,needs_single_occupancy,must_not_live_with,"
               "accommodation_before_custody,right_to_work,preferred_sectors,offence_flags,"
               "home_easting,home_northing")},
      {"bedspaces.csv",
       Columns("provider_id,provider_name,premises_id,premises_name,local_authority,delivery_unit,"
               "easting,northing,premises_characteristics,turnaround_working_days,bedspace_id,"
               "bedspace_name,bedspace_characteristics,available_from,available_to")},
      {"placements.csv", Columns("bedspace_id,resident_reference,resident_sex,"
                                 "resident_sexual_risk,arrival_date,departure_date")},
      {"voids.csv", Columns("bedspace_id,from_date,to_date,reason")},
      {"mentors.csv",
       Columns("mentor_id,family_name,given_names,sex,delivery_units,cleared_prisons,"
               "clearance_expires_on,kind,capacity,languages,lived_experience,conflicts_with")},
      {"vacancies.csv",
       Columns("vacancy_id,employer_id,employer_name,title,soc2020,sector,local_authority,easting,"
               "northing,hours,contract,salary_pence_from,salary_period,positions,closing_date,"
               "start_date,excluded_offences,prison_leavers_only")}};
  static const std::vector<std::string> kNone;
  const auto found = kColumns.find(file_name);
  return found == kColumns.end() ? kNone : found->second;
}

Caseload MakeCaseload(const CaseloadOptions& options) {
  Caseload caseload;
  PeopleFile people = MakePeople(options);
  BedFiles beds = MakeBeds(options);
  CsvText mentors = MakeMentors(options, people.prison_numbers);
  CsvText vacancies = MakeVacancies(options);
  caseload.faults = std::move(people.faults);
  caseload.files["people.csv"] = std::move(people.csv);
  caseload.files["bedspaces.csv"] = std::move(beds.bedspaces);
  caseload.files["placements.csv"] = std::move(beds.placements);
  caseload.files["voids.csv"] = std::move(beds.voids);
  caseload.files["mentors.csv"] = std::move(mentors.csv);
  caseload.files["vacancies.csv"] = std::move(vacancies.csv);
  caseload.files["MANIFEST.json"] = Manifest(options, caseload, beds, mentors.rows, vacancies.rows);
  return caseload;
}

Result<void> WriteCaseload(const Caseload& caseload, const std::string& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  for (const auto& [name, text] : caseload.files) {
    std::ofstream out(std::filesystem::path(folder) / name, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out)
      return Unavailable("FILE_NOT_WRITTEN",
                         absl::StrCat("could not write ", name, " in ", folder));
  }
  return {};
}

}  // namespace ttg::cli
