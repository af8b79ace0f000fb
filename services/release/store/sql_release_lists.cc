// The queries of SqlReleaseStore about profiles and numbers.
#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/rows.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {
namespace {

using store::Binds;

constexpr std::size_t kNumbersAtOnce = 256;

}  // namespace

Result<std::vector<PersonProfile>> SqlReleaseStore::FindProfiles(
    const std::vector<PersonId>& people) {
  std::vector<PersonProfile> profiles;
  if (people.empty()) return profiles;
  Binds binds;
  std::vector<std::string> ids;
  ids.reserve(people.size());
  for (const PersonId& id : people) ids.push_back(id.str());
  const std::string list = InList(ids, binds);
  TTG_TRY(auto found, Load(fmt::format("person_id IN {}", list), binds));
  // Both directions of a separation: whom they name and are known, and who names them. Whoever has
  // been merged is the one who stands for them.
  TTG_TRY(const auto named,
          session_.Query<std::string, PersonId, std::string>(
              fmt::format("SELECT s.person_id, COALESCE(o.merged_into_person_id, o.person_id), "
                          "o.prison_number FROM person_separation s JOIN person o ON "
                          "o.prison_number = s.prison_number WHERE s.person_id IN {}",
                          list),
              binds));
  TTG_TRY(const auto naming,
          session_.Query<std::string, PersonId>(
              fmt::format("SELECT p.person_id, COALESCE(n.merged_into_person_id, n.person_id) FROM "
                          "person p JOIN person_separation s ON s.prison_number = p.prison_number "
                          "JOIN person n ON n.person_id = s.person_id WHERE p.person_id IN {0} "
                          "UNION ALL "
                          "SELECT q.merged_into_person_id, COALESCE(n.merged_into_person_id, "
                          "n.person_id) FROM person q JOIN person_separation s ON s.prison_number "
                          "= q.prison_number JOIN person n ON n.person_id = s.person_id WHERE "
                          "q.merged_into_person_id IN {0}",
                          list),
              binds));
  for (Person& person : found) {
    std::set<PersonId> apart;
    std::set<PrisonNumber> unknown = person.snapshot().profile.must_not_live_with;
    for (const auto& [id, other, number] : named) {
      if (id != person.id().str()) continue;
      apart.insert(other);
      unknown.erase(PrisonNumber::Restore(number));
    }
    for (const auto& [id, other] : naming) {
      if (id == person.id().str()) apart.insert(other);
    }
    apart.erase(person.id());
    profiles.push_back(
        {std::move(person), {apart.begin(), apart.end()}, {unknown.begin(), unknown.end()}});
  }
  return profiles;
}

Result<std::vector<ResolvedNumber>> SqlReleaseStore::Resolve(
    const std::vector<PrisonNumber>& numbers) {
  std::vector<ResolvedNumber> resolved;
  TTG_RETURN_IF_ERROR(InParts(numbers, kNumbersAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    std::vector<std::string> texts;
    texts.reserve(part.size());
    for (const PrisonNumber& number : part) texts.push_back(number.Reveal());
    const std::string list = InList(texts, binds);
    const std::string reach =
        call_.Has(Role::kSystem)
            ? "1 = 1"
            : store::CaseloadFilter(call_.scope, "prison_id", "delivery_unit", binds);
    TTG_TRY(auto rows, session_.Query<std::string, PersonId>(
                           fmt::format("SELECT prison_number, COALESCE(merged_into_person_id, "
                                       "person_id) FROM person WHERE prison_number IN {} AND {}",
                                       list, reach),
                           binds));
    for (auto& [number, id] : rows) {
      resolved.push_back({PrisonNumber::Restore(std::move(number)), id});
    }
    return {};
  }));
  return resolved;
}

}  // namespace ttg::release
