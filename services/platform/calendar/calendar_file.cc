#include "platform/calendar/calendar_file.h"

#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include <spdlog/spdlog.h>

#include "platform/calendar/bank_holidays.h"

namespace ttg::calendar {
namespace {

constexpr std::chrono::seconds kLookEvery(5);

Result<WorkingDays> Load(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return Invalid("CALENDAR_UNREADABLE", "the calendar file cannot be read");
  return WorkingDays::Parse(text.str());
}

}  // namespace

CalendarFile::CalendarFile(std::filesystem::path path, WorkingDays calendar)
    : path_(std::move(path)), current_(std::make_shared<const WorkingDays>(std::move(calendar))) {
  std::error_code ignored;
  if (!path_.empty()) written_ = std::filesystem::last_write_time(path_, ignored);
}

Result<std::unique_ptr<CalendarFile>> CalendarFile::Open(const std::string& path) {
  TTG_TRY(auto calendar, path.empty() ? WorkingDays::Parse(BankHolidaysFile()) : Load(path));
  return std::unique_ptr<CalendarFile>(new CalendarFile(path, std::move(calendar)));
}

std::shared_ptr<const WorkingDays> CalendarFile::Current() const {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (!path_.empty() && now - looked_at_ >= kLookEvery) {
    looked_at_ = now;
    Refresh();
  }
  return current_;
}

void CalendarFile::Refresh() const {
  std::error_code fault;
  const auto written = std::filesystem::last_write_time(path_, fault);
  if (fault || written == written_) return;
  written_ = written;
  auto calendar = Load(path_);
  if (!calendar) {
    spdlog::error("the working-day calendar stays as it is: {}", calendar.error().message);
    return;
  }
  current_ = std::make_shared<const WorkingDays>(*std::move(calendar));
  spdlog::info("working-day calendar {} is in force", current_->version());
}

}  // namespace ttg::calendar
