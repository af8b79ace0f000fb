#include "release/store/load_people.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "release/store/columns.h"
#include "release/store/person_values.h"
#include "release/store/rows.h"
#include "release/store/timetable/timetable_rows.h"

namespace ttg::release {
namespace {

using store::Binds;
using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;
using Loaded = LoadedPeople;

// Both databases take at least this many placeholders.
constexpr std::size_t kIdsAtOnce = 256;

template <typename Identifier>
std::optional<Identifier> IdentifierOf(const MaybeText& text) {
  return text ? std::optional(Identifier::Restore(*text)) : std::nullopt;
}

std::optional<TypedDate> Typed(const MaybeDate& date, const MaybeText& type) {
  const auto parsed = type ? ParseDateType(*type) : std::nullopt;
  return date && parsed ? std::optional(TypedDate{*date, *parsed}) : std::nullopt;
}

void Warned(Person::Snapshot& person, ReleaseDayWarning warning, const MaybeDate& since) {
  if (since) person.warned_since[warning] = *since;
}

Answer AnswerOf(const std::string& text) { return ParseAnswer(text).value_or(Answer::kUnanswered); }

Result<void> LoadCore(store::Session& session, std::string_view condition, const Binds& binds,
                      Loaded& loaded) {
  TTG_TRY(auto rows,
          session.Query<PersonId, std::int64_t, std::string, std::string, std::string, std::string,
                        std::string, PrisonId, Instant, std::optional<DeliveryUnit>, Instant,
                        std::optional<ActorId>, Date, MaybeDate, std::string, MaybeDate, MaybeText,
                        MaybeDate, MaybeText, MaybeDate, std::string, std::string, MaybeDate,
                        std::optional<Instant>, Instant, MaybeDate, std::optional<ActorId>,
                        MaybeText, std::optional<ActorId>, MaybeDate, std::optional<ActorId>,
                        MaybeText, MaybeDate, MaybeDate, MaybeDate, std::optional<Instant>,
                        MaybeDate, MaybeText, std::optional<ActorId>, MaybeDate, MaybeText,
                        MaybeText, MaybeDate, std::optional<PersonId>, int>(
              fmt::format("SELECT {} FROM person WHERE {}", kPersonColumns, condition), binds));
  for (auto& row : rows) {
    auto& [id, version, state, number, family, given, name_key, prison, prison_as_of, unit,
           unit_as_of, owner, sort_on, release_on, reason, due_on, due_type, statutory_on,
           statutory_type, lawful_on, warnings, calendar, released_on, recorded_at, as_of,
           extra_due, extra_by, extra_reason, extra_approved, revert_due, revert_by, revert_reason,
           after_lawful_since, non_working_since, under_eighteen_since, moved_at, spent_through,
           owner_side, receiving_owner, handover_due_on, handover_rule, case_kind, case_until_on,
           merged_into, due_before_days_off] = row;
    Person::Snapshot person{
        .id = id,
        .version = version,
        .state = ParsePersonState(state).value_or(PersonState::kInPrison),
        .number = PrisonNumber::Restore(std::move(number)),
        .prison = prison,
        .prison_as_of = prison_as_of,
        .delivery_unit = unit,
        .delivery_unit_as_of = unit_as_of,
        .owner = owner,
        .owner_side = owner_side ? ParseOwnerSide(*owner_side) : std::nullopt,
        .receiving_owner = receiving_owner,
        .release_day = {.date = release_on,
                        .due = Typed(due_on, due_type),
                        .statutory = Typed(statutory_on, statutory_type),
                        .latest_lawful = lawful_on,
                        .reason = ParseReleaseDayReason(reason).value_or(ReleaseDayReason::kNoDate),
                        .warnings = ReadWarnings(warnings),
                        .calendar_version = std::move(calendar),
                        .due_before_days_off = due_before_days_off == 1},
        .released_on = released_on,
        .release_recorded_at = recorded_at,
        .moved_at = moved_at,
        .spent_through = spent_through,
        .as_of = as_of,
        .merged_into = merged_into};
    Warned(person, ReleaseDayWarning::kAfterLawfulDay, after_lawful_since);
    Warned(person, ReleaseDayWarning::kNonWorkingDay, non_working_since);
    Warned(person, ReleaseDayWarning::kUnderEighteen, under_eighteen_since);
    person.profile.family_name = Sensitive(std::move(family));
    person.profile.given_names = Sensitive(std::move(given));
    if (extra_due && extra_by) {
      person.extra_day = ExtraDay{*extra_due, *extra_by, extra_reason.value_or(""), extra_approved};
    }
    if (revert_due && revert_by) {
      person.reversion = Reversion{*revert_due, *revert_by, revert_reason.value_or("")};
    }
    loaded.emplace(id.str(), std::move(person));
  }
  return {};
}

Result<void> LoadProfiles(store::Session& session, std::string_view people, const Binds& binds,
                          Loaded& loaded) {
  TTG_TRY(
      auto rows,
      session.Query<std::string, std::int64_t, MaybeText, MaybeText, Date, std::string, std::string,
                    MaybeDate, std::string, std::optional<int>, std::optional<int>, MaybeText, int,
                    std::string, std::string, std::string, std::string, std::string, std::string,
                    std::string, std::string, std::string, std::string, std::string>(
          fmt::format("SELECT {} FROM person_profile WHERE {}", kProfileColumns, people), binds));
  for (auto& row : rows) {
    auto& [id, version, crn, pnc, born_on, sex, sentence_type, started_on, authority, easting,
           northing, harm, mappa, arson, adults, children, ground_floor, wheelchair, single,
           accommodation, right_to_work, sectors, flags, likeness] = row;
    const auto found = loaded.find(id);
    if (found == loaded.end()) continue;
    found->second.profile_version = version;
    Profile& profile = found->second.profile;
    profile.crn = IdentifierOf<Crn>(crn);
    profile.pnc = IdentifierOf<Pnc>(pnc);
    profile.date_of_birth = Sensitive(born_on);
    profile.sex = ParseSex(sex).value_or(Sex::kMale);
    profile.sentence_type = std::move(sentence_type);
    profile.sentence_start = started_on;
    profile.home_local_authority = std::move(authority);
    if (easting && northing) profile.home = Sensitive(GridReference{*easting, *northing});
    if (harm) profile.risk_of_serious_harm = ParseRiskOfSeriousHarm(*harm);
    profile.mappa_level = mappa;
    profile.arson_risk = AnswerOf(arson);
    profile.sexual_risk_to_adults = AnswerOf(adults);
    profile.sexual_risk_to_children = AnswerOf(children);
    profile.needs_ground_floor = AnswerOf(ground_floor);
    profile.needs_wheelchair_access = AnswerOf(wheelchair);
    profile.needs_single_occupancy = AnswerOf(single);
    profile.accommodation_before_custody = std::move(accommodation);
    profile.right_to_work = AnswerOf(right_to_work);
    profile.preferred_sectors = SplitCodes(sectors);
    profile.offence_flags = SplitCodes(flags);
  }
  return {};
}

Result<void> LoadDates(store::Session& session, std::string_view people, const Binds& binds,
                       Loaded& loaded) {
  TTG_TRY(
      auto rows,
      session
          .Query<std::string, std::string, MaybeDate, MaybeDate, std::string, Instant, std::string>(
              fmt::format("SELECT {} FROM person_date WHERE {}", kDateColumns, people), binds));
  for (auto& [id, type, dated_on, override_on, source, as_of, regime] : rows) {
    const auto found = loaded.find(id);
    const auto parsed = ParseDateType(type);
    if (found == loaded.end() || !parsed) continue;
    found->second.dates[*parsed] =
        SentenceDate{dated_on, override_on, std::move(source), as_of, std::move(regime)};
  }
  return {};
}

Result<void> LoadSeparations(store::Session& session, std::string_view people, const Binds& binds,
                             Loaded& loaded) {
  TTG_TRY(
      auto rows,
      session.Query<std::string, std::string>(
          fmt::format("SELECT person_id, prison_number FROM person_separation WHERE {}", people),
          binds));
  for (auto& [id, number] : rows) {
    const auto found = loaded.find(id);
    if (found == loaded.end()) continue;
    found->second.profile.must_not_live_with.insert(PrisonNumber::Restore(std::move(number)));
  }
  return {};
}

// Those that stand, and those that were lifted.
Result<void> LoadHolds(store::Session& session, std::string_view people, const Binds& binds,
                       Loaded& loaded) {
  TTG_TRY(
      auto rows,
      session.Query<std::string, std::string, std::string, Date, ActorId, std::optional<Instant>,
                    std::optional<ActorId>, MaybeText, int>(
          fmt::format("SELECT person_id, kind, authority, held_on, recorded_by, NULL AS lifted_at, "
                      "NULL AS lifted_by, NULL AS reason, 0 AS ordinal FROM person_hold WHERE {0} "
                      "UNION ALL SELECT person_id, kind, authority, held_on, recorded_by, "
                      "lifted_at, lifted_by, reason, ordinal FROM lifted_hold WHERE {0} ORDER BY "
                      "person_id, ordinal, kind",
                      people),
          binds));
  for (auto& [id, kind, authority, held_on, recorded_by, lifted_at, lifted_by, reason, ordinal] :
       rows) {
    const auto found = loaded.find(id);
    const auto parsed = ParseHoldKind(kind);
    if (found == loaded.end() || !parsed) continue;
    Hold hold{*parsed, std::move(authority), held_on, recorded_by};
    if (lifted_at && lifted_by) {
      found->second.lifted_holds.push_back(
          {std::move(hold), *lifted_at, *lifted_by, reason.value_or("")});
    } else {
      found->second.holds.push_back(std::move(hold));
    }
  }
  return {};
}

Result<void> LoadAliases(store::Session& session, std::string_view people, const Binds& binds,
                         Loaded& loaded) {
  TTG_TRY(auto rows,
          session.Query<AliasId, std::string, std::string, std::string, MaybeDate, std::string,
                        std::string, ActorId, Instant>(
              fmt::format("SELECT {} FROM alias WHERE {} ORDER BY alias_id", kAliasColumns, people),
              binds));
  for (auto& [id, person, family, given, born_on, identifier, key, by, at] : rows) {
    const auto found = loaded.find(person);
    if (found == loaded.end()) continue;
    found->second.aliases.push_back(
        {.id = id,
         .family_name = Sensitive(std::move(family)),
         .given_names = Sensitive(std::move(given)),
         .date_of_birth = born_on ? std::optional(Sensitive(*born_on)) : std::nullopt,
         .identifier = Sensitive(std::move(identifier)),
         .recorded_by = by,
         .recorded_at = at});
  }
  return {};
}

Result<void> LoadDetails(store::Session& session, const std::vector<std::string>& ids,
                         Loaded& loaded) {
  Binds binds;
  const std::string people = fmt::format("person_id IN {}", InList(ids, binds));
  TTG_RETURN_IF_ERROR(LoadProfiles(session, people, binds, loaded));
  TTG_RETURN_IF_ERROR(LoadDates(session, people, binds, loaded));
  TTG_RETURN_IF_ERROR(LoadTimetables(session, people, binds, loaded));
  TTG_RETURN_IF_ERROR(LoadSeparations(session, people, binds, loaded));
  TTG_RETURN_IF_ERROR(LoadAliases(session, people, binds, loaded));
  return LoadHolds(session, people, binds, loaded);
}

}  // namespace

Result<LoadedPeople> LoadPeople(store::Session& session, std::string_view condition,
                                const Binds& binds) {
  Loaded loaded;
  TTG_RETURN_IF_ERROR(LoadCore(session, condition, binds, loaded));
  if (loaded.empty()) return loaded;
  std::vector<std::string> ids;
  ids.reserve(loaded.size());
  for (const auto& [id, person] : loaded) ids.push_back(id);
  TTG_RETURN_IF_ERROR(InParts(ids, kIdsAtOnce, [&](const std::vector<std::string>& part) {
    return LoadDetails(session, part, loaded);
  }));
  return loaded;
}

}  // namespace ttg::release
