#pragma once

#include <optional>
#include <string>

#include "release/app/change_person.h"
#include "release/app/identity/suspect_duplicates.h"

namespace ttg::release {

// Records another name or number of a person (domain A12). Whoever else is known by it is suspected
// to be the same person.
class AddAlias {
 public:
  struct Command {
    PersonTarget target;
    Sensitive<std::string> family_name;
    Sensitive<std::string> given_names;
    std::optional<Sensitive<Date>> date_of_birth;
    // As it was typed; empty: the alias is a name.
    Sensitive<std::string> identifier;
  };

  AddAlias(const ChangePerson& change, const SuspectDuplicates& suspect, IdSource& ids)
      : change_(change), suspect_(suspect), ids_(ids) {}

  // Errors: those of ParseAnyIdentifier and Person::AddAlias.
  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
  const SuspectDuplicates& suspect_;
  IdSource& ids_;
};

}  // namespace ttg::release
