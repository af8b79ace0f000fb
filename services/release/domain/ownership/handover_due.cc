#include "release/domain/ownership/handover_due.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "release/domain/ownership/months.h"

namespace ttg::release {
namespace {

constexpr int kDeterminateMonths = 8;
constexpr int kDeterminateDays = 14;
constexpr int kParoleMonths = 12;
constexpr int kShortSentenceMonths = 10;

// Sentences of which the Parole Board may decide the release, or that have no end.
constexpr std::array<std::string_view, 4> kParoleSentences = {"EDS", "IPP", "LIFE", "SOPC"};

bool IsHeld(PersonState state) {
  switch (state) {
    case PersonState::kInPrison:
    case PersonState::kTemporarilyOut:
    case PersonState::kInSecureHospital:
    case PersonState::kImmigrationDetention:
    case PersonState::kAtLarge:
      return true;
    case PersonState::kReleased:
    case PersonState::kDeported:
    case PersonState::kDied:
    case PersonState::kMerged:
      return false;
  }
  return false;
}

}  // namespace

std::optional<HandoverDue> HandoverDueOf(const HandoverDueFacts& facts) {
  if (!facts.release_date) return std::nullopt;
  const Date release = *facts.release_date;
  if (facts.sentence_start && MonthsAfter(*facts.sentence_start, kShortSentenceMonths) >= release) {
    return HandoverDue{*facts.sentence_start, HandoverDueRule::kAtOnce};
  }
  const bool parole = facts.parole || std::find(kParoleSentences.begin(), kParoleSentences.end(),
                                                facts.sentence_type) != kParoleSentences.end();
  if (parole) return HandoverDue{MonthsAfter(release, -kParoleMonths), HandoverDueRule::kParole};
  return HandoverDue{MonthsAfter(release, -kDeterminateMonths) - kDeterminateDays,
                     HandoverDueRule::kDeterminate};
}

std::optional<HandoverDue> HandoverDueOf(const Person::Snapshot& person) {
  if (!IsHeld(person.state)) return std::nullopt;
  const auto ped = person.dates.find(DateType::kPed);
  return HandoverDueOf({person.release_day.date, person.profile.sentence_start,
                        person.profile.sentence_type,
                        ped != person.dates.end() && ped->second.Effective()});
}

}  // namespace ttg::release
