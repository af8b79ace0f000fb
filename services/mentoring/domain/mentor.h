#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/sensitive.h"

namespace ttg::mentoring {

// The programme's own reference, "MEN0001". A mentor who signs in is the subject of that name.
using MentorId = Reference<struct MentorTag>;

enum class Sex { kFemale, kMale };
std::string_view ToString(Sex sex);
std::optional<Sex> ParseSex(std::string_view code);

enum class MentorKind { kVolunteer, kPeerAdviser };
std::string_view ToString(MentorKind kind);
std::optional<MentorKind> ParseMentorKind(std::string_view code);

// Whether the mentor may mentor at all (domain D2).
enum class MentorStanding {
  kActive,
  kSuspended,
  kUnderInvestigation,
  kRecalled,
  kLicenceCondition
};
std::string_view ToString(MentorStanding standing);
std::optional<MentorStanding> ParseMentorStanding(std::string_view code);

struct MentorName {
  std::string family;
  std::string given;

  friend bool operator==(const MentorName&, const MentorName&) = default;
};

// With whom a mentor must not be matched, whatever the reason is: it is not held.
struct Conflicts {
  std::set<PersonId> people;
  // Prison numbers that nobody has yet: kept until somebody does. Personal data.
  Sensitive<std::set<std::string>> numbers;
  // False until the release service has said who has `numbers`.
  bool checked = true;

  friend bool operator==(const Conflicts&, const Conflicts&) = default;
};

// One entry of the register (domain D1).
struct Mentor {
  MentorId id;
  OrganisationId organisation;
  Sensitive<MentorName> name;
  Sex sex = Sex::kMale;
  MentorKind kind = MentorKind::kVolunteer;
  MentorStanding standing = MentorStanding::kActive;
  // The first is the mentor's own.
  std::vector<DeliveryUnit> delivery_units;
  // By prison, the last day on which it holds; nullopt: not known.
  std::map<PrisonId, std::optional<Date>> clearances;
  // The last day; nullopt: there is none.
  std::optional<Date> enhanced_clearance_expires_on;
  int capacity = 0;
  std::set<std::string> languages;
  std::set<std::string> lived_experience;
  Conflicts conflicts;
  // When the source wrote it: older never overwrites newer (domain A13).
  Instant as_of;
  // 0: not stored yet.
  std::int64_t version = 0;
};

// True where a file says the same of both: everything but standing, enhanced clearance, the
// organisation, the as-of time and the version, which no file sets.
bool SameRegisterEntry(const Mentor& one, const Mentor& other);

}  // namespace ttg::mentoring
