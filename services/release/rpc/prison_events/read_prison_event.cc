#include "release/rpc/prison_events/read_prison_event.h"

#include <initializer_list>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "platform/auth/base64url.h"
#include "release/domain/identifiers.h"

namespace ttg::release {
namespace {

using Json = nlohmann::json;

// Longer texts are no codes of theirs.
constexpr std::size_t kLongestCode = 100;

// The text at that place; empty where there is none.
std::string TextAt(const Json& json, std::initializer_list<const char*> path) {
  const Json* place = &json;
  for (const char* name : path) {
    if (!place->is_object()) return "";
    const auto found = place->find(name);
    if (found == place->end()) return "";
    place = &*found;
  }
  if (!place->is_string()) return "";
  return place->get<std::string>().substr(0, kLongestCode);
}

std::string NumberOf(const Json& json) {
  const std::string named = TextAt(json, {"additionalInformation", "nomsNumber"});
  if (!named.empty() || !json.is_object()) return named;
  const auto reference = json.find("personReference");
  if (reference == json.end() || !reference->is_object()) return "";
  const auto identifiers = reference->find("identifiers");
  if (identifiers == reference->end() || !identifiers->is_array()) return "";
  for (const Json& identifier : *identifiers) {
    if (TextAt(identifier, {"type"}) == "NOMS") return TextAt(identifier, {"value"});
  }
  return "";
}

std::string HexSha256(const std::string& text) {
  std::string hex;
  for (const char byte : auth::Sha256(text)) {
    hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return hex;
}

// To the microsecond, which is what is stored.
std::optional<Instant> InstantOf(const std::string& text) {
  const auto instant = ParseInstant(text);
  if (!instant) return std::nullopt;
  return absl::FromUnixMicros(absl::ToUnixMicros(*instant));
}

std::string FaultOf(const PrisonEventNotice& notice) {
  if (notice.type.empty()) return "TYPE_MISSING";
  // Nothing more is asked of an event that is none of ours.
  if (!TopicOf(notice.type)) return "";
  if (!notice.occurred_at) return "TIME_MALFORMED";
  if (!ParsePrisonNumber(notice.number.Reveal())) return "NUMBER_MALFORMED";
  return "";
}

}  // namespace

PrisonEventNotice ReadPrisonEvent(const std::string& json) {
  const Json event = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  PrisonEventNotice notice;
  if (!event.is_object()) {
    notice.fault = "JSON_MALFORMED";
    notice.content_key = HexSha256(json);
    return notice;
  }
  notice.type = TextAt(event, {"eventType"});
  notice.occurred_at = InstantOf(TextAt(event, {"occurredAt"}));
  notice.number = Sensitive(NormaliseIdentifier(NumberOf(event)));
  notice.removed_number =
      Sensitive(NormaliseIdentifier(TextAt(event, {"additionalInformation", "removedNomsNumber"})));
  notice.reason = NormaliseIdentifier(TextAt(event, {"additionalInformation", "reason"}));
  notice.prison = NormaliseIdentifier(TextAt(event, {"additionalInformation", "prisonId"}));
  notice.fault = FaultOf(notice);
  notice.content_key =
      notice.fault.empty() && notice.occurred_at
          ? HexSha256(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", notice.type,
                                  FormatInstant(*notice.occurred_at), notice.number.Reveal(),
                                  notice.removed_number.Reveal(), notice.reason, notice.prison))
          : HexSha256(json);
  return notice;
}

}  // namespace ttg::release
