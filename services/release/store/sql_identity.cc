// The part of SqlReleaseStore that keeps aliases and suspected duplicates.
#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {
namespace {

using store::Binds;
using MaybeText = std::optional<std::string>;

bool Reaches(const Scope& scope, const PrisonId& prison, const std::optional<DeliveryUnit>& unit) {
  return scope.prisons.Covers(prison) || scope.delivery_units.Covers(unit);
}

constexpr std::string_view kPairColumns =
    "d.duplicate_id, d.version, d.ground, d.suspected_at, d.dismissed_by, d.dismissed_at, "
    "d.dismiss_reason, a.person_id, a.prison_number, a.family_name, a.given_names, a.prison_id, "
    "a.delivery_unit, b.person_id, b.prison_number, b.family_name, b.given_names, b.prison_id, "
    "b.delivery_unit";

}  // namespace

Result<void> SqlReleaseStore::WriteAliases(const Person::Snapshot& person) {
  const auto stored = stored_.find(person.id);
  if (stored != stored_.end() && stored->second.aliases == person.aliases) return {};
  TTG_RETURN_IF_ERROR(
      session_.Execute("DELETE FROM alias WHERE person_id = :person", {{"person", person.id}}));
  for (const Alias& alias : person.aliases) {
    // A merge takes an alias over from somebody whose own row is written after this one.
    const auto born_on =
        alias.date_of_birth ? std::optional(alias.date_of_birth->Reveal()) : std::nullopt;
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO alias (alias_id, person_id, family_name, given_names, born_on, identifier, "
        "search_key, recorded_by, recorded_at) VALUES (:id, :person, :family, :given, :born_on, "
        ":identifier, :key, :by, :at) ON CONFLICT (alias_id) DO UPDATE SET person_id = "
        "excluded.person_id",
        {{"id", alias.id},
         {"person", person.id},
         {"family", alias.family_name.Reveal()},
         {"given", alias.given_names.Reveal()},
         {"born_on", born_on},
         {"identifier", alias.identifier.Reveal()},
         {"key", SearchKeyOf(alias)},
         {"by", alias.recorded_by},
         {"at", alias.recorded_at}}));
  }
  return {};
}

Result<void> SqlReleaseStore::Suspect(const std::vector<SuspectedDuplicate>& pairs) {
  for (const SuspectedDuplicate& pair : pairs) {
    const SuspectedDuplicate::Snapshot& data = pair.snapshot();
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO suspected_duplicate (duplicate_id, version, first_person_id, "
        "second_person_id, ground, suspected_at) VALUES (:id, :version, :first, :second, :ground, "
        ":suspected_at) ON CONFLICT DO NOTHING",
        {{"id", data.id},
         {"version", data.version},
         {"first", data.first},
         {"second", data.second},
         {"ground", ToString(data.ground)},
         {"suspected_at", data.suspected_at}}));
  }
  return {};
}

Result<std::vector<SuspectedPair>> SqlReleaseStore::Suspected(std::string_view condition,
                                                              Binds binds) {
  const std::string reach =
      store::CaseloadFilter(call_.scope, "p.prison_id", "p.delivery_unit", binds);
  TTG_TRY(
      auto rows,
      session_.Query<DuplicateId, std::int64_t, std::string, Instant, std::optional<ActorId>,
                     std::optional<Instant>, MaybeText, PersonId, std::string, std::string,
                     std::string, PrisonId, std::optional<DeliveryUnit>, PersonId, std::string,
                     std::string, std::string, PrisonId, std::optional<DeliveryUnit>>(
          fmt::format("SELECT {} FROM suspected_duplicate d JOIN person a ON a.person_id = "
                      "d.first_person_id JOIN person b ON b.person_id = d.second_person_id WHERE "
                      "EXISTS (SELECT 1 FROM person p WHERE p.person_id IN (d.first_person_id, "
                      "d.second_person_id) AND {}) AND {}",
                      kPairColumns, reach, condition),
          binds));
  std::vector<SuspectedPair> pairs;
  pairs.reserve(rows.size());
  const auto side = [&](const PersonId& id, std::string& number, std::string& family,
                        std::string& given, const PrisonId& prison,
                        const std::optional<DeliveryUnit>& unit) {
    PairedPerson person{id, PrisonNumber::Restore(std::move(number)), std::nullopt};
    if (!Reaches(call_.scope, prison, unit)) return person;
    person.shown =
        PairedPerson::Shown{Sensitive(std::move(family)), Sensitive(std::move(given)), prison};
    return person;
  };
  for (auto& row : rows) {
    auto& [id, version, ground, suspected_at, by, at, reason, first, first_number, first_family,
           first_given, first_prison, first_unit, second, second_number, second_family,
           second_given, second_prison, second_unit] = row;
    SuspectedDuplicate::Snapshot data{
        .id = id,
        .version = version,
        .first = first,
        .second = second,
        .ground = ParseDuplicateGround(ground).value_or(DuplicateGround::kSameNameAndBirth),
        .suspected_at = suspected_at};
    if (by && at) data.dismissal = SuspectedDuplicate::Dismissal{*by, *at, reason.value_or("")};
    pairs.push_back(
        {SuspectedDuplicate::Restore(std::move(data)),
         side(first, first_number, first_family, first_given, first_prison, first_unit),
         side(second, second_number, second_family, second_given, second_prison, second_unit)});
  }
  return pairs;
}

Result<std::vector<SuspectedPair>> SqlReleaseStore::ListSuspected(const SuspectedQuery& query) {
  Binds binds = {{"limit", query.limit}};
  std::string after;
  if (!query.after.empty()) {
    after = " AND d.duplicate_id < :after";
    binds.emplace_back("after", query.after);
  }
  // Ids grow with time, so their order is that of suspicion.
  return Suspected(fmt::format("d.dismissed_at IS NULL AND a.state <> 'MERGED' AND b.state <> "
                               "'MERGED'{} ORDER BY d.duplicate_id DESC LIMIT :limit",
                               after),
                   std::move(binds));
}

Result<SuspectedPair> SqlReleaseStore::FindSuspected(const DuplicateId& id) {
  TTG_TRY(auto pairs, Suspected("d.duplicate_id = :id", {{"id", id}}));
  if (pairs.empty()) return DuplicateNotFound();
  return std::move(pairs.front());
}

Result<SuspectedDuplicate> SqlReleaseStore::SaveSuspected(SuspectedDuplicate pair) {
  SuspectedDuplicate::Snapshot data = pair.snapshot();
  const auto& dismissal = data.dismissal;
  TTG_TRY(const auto changed,
          session_.Execute(
              "UPDATE suspected_duplicate SET version = version + 1, dismissed_by = :by, "
              "dismissed_at = :at, dismiss_reason = :reason WHERE duplicate_id = :id AND version = "
              ":expected",
              {{"by", dismissal ? std::optional(dismissal->by) : std::nullopt},
               {"at", dismissal ? std::optional(dismissal->at) : std::nullopt},
               {"reason", dismissal ? std::optional(dismissal->reason) : std::nullopt},
               {"id", data.id},
               {"expected", data.version}}));
  if (changed == 0) return DuplicateChanged();
  ++data.version;
  return SuspectedDuplicate::Restore(std::move(data));
}

}  // namespace ttg::release
