#include "release/domain/timetable/calendar_feed.h"

#include <array>

#include <fmt/format.h>

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of MilestoneKind.
constexpr std::array kStepNames = {Name("first assessment"),
                                   Name("resettlement plan"),
                                   Name("accommodation referral"),
                                   Name("work coach, ID, bank account"),
                                   Name("pre-release review"),
                                   Name("mentor offered"),
                                   Name("CAS3 referral"),
                                   Name("duty to refer"),
                                   Name("address for the first night"),
                                   Name("Universal Credit prepared"),
                                   Name("release plan shared"),
                                   Name("licence ready"),
                                   Name("first probation appointment"),
                                   Name("contact by worker, day 1"),
                                   Name("contact by worker, day 7"),
                                   Name("contact by worker, day 28"),
                                   Name("contact by mentor, day 1"),
                                   Name("contact by mentor, day 7"),
                                   Name("contact by mentor, day 28"),
                                   Name("accommodation, first night"),
                                   Name("accommodation, three months"),
                                   Name("employment, six weeks"),
                                   Name("employment, six months")};
static_assert(kStepNames.size() ==
              static_cast<std::size_t>(MilestoneKind::kEmploymentSixMonths) + 1);

// The end of a UUIDv7 is random, its beginning a time that many share.
constexpr std::size_t kReferenceLength = 8;

}  // namespace

Result<void> CalendarFeed::Revoke(Instant now) {
  if (revoked_at) return Precondition("CALENDAR_FEED_REVOKED", "the feed is revoked already");
  revoked_at = now;
  return {};
}

std::vector<FeedEntry> FeedEntriesOf(const Person& person, const Timetable& timetable) {
  std::vector<FeedEntry> entries;
  if (!timetable.Runs()) return entries;
  const std::string& id = person.id().str();
  const std::string_view reference = std::string_view(id).substr(id.size() - kReferenceLength);
  for (const Milestone& step : timetable.milestones) {
    if (!step.IsOutstanding() || !step.due_on) continue;
    entries.push_back(
        {fmt::format("{}-{}@ttg", id, ToString(step.kind)), person.snapshot().version, *step.due_on,
         fmt::format("{}: {}", reference, kStepNames[static_cast<std::size_t>(step.kind)])});
  }
  return entries;
}

}  // namespace ttg::release
