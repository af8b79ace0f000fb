#pragma once

#include <optional>
#include <set>
#include <string>

#include "kernel/date.h"
#include "kernel/sensitive.h"
#include "release/domain/codes.h"
#include "release/domain/identifiers.h"

namespace ttg::release {

// Easting and northing of the British National Grid, in metres.
struct GridReference {
  int easting = 0;
  int northing = 0;

  friend bool operator==(const GridReference&, const GridReference&) = default;
};

// What is known about a person apart from dates, prison, area and owner: what the other services
// fetch to match a bed, a job or a mentor. All of it is personal data; none of it is in an event.
struct Profile {
  std::optional<Crn> crn;
  std::optional<Pnc> pnc;
  Sensitive<std::string> family_name;
  Sensitive<std::string> given_names;
  Sensitive<Date> date_of_birth;
  Sex sex = Sex::kMale;
  // As its source gave it; empty: not known.
  std::string sentence_type;
  std::optional<Date> sentence_start;
  // GSS code; empty: not known.
  std::string home_local_authority;
  std::optional<Sensitive<GridReference>> home;

  std::optional<RiskOfSeriousHarm> risk_of_serious_harm;
  // 1 to 3; 0: none.
  int mappa_level = 0;
  Answer arson_risk = Answer::kUnanswered;
  Answer sexual_risk_to_adults = Answer::kUnanswered;
  Answer sexual_risk_to_children = Answer::kUnanswered;
  Answer needs_ground_floor = Answer::kUnanswered;
  Answer needs_wheelchair_access = Answer::kUnanswered;
  Answer needs_single_occupancy = Answer::kUnanswered;
  // By number, because nobody may have it yet (domain A13).
  std::set<PrisonNumber> must_not_live_with;

  std::string accommodation_before_custody;
  Answer right_to_work = Answer::kUnanswered;
  std::set<std::string> preferred_sectors;
  std::set<std::string> offence_flags;

  friend bool operator==(const Profile&, const Profile&) = default;
};

// Family name, given names and date of birth in one text, names in lower case (ASCII): people with
// the same one under two prison numbers are perhaps one person (domain A12).
Sensitive<std::string> LikenessOf(const Profile& profile);

}  // namespace ttg::release
