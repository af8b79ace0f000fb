#include "release/store/merges/merge_text.h"

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "platform/store/session.h"

namespace ttg::release {
namespace {

using Json = nlohmann::json;
using MaybeText = std::optional<std::string>;

// How each type stands in JSON: as text, or null. Read gives nothing for what it cannot be.
template <typename T>
struct Text {
  static MaybeText Write(const T& value) {
    const store::Value bound = store::Bind("", value).value;
    const auto* text = std::get_if<std::string>(&bound);
    return text == nullptr ? std::nullopt : MaybeText(*text);
  }
  static std::optional<T> Read(const MaybeText& text) { return store::Column<T>::Read(text); }
};

template <typename T, std::optional<T> (*kParse)(std::string_view)>
struct CodeText {
  static MaybeText Write(T value) { return std::string(ToString(value)); }
  static std::optional<T> Read(const MaybeText& text) {
    return text ? kParse(*text) : std::nullopt;
  }
};

template <>
struct Text<Answer> : CodeText<Answer, ParseAnswer> {};
template <>
struct Text<PersonState> : CodeText<PersonState, ParsePersonState> {};
template <>
struct Text<RiskOfSeriousHarm> : CodeText<RiskOfSeriousHarm, ParseRiskOfSeriousHarm> {};
template <>
struct Text<HoldKind> : CodeText<HoldKind, ParseHoldKind> {};
template <>
struct Text<OwnerSide> : CodeText<OwnerSide, ParseOwnerSide> {};
template <>
struct Text<MilestoneKind> : CodeText<MilestoneKind, ParseMilestoneKind> {};
template <>
struct Text<ConsentState> : CodeText<ConsentState, ParseConsentState> {};
template <>
struct Text<LegalBasisCode> : CodeText<LegalBasisCode, ParseLegalBasisCode> {};

template <typename Tag>
struct Text<PersonIdentifier<Tag>> {
  static MaybeText Write(const PersonIdentifier<Tag>& value) { return value.Reveal(); }
  static std::optional<PersonIdentifier<Tag>> Read(const MaybeText& text) {
    return text ? std::optional(PersonIdentifier<Tag>::Restore(*text)) : std::nullopt;
  }
};

template <>
struct Text<Sensitive<std::string>> {
  static MaybeText Write(const Sensitive<std::string>& value) { return value.Reveal(); }
  static std::optional<Sensitive<std::string>> Read(const MaybeText& text) {
    return text ? std::optional(Sensitive(*text)) : std::nullopt;
  }
};

template <typename T>
struct Text<std::optional<T>> {
  static MaybeText Write(const std::optional<T>& value) {
    return value ? Text<T>::Write(*value) : std::nullopt;
  }
  static std::optional<std::optional<T>> Read(const MaybeText& text) {
    if (!text) return std::optional<T>();
    auto value = Text<T>::Read(text);
    if (!value) return std::nullopt;
    return std::optional<std::optional<T>>(std::move(value));
  }
};

class Writer {
 public:
  template <typename T>
  void One(const char* name, const T& value) {
    const MaybeText text = Text<T>::Write(value);
    json_[name] = text ? Json(*text) : Json();
  }
  void One(const char* name, int value) { json_[name] = value; }
  void One(const char* name, bool value) { json_[name] = value; }

  template <typename Container>
  void Each(const char* name, const Container& values) {
    Json list = Json::array();
    for (const auto& value : values) {
      list.push_back(Text<typename Container::value_type>::Write(value).value_or(""));
    }
    json_[name] = std::move(list);
  }

  Json& json() { return json_; }

 private:
  Json json_ = Json::object();
};

// Throws what nlohmann throws where a value is missing or of another type.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  template <typename T>
  void One(const char* name, T& value) {
    const Json& cell = json_.at(name);
    auto read = Text<T>::Read(cell.is_null() ? MaybeText() : cell.get<std::string>());
    if (read) value = *std::move(read);
    is_whole_ = is_whole_ && read.has_value();
  }
  void One(const char* name, int& value) { value = json_.at(name).get<int>(); }
  void One(const char* name, bool& value) { value = json_.at(name).get<bool>(); }

  template <typename Container>
  void Each(const char* name, Container& values) {
    for (const Json& cell : json_.at(name)) {
      auto read = Text<typename Container::value_type>::Read(cell.get<std::string>());
      if (read) values.insert(values.end(), *std::move(read));
      is_whole_ = is_whole_ && read.has_value();
    }
  }

  bool is_whole() const { return is_whole_; }

