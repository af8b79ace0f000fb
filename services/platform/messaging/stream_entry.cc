#include "platform/messaging/stream_entry.h"

#include <charconv>

#include <fmt/format.h>

namespace ttg::messaging {
namespace {

constexpr std::string_view kSpecVersion = "1.0";

Error Undecodable() {
  return Invalid("EVENT_UNDECODABLE", "a stream entry lacks an attribute or has a malformed one");
}

const std::string* Find(const redis::StreamEntry& entry, std::string_view name) {
  for (const auto& [field, value] : entry.fields) {
    if (field == name) return &value;
  }
  return nullptr;
}

std::string FindOrEmpty(const redis::StreamEntry& entry, std::string_view name) {
  const std::string* value = Find(entry, name);
  return value == nullptr ? std::string() : *value;
}

std::optional<std::int64_t> ToNumber(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

bool HasAllAttributes(const redis::StreamEntry& entry) {
  for (const char* name : {"ce_id", "ce_source", "ce_type", "ce_specversion", "ce_time",
                           "ce_subject", "ce_subjectversion", "ce_partitionkey", "ce_correlationid",
                           "ce_causationid", "traceparent", "data"}) {
    if (Find(entry, name) == nullptr) return false;
  }
  return true;
}

}  // namespace

std::string EntryId(Position position) { return fmt::format("{}-0", position); }

std::optional<Position> PositionOf(std::string_view entry_id) {
  return ToNumber(entry_id.substr(0, entry_id.find('-')));
}

redis::StreamEntry ToEntry(const Event& event) {
  return {.id = EntryId(event.position),
          .fields = {{"ce_id", event.id},
                     {"ce_source", event.source},
                     {"ce_type", event.type},
                     {"ce_specversion", std::string(kSpecVersion)},
                     {"ce_time", FormatInstant(event.time)},
                     {"ce_subject", event.subject},
                     // Padded, so that text order is the order of versions.
                     {"ce_subjectversion", fmt::format("{:010}", event.subject_version)},
                     {"ce_partitionkey", event.partition_key},
                     {"ce_correlationid", event.correlation_id},
                     {"ce_causationid", event.causation_id},
                     {"traceparent", event.traceparent},
                     {"data", event.data}}};
}

Event SalvageEntry(const redis::StreamEntry& entry) {
  return {.position = PositionOf(entry.id).value_or(0),
          .id = FindOrEmpty(entry, "ce_id"),
          .source = FindOrEmpty(entry, "ce_source"),
          .type = FindOrEmpty(entry, "ce_type"),
          .subject = FindOrEmpty(entry, "ce_subject"),
          .subject_version = ToNumber(FindOrEmpty(entry, "ce_subjectversion")).value_or(0),
          .partition_key = FindOrEmpty(entry, "ce_partitionkey"),
          .time = ParseInstant(FindOrEmpty(entry, "ce_time")).value_or(absl::UnixEpoch()),
          .correlation_id = FindOrEmpty(entry, "ce_correlationid"),
          .causation_id = FindOrEmpty(entry, "ce_causationid"),
          .traceparent = FindOrEmpty(entry, "traceparent"),
          .data = FindOrEmpty(entry, "data")};
}

Result<Event> FromEntry(const redis::StreamEntry& entry) {
  if (!HasAllAttributes(entry)) return Undecodable();
  Event event = SalvageEntry(entry);
  const bool sound = event.position > 0 && IsUuid(event.id) && !event.source.empty() &&
                     !event.type.empty() && !event.partition_key.empty() &&
                     *Find(entry, "ce_specversion") == kSpecVersion &&
                     ParseInstant(*Find(entry, "ce_time")).has_value() &&
                     ToNumber(*Find(entry, "ce_subjectversion")).has_value();
  if (!sound) return Undecodable();
  return event;
}

}  // namespace ttg::messaging
