#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/result.h"

namespace ttg {

// True for the 36-character lower-case form of a UUID, any version.
bool IsUuid(std::string_view text);

// True for 1 to 64 characters of [A-Za-z0-9._-]: a reference that another organisation gave.
bool IsReference(std::string_view text);

// An identifier that we made: a UUID (version 7), typed so that ids of two kinds cannot be
// confused. `Parse` is the only way in and `str` the only way out.
template <typename Tag>
class Id {
 public:
  // Errors: Invalid / ID_MALFORMED.
  static Result<Id> Parse(std::string_view text) {
    if (!IsUuid(text)) return Invalid("ID_MALFORMED", "an id must be a UUID in lower case");
    return Id(std::string(text));
  }

  const std::string& str() const { return text_; }
  // NOLINTNEXTLINE(modernize-use-nullptr): the zero it finds is the compiler's own.
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

// An identifier that a partner or an official list gave (a provider's bedspace, a prison, a
// delivery unit): 1 to 64 characters of [A-Za-z0-9._-].
template <typename Tag>
class Reference {
 public:
  // Errors: Invalid / REFERENCE_MALFORMED.
  static Result<Reference> Parse(std::string_view text) {
    if (!IsReference(text)) {
      return Invalid("REFERENCE_MALFORMED",
                     "a reference has 1 to 64 characters: letters, digits, '.', '_' or '-'");
    }
    return Reference(std::string(text));
  }

  const std::string& str() const { return text_; }
  // NOLINTNEXTLINE(modernize-use-nullptr): the zero it finds is the compiler's own.
  friend auto operator<=>(const Reference&, const Reference&) = default;

 private:
  explicit Reference(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

using PersonId = Id<struct PersonTag>;
using EventId = Id<struct EventTag>;
// A three-to-six letter establishment code (domain II.6), for example "BMI".
using PrisonId = Reference<struct PrisonTag>;
// A probation delivery unit, for example "N52BIRM".
using DeliveryUnit = Reference<struct DeliveryUnitTag>;
using OrganisationId = Reference<struct OrganisationTag>;
// Whoever acts: the subject of a token. Opaque; never a person's name.
using ActorId = Reference<struct ActorTag>;

}  // namespace ttg

template <typename Tag>
struct std::hash<ttg::Id<Tag>> {
  std::size_t operator()(const ttg::Id<Tag>& id) const noexcept {
    return std::hash<std::string>()(id.str());
  }
};

template <typename Tag>
struct std::hash<ttg::Reference<Tag>> {
  std::size_t operator()(const ttg::Reference<Tag>& id) const noexcept {
    return std::hash<std::string>()(id.str());
  }
};