 private:
  const Json& json_;
  bool is_whole_ = true;
};

// The one list of fields for both directions.
template <typename Visitor, typename Facts>
void VisitFacts(Visitor& visitor, Facts& facts) {
  visitor.One("crn", facts.crn);
  visitor.One("pnc", facts.pnc);
  visitor.One("risk_of_serious_harm", facts.risk_of_serious_harm);
  visitor.One("mappa_level", facts.mappa_level);
  visitor.One("arson_risk", facts.arson_risk);
  visitor.One("sexual_risk_to_adults", facts.sexual_risk_to_adults);
  visitor.One("sexual_risk_to_children", facts.sexual_risk_to_children);
  visitor.One("needs_ground_floor", facts.needs_ground_floor);
  visitor.One("needs_wheelchair_access", facts.needs_wheelchair_access);
  visitor.One("needs_single_occupancy", facts.needs_single_occupancy);
  visitor.Each("must_not_live_with", facts.must_not_live_with);
  visitor.Each("offence_flags", facts.offence_flags);
  visitor.One("state", facts.state);
  visitor.One("prison", facts.prison);
  visitor.One("prison_as_of", facts.prison_as_of);
  visitor.One("released_on", facts.released_on);
  visitor.One("release_recorded_at", facts.release_recorded_at);
  visitor.One("moved_at", facts.moved_at);
  visitor.One("spent_through", facts.spent_through);
  visitor.One("suspended_until", facts.suspended_until);
  visitor.One("notice_anchor", facts.notice.anchor);
  visitor.One("notice_known_on", facts.notice.known_on);
  visitor.One("notice_former", facts.notice.former);
  visitor.One("notice_after_anchor", facts.notice_after.anchor);
  visitor.One("notice_after_known_on", facts.notice_after.known_on);
  visitor.One("notice_after_former", facts.notice_after.former);
  visitor.One("owner", facts.owner);
  visitor.One("owner_side", facts.owner_side);
  visitor.One("had_dates", facts.had_dates);
  visitor.Each("holds", facts.holds);
  visitor.Each("milestones", facts.milestones);
}

template <typename Visitor, typename Before>
void VisitConsent(Visitor& visitor, Before& before) {
  visitor.One("consent", before.consent);
  visitor.One("state", before.state);
  visitor.One("decided_on", before.decided_on);
  visitor.One("scope", before.scope);
  visitor.One("recorded_by", before.recorded_by);
  visitor.One("recorded_at", before.recorded_at);
  visitor.One("basis", before.basis);
  visitor.One("basis_reason", before.basis_reason);
  visitor.One("basis_decided_by", before.basis_decided_by);
  visitor.One("basis_decided_at", before.basis_decided_at);
}

template <typename Visitor, typename Merge>
void VisitMerge(Visitor& visitor, Merge& merge) {
  VisitFacts(visitor, merge.survivor_before);
  visitor.One("absorbed_state", merge.absorbed_state);
  visitor.One("absorbed_released_on", merge.absorbed_released_on);
  visitor.Each("moved_aliases", merge.moved_aliases);
  visitor.Each("made_aliases", merge.made_aliases);
}

bool ReadAll(const Json& json, PersonMerge& merge) {
  Reader reader(json);
  VisitMerge(reader, merge);
  bool is_whole = reader.is_whole();
  for (const Json& item : json.at("consents")) {
    Reader consent(item);
    const auto id = ConsentId::Parse(item.at("consent").get<std::string>());
    if (!id) return false;
    ConsentBefore before{.consent = *id, .version = item.at("version").get<std::int64_t>()};
    VisitConsent(consent, before);
    is_whole = is_whole && consent.is_whole();
    merge.consents.push_back(std::move(before));
  }
  return is_whole;
}

Error Malformed() {
  return Internal("ROW_MALFORMED", "a stored merge does not read as what it was before");
}

}  // namespace

std::string WriteBefore(const PersonMerge& merge) {
  Writer writer;
  VisitMerge(writer, merge);
  Json consents = Json::array();
  for (const ConsentBefore& before : merge.consents) {
    Writer consent;
    VisitConsent(consent, before);
    consent.json()["version"] = before.version;
    consents.push_back(std::move(consent.json()));
  }
  writer.json()["consents"] = std::move(consents);
  return writer.json().dump();
}

Result<void> ReadBefore(const std::string& text, PersonMerge& merge) {
  try {
    if (!ReadAll(Json::parse(text), merge)) return Malformed();
  } catch (const Json::exception&) {
    return Malformed();
  }
  return {};
}

}  // namespace ttg::release
