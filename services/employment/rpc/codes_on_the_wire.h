#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <google/protobuf/generated_enum_reflection.h>

#include "employment/domain/codes.h"

namespace ttg::employment {

// A value of the contract is called like its enum's UNSPECIFIED, with our code in its place:
// JOB_STATE_UNSPECIFIED, JOB_STATE_AGREED.
template <typename ProtoEnum>
std::string PrefixOf() {
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  const std::string& name =
      google::protobuf::GetEnumDescriptor<ProtoEnum>()->FindValueByNumber(0)->name();
  return name.substr(0, name.size() - kUnspecified.size());
}

template <typename ProtoEnum, typename Code>
ProtoEnum ToProto(Code code) {
  const auto* value = google::protobuf::GetEnumDescriptor<ProtoEnum>()->FindValueByName(
      PrefixOf<ProtoEnum>() + std::string(ToString(code)));
  return value == nullptr ? ProtoEnum{} : static_cast<ProtoEnum>(value->number());
}

// Nothing for UNSPECIFIED and for values that we do not know.
template <typename Code, typename ProtoEnum>
std::optional<Code> FromProto(ProtoEnum in) {
  const auto* value = google::protobuf::GetEnumDescriptor<ProtoEnum>()->FindValueByNumber(in);
  if (value == nullptr) return std::nullopt;
  return Parse<Code>(std::string_view(value->name()).substr(PrefixOf<ProtoEnum>().size()));
}

}  // namespace ttg::employment
