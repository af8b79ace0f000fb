#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"
#include "release/domain/identifiers.h"
#include "release/domain/ids.h"

namespace ttg::release {

// A number by which somebody may be known, of whatever kind.
using AnyIdentifier = std::variant<PrisonNumber, Crn, Pnc, Cro>;

// Reads a prison number, CRN, PNC or CRO, check letters included (domain A12), in any case and with
// space around it. Errors: Invalid / IDENTIFIER_MALFORMED, PNC_CHECK_LETTER_WRONG,
// CRO_CHECK_LETTER_WRONG.
Result<AnyIdentifier> ParseAnyIdentifier(std::string_view text, Date today);

const std::string& TextOf(const AnyIdentifier& identifier);

// Another name or number of a person: aliases are kept (domain A12).
struct Alias {
  AliasId id;
  // Both empty: the alias is a number.
  Sensitive<std::string> family_name;
  Sensitive<std::string> given_names;
  // The one given with the name.
  std::optional<Sensitive<Date>> date_of_birth;
  // In its canonical form; empty: the alias is a name.
  Sensitive<std::string> identifier;
  ActorId recorded_by;
  Instant recorded_at;

  friend bool operator==(const Alias&, const Alias&) = default;
};

// What text searches find an alias by: FoldForSearch of its name or, where it has none, of its
// number.
std::string SearchKeyOf(const Alias& alias);

}  // namespace ttg::release
