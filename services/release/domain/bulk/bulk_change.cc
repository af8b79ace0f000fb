#include "release/domain/bulk/bulk_change.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "release/domain/identifiers.h"

namespace ttg::release {
namespace {

Error NotPrepared() {
  return Precondition("BULK_CHANGE_NOT_PREPARED", "its dry run is still being computed");
}
Error RunsAlready() { return Precondition("BULK_CHANGE_RUNS_ALREADY", "it runs already"); }
Error NotRunning() { return Precondition("BULK_CHANGE_NOT_RUNNING", "it does not run"); }
Error Over() { return Precondition("BULK_CHANGE_OVER", "it is finished or has been given up"); }
Error HasRun() {
  return Precondition("BULK_CHANGE_HAS_RUN", "what it has done stays done: stop it instead");
}
Error NotPreparing() {
  return Precondition("BULK_CHANGE_NOT_PREPARING", "its dry run is complete");
}
Error CalendarReplaced() {
  return Precondition("CALENDAR_REPLACED",
                      "another calendar is in force than that of the dry run: prepare it anew");
}

constexpr std::size_t kLongestCell = 64;

// What a refused row keeps of a cell: enough to find it, on one line.
std::string AsItStood(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  // Never in the midst of a character of UTF-8.
  std::size_t end = std::min(text.size(), kLongestCell);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  text.resize(end);
  return text;
}

bool IsLabel(const std::string& text) {
  return text.size() <= kLongestCell &&
         std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

Result<DateType> ParseTrancheType(const std::string& text) {
  const auto type = ParseDateType(NormaliseIdentifier(text));
  if (!type) {
    return Invalid("DATE_TYPE_UNKNOWN", "write the type of the date as its source does, as in CRD");
  }
  if (*type == DateType::kConfirmed) {
    return Invalid("CONFIRMED_NOT_HERE", "a date is confirmed for one person at a time");
  }
  return *type;
}

}  // namespace

Result<void> BulkChange::FinishPreparing() {
  if (data_.state != BulkChangeState::kPreparing) return NotPreparing();
  data_.state = BulkChangeState::kPrepared;
  data_.cursor.clear();
  return {};
}

Result<void> BulkChange::Run(const ActorId& by, const Scope& reach,
                             std::string_view calendar_version) {
  switch (data_.state) {
    case BulkChangeState::kPreparing:
      return NotPrepared();
    case BulkChangeState::kRunning:
      return RunsAlready();
    case BulkChangeState::kFinished:
    case BulkChangeState::kDiscarded:
      return Over();
    case BulkChangeState::kPrepared:
    case BulkChangeState::kStopped:
      break;
  }
  if (data_.state == BulkChangeState::kPrepared && data_.calendar_version != calendar_version) {
    return CalendarReplaced();
  }
  data_.state = BulkChangeState::kRunning;
  data_.run_by = by;
  data_.reach = reach;
  return {};
}

Result<void> BulkChange::Stop() {
  if (data_.state != BulkChangeState::kRunning) return NotRunning();
  data_.state = BulkChangeState::kStopped;
  return {};
}

Result<void> BulkChange::Finish(Instant now) {
  if (data_.state != BulkChangeState::kRunning) return NotRunning();
  data_.state = BulkChangeState::kFinished;
  data_.finished_at = now;
  return {};
}

Result<void> BulkChange::Discard() {
  switch (data_.state) {
    case BulkChangeState::kPreparing:
    case BulkChangeState::kPrepared:
      data_.state = BulkChangeState::kDiscarded;
      return {};
    case BulkChangeState::kRunning:
    case BulkChangeState::kStopped:
    case BulkChangeState::kFinished:
      return HasRun();
    case BulkChangeState::kDiscarded:
      return Over();
  }
  return Over();
}

void BulkChangeRow::Refuse(std::string reason, std::string at_column, std::string text) {
  state = BulkChangeRowState::kRefused;
  refusal = std::move(reason);
  column = std::move(at_column);
  message = std::move(text);
}

std::vector<std::string> TrancheColumns() {
  return {"prison_number", "date_type", "date", "regime"};
}

BulkChangeRow ParseTrancheRow(std::int64_t line, const std::vector<std::string>& fields) {
  BulkChangeRow row{.line = line, .prison_number = Sensitive(AsItStood(fields[0]))};
  const auto take = [&row](const char* column, const auto& parsed, auto& into) {
    if (parsed) {
      into = *parsed;
    } else if (row.state != BulkChangeRowState::kRefused) {
      row.Refuse(parsed.error().reason, column, parsed.error().message);
    }
  };
  std::optional<PrisonNumber> number;
  take("prison_number", ParsePrisonNumber(NormaliseIdentifier(fields[0])), number);
  if (number) row.prison_number = Sensitive(number->Reveal());
  take("date_type", ParseTrancheType(fields[1]), row.type);
  take("date", ParseDate(fields[2]), row.date);
  if (IsLabel(fields[3])) {
    row.regime = fields[3];
  } else if (row.state != BulkChangeRowState::kRefused) {
    row.Refuse("REGIME_MALFORMED", "regime", "a label has at most 64 bytes, on one line");
  }
  return row;
}

void RefuseRepeatedRows(std::vector<BulkChangeRow>& rows) {
  std::set<std::pair<std::string, DateType>> seen;
  for (BulkChangeRow& row : rows) {
    if (row.state == BulkChangeRowState::kRefused) continue;
    if (seen.emplace(row.prison_number.Reveal(), *row.type).second) continue;
    row.Refuse("DATE_TYPE_REPEATED", "date_type",
               "an earlier row of the file gives this date of the same person");
  }
}

}  // namespace ttg::release
