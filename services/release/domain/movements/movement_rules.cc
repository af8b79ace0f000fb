#include "release/domain/movements/movement_rules.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace ttg::release {
namespace {

using enum PersonState;
using enum MovementEffect;
using Kind = MovementKind;

// Four weeks: long enough to find out how long somebody will be away, short enough that a bed or a
// job which nobody will come to is given to somebody else.
constexpr int kFourWeeks = 28;

constexpr std::array kAnyWorker = {Role::kResettlementWorker, Role::kResettlementLead,
                                   Role::kSystem};
// What nobody has to record within the hour, and what is grave if it is wrong.
constexpr std::array kLeadOnly = {Role::kResettlementLead, Role::kSystem};

constexpr std::array kPrison = {kInPrison};
constexpr std::array kOut = {kTemporarilyOut};
constexpr std::array kCustody = {kInPrison, kTemporarilyOut};
constexpr std::array kCustodyOrHospital = {kInPrison, kTemporarilyOut, kInSecureHospital};
constexpr std::array kCustodyOrDetention = {kInPrison, kTemporarilyOut, kImmigrationDetention};
constexpr std::array kHeldAnywhere = {kInPrison, kTemporarilyOut, kInSecureHospital,
                                      kImmigrationDetention};
constexpr std::array kHospitals = {kTemporarilyOut, kInSecureHospital};
constexpr std::array kCustodyOrReleased = {kInPrison, kTemporarilyOut, kReleased};
constexpr std::array kGone = {kReleased, kImmigrationDetention, kDeported};
constexpr std::array kOnLicence = {kReleased, kImmigrationDetention};
constexpr std::array kFugitive = {kAtLarge};
constexpr std::array kDeportable = {kInPrison, kReleased, kTemporarilyOut, kImmigrationDetention};
constexpr std::array kAlive = {
    kInPrison, kReleased, kTemporarilyOut, kInSecureHospital, kImmigrationDetention,
    kAtLarge,  kDeported};

constexpr std::array kRules = {
    // Reception of somebody whom a file had announced: nothing that was arranged for the release is
    // touched by it.
    MovementRule{.kind = Kind::kAdmission,
                 .from = kPrison,
                 .to = kInPrison,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // Back for something new. A short remand must not cost a home or a job, so both wait for a
    // decision. The mentor stays: this is when one is needed. The work towards the release begins
    // again.
    MovementRule{.kind = Kind::kAdmission,
                 .from = kGone,
                 .to = kInPrison,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .timetable = kResumed,
                 .decide_within_days = kFourWeeks,
                 .begins_custody = true,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // Out. What a recall, a hospital or a detention had suspended goes on; where nothing was, what
    // is planned simply happens.
    MovementRule{.kind = Kind::kReleased,
                 .from = kHeldAnywhere,
                 .to = kReleased,
                 .bed = kResumed,
                 .job = kResumed,
                 .mentoring_match = kResumed,
                 .timetable = kResumed,
                 .roles = kAnyWorker},
    // Out without notice, perhaps in the afternoon and with nothing: the same as a release, so that
    // bed and mentor hear of it at once.
    MovementRule{.kind = Kind::kReleasedFromCourt,
                 .from = kCustodyOrHospital,
                 .to = kReleased,
                 .bed = kResumed,
                 .job = kResumed,
                 .mentoring_match = kResumed,
                 .timetable = kResumed,
                 .roles = kAnyWorker},
    // The same, and a bail address is a condition of it; immigration bail included.
    MovementRule{.kind = Kind::kBailed,
                 .from = kHeldAnywhere,
                 .to = kReleased,
                 .bed = kResumed,
                 .job = kResumed,
                 .mentoring_match = kResumed,
                 .timetable = kResumed,
                 .roles = kAnyWorker},
    // Back in hours or days: work, family, an interview. Everything goes on.
    MovementRule{.kind = Kind::kTemporaryRelease,
                 .from = kPrison,
                 .to = kTemporarilyOut,
                 .roles = kAnyWorker},
    MovementRule{.kind = Kind::kTemporaryReleaseReturn,
                 .from = kOut,
                 .to = kInPrison,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // Most who go to court come back the same day, to whichever prison has room. From the hospital
    // to court as well.
    MovementRule{
        .kind = Kind::kToCourt, .from = kCustody, .to = kTemporarilyOut, .roles = kAnyWorker},
    MovementRule{.kind = Kind::kCourtReturn,
                 .from = kOut,
                 .to = kInPrison,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // Ill, and coming back; the release day does not wait for it.
    MovementRule{
        .kind = Kind::kToHospital, .from = kCustody, .to = kTemporarilyOut, .roles = kAnyWorker},
    // Detained for treatment, with no day on which it ends. Nobody is to be chased for a bed, a
    // first day at work or a meeting at the gate that may be months away.
    MovementRule{.kind = Kind::kToSecureHospital,
                 .from = kCustodyOrDetention,
                 .to = kInSecureHospital,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .mentoring_match = kSuspended,
                 .timetable = kSuspended,
                 .decide_within_days = kFourWeeks,
                 .roles = kAnyWorker},
    // From either kind of hospital; after an ordinary one there is nothing to resume.
    MovementRule{.kind = Kind::kHospitalReturn,
                 .from = kHospitals,
                 .to = kInPrison,
                 .bed = kResumed,
                 .job = kResumed,
                 .mentoring_match = kResumed,
                 .timetable = kResumed,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // Another prison, the same release. Whether the mentor is cleared there is checked on
    // PersonPrisonChanged (domain D2).
    MovementRule{.kind = Kind::kTransferred,
                 .from = kCustody,
                 .to = kInPrison,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // It ends in bail or in removal, and nobody knows which: what is arranged waits, and is not
    // given away, so that somebody bailed is not homeless for having been detained.
    MovementRule{.kind = Kind::kImmigrationDetention,
                 .from = kCustodyOrReleased,
                 .to = kImmigrationDetention,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .mentoring_match = kSuspended,
                 .timetable = kSuspended,
                 .decide_within_days = kFourWeeks,
                 .roles = kAnyWorker},
    // Nobody sends a volunteer to meet somebody the police are looking for, nor expects them at
    // work.
    MovementRule{.kind = Kind::kEscaped,
                 .from = kCustodyOrHospital,
                 .to = kAtLarge,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .mentoring_match = kSuspended,
                 .timetable = kSuspended,
                 .decide_within_days = kFourWeeks,
                 .needs_reason = true,
                 .roles = kAnyWorker},
    // As after an escape, but often no more than a missed train: nothing is ended.
    MovementRule{.kind = Kind::kFailedToReturn,
                 .from = kOut,
                 .to = kAtLarge,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .mentoring_match = kSuspended,
                 .timetable = kSuspended,
                 .decide_within_days = kFourWeeks,
                 .needs_reason = true,
                 .roles = kAnyWorker},
    // Recalled, the day of the release included. Most recalls are for a fixed term of weeks: the
    // bed and the job wait for a decision instead of being lost, the mentor goes on, and the work
    // towards the next release starts again.
    MovementRule{.kind = Kind::kRecalled,
                 .from = kOnLicence,
                 .to = kInPrison,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .timetable = kResumed,
                 .decide_within_days = kFourWeeks,
                 .begins_custody = true,
                 .needs_prison = true,
                 .roles = kAnyWorker},
    // The prison's mistake, not the person's: they will be back, and what was arranged is still
    // needed on the right day. A lead says so, because it contradicts the prison.
    MovementRule{.kind = Kind::kReleasedInError,
                 .from = kCustody,
                 .to = kAtLarge,
                 .bed = kSuspended,
                 .job = kSuspended,
                 .mentoring_match = kSuspended,
                 .timetable = kSuspended,
                 .decide_within_days = kFourWeeks,
                 .needs_reason = true,
                 .roles = kLeadOnly},
    // Removed from the country: nothing here will be used.
    MovementRule{.kind = Kind::kDeported,
                 .from = kDeportable,
                 .to = kDeported,
                 .bed = kEnded,
                 .job = kEnded,
                 .mentoring_match = kEnded,
                 .timetable = kEnded,
                 .roles = kLeadOnly},
    // Everything ends, so that no reminder, appointment or offer reaches the family. Whoever learns
    // of it first records it.
    MovementRule{.kind = Kind::kDied,
                 .from = kAlive,
                 .to = kDied,
                 .bed = kEnded,
                 .job = kEnded,
                 .mentoring_match = kEnded,
                 .timetable = kEnded,
                 .needs_reason = true,
                 .roles = kAnyWorker},
    // Found, or come back: what waited goes on.
    MovementRule{.kind = Kind::kReturnedToCustody,
                 .from = kFugitive,
                 .to = kInPrison,
                 .bed = kResumed,
                 .job = kResumed,
                 .mentoring_match = kResumed,
                 .timetable = kResumed,
                 .needs_prison = true,
                 .roles = kAnyWorker},
};

}  // namespace

std::span<const MovementRule> MovementRules() { return kRules; }

const MovementRule& AnyRuleOf(MovementKind kind) {
  const auto* found = std::ranges::find(kRules, kind, &MovementRule::kind);
  if (found == kRules.end()) std::abort();  // every kind has a row; a test goes through them
  return *found;
}

const MovementRule* FindRule(MovementKind kind, PersonState state) {
  const auto* found = std::ranges::find_if(kRules, [&](const MovementRule& rule) {
    return rule.kind == kind && std::ranges::find(rule.from, state) != rule.from.end();
  });
  return found == kRules.end() ? nullptr : found;
}

bool ReleaseLiesAhead(PersonState state) {
  switch (state) {
    case kInPrison:
    case kTemporarilyOut:
    case kInSecureHospital:
    case kImmigrationDetention:
    case kAtLarge:
      return true;
    case kReleased:
    case kDeported:
    case kDied:
    case kMerged:
      return false;
  }
  return false;
}

bool InCustody(PersonState state) { return state == kInPrison || state == kTemporarilyOut; }

}  // namespace ttg::release
