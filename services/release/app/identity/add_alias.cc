#include "release/app/identity/add_alias.h"

#include <utility>

namespace ttg::release {
namespace {

constexpr const char* kIdentifierField = "alias.identifier";

// The identifier of the alias; nothing: the alias is a name.
Result<std::optional<AnyIdentifier>> IdentifierOf(const AddAlias::Command& command, Date today) {
  if (command.identifier.Reveal().empty()) return std::optional<AnyIdentifier>();
  auto identifier = ParseAnyIdentifier(command.identifier.Reveal(), today);
  if (identifier) return std::optional(*std::move(identifier));
  return InvalidField(kIdentifierField, identifier.error().reason, identifier.error().message);
}

}  // namespace

Result<Person> AddAlias::operator()(ReleaseStore& store, const CallContext& call,
                                    const Command& command) const {
  const AliasId id = *AliasId::Parse(ids_.NewId());
  std::optional<AnyIdentifier> identifier;
  TTG_TRY(Person person,
          change_(store, call, command.target,
                  [&](Person& one, const Act& act, const WorkingDays&) -> Result<Changes> {
                    TTG_TRY(identifier, IdentifierOf(command, act.today));
                    return one.AddAlias(
                        {.id = id,
                         .family_name = command.family_name,
                         .given_names = command.given_names,
                         .date_of_birth = command.date_of_birth,
                         .identifier = Sensitive(identifier ? TextOf(*identifier) : std::string()),
                         .recorded_by = act.by,
                         .recorded_at = act.at},
                        act);
                  }));
  TTG_RETURN_IF_ERROR(
      suspect_.ByAlias(store, person, person.snapshot().aliases.back(), identifier));
  return person;
}

}  // namespace ttg::release
