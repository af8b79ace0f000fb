#include "journey/events/announcement.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "journey/app/projection.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::common::v1;

// A value from a newer contract than ours reads as "at risk", so that somebody looks.
Outcome ReadOutcome(pb::ReleaseDayOutcome outcome) {
  switch (outcome) {
    case pb::RELEASE_DAY_OUTCOME_NOT_AFFECTED:
      return Outcome::kNotAffected;
    case pb::RELEASE_DAY_OUTCOME_MOVED:
      return Outcome::kMoved;
    case pb::RELEASE_DAY_OUTCOME_AT_RISK:
    case pb::RELEASE_DAY_OUTCOME_UNSPECIFIED:
    case pb::ReleaseDayOutcome_INT_MIN_SENTINEL_DO_NOT_USE_:
    case pb::ReleaseDayOutcome_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return Outcome::kAtRisk;
}

Answer ReadAnswer(const pb::ReleaseDayAnswer& answer, const messaging::Event& event) {
  Answer read{.context = event.source,
              .outcome = ReadOutcome(answer.outcome()),
              .needs_acknowledgement = answer.needs_acknowledgement(),
              .answered_at = event.time};
  for (const pb::ReleaseDayEffect& effect : answer.effects()) {
    read.effects.push_back({.kind = effect.kind(),
                            .id = effect.id(),
                            .outcome = ReadOutcome(effect.outcome()),
                            .from = ReadDate(effect.has_from(), effect.from()),
                            .to = ReadDate(effect.has_to(), effect.to()),
                            .reason = effect.reason()});
  }
  return read;
}

std::string_view Words(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotAffected:
      return "is not affected";
    case Outcome::kMoved:
      return "has moved with it";
    case Outcome::kAtRisk:
      return "is at risk";
  }
  return "";
}

}  // namespace

Result<void> Take(JourneyStore& store, const messaging::Event& event,
                  const Announcement& announcement) {
  TTG_TRY(const auto person, PersonId::Parse(announcement.person_id));
  TTG_TRY(const auto id, EventId::Parse(event.id));
  const std::string& subject = announcement.subject.empty() ? person.str() : announcement.subject;
  TTG_RETURN_IF_ERROR(store.AddEntry({.event = id,
                                      .person = person,
                                      .occurred_at = event.time,
                                      .context = event.source,
                                      .type = event.type.substr(event.type.rfind('.') + 1),
                                      .summary = announcement.summary,
                                      .subject = subject,
                                      .correlation_id = event.correlation_id,
                                      .causation_id = event.causation_id}));
  if (!announcement.project) return {};
  return announcement.project(store, person);
}

std::optional<Date> ReadDate(bool present, const pb::Date& date) {
  if (!present) return std::nullopt;
  return Date(date.year(), date.month(), date.day());
}

std::string ShowDate(const std::optional<Date>& date) {
  return date ? FormatDate(*date) : std::string("no date");
}

Announcement AnswerAnnounced(const pb::ReleaseDayAnswer& answer, const messaging::Event& event) {
  Answer read = ReadAnswer(answer, event);
  std::string summary =
      fmt::format("{} answered the moved release day: it {}", event.source, Words(read.outcome));
  return {.person_id = answer.person_id(),
          .summary = std::move(summary),
          .subject = answer.cause_event_id(),
          .project = [cause_id = answer.cause_event_id(), read = std::move(read)](
                         JourneyStore& store, const PersonId&) -> Result<void> {
            TTG_TRY(const auto cause, EventId::Parse(cause_id));
            return TakeAnswer(store, cause, read);
          }};
}

Announcement AcknowledgementAnnounced(const std::string& person_id,
                                      const std::string& cause_event_id,
                                      const std::string& acknowledged_by,
                                      const messaging::Event& event) {
  return {.person_id = person_id,
          .summary = fmt::format("the moved release day was acknowledged for {}", event.source),
          .subject = cause_event_id,
          .project = [cause_event_id, acknowledged_by, context = event.source, at = event.time](
                         JourneyStore& store, const PersonId&) -> Result<void> {
            TTG_TRY(const auto cause, EventId::Parse(cause_event_id));
            return TakeAcknowledgement(store, cause, context, acknowledged_by, at);
          }};
}

}  // namespace ttg::journey
