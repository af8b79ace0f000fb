#pragma once

#include <string>

#include "kernel/call_context.h"
#include "mentoring/app/ports.h"
#include "ttg/mentoring/v1/mentoring.pb.h"

namespace ttg::mentoring {

// Domain values as the contract shows them, to this caller: a block that is about another person
// reads COMPATIBILITY to whoever is not cleared.

void Render(const MatchRow& row, const CallContext& call, v1::Match& out);
void RenderMeeting(const MatchRow& row, const CallContext& call, v1::GateMeeting& out);
void Render(const RosterEntry& entry, v1::Mentor& out);
void Render(const Ranking& ranking, int most, const CallContext& call,
            google::protobuf::RepeatedPtrField<v1::MentorSuggestion>& suggestions,
            google::protobuf::RepeatedPtrField<v1::BlockedMentors>& blocked);
void Render(const StoredAnswer& stored, const CallContext& call, v1::StoredReleaseDayAnswer& out);

// The value of a contract's enum "<prefix><code>"; 0 where the contract has no such name.
template <typename Enum>
Enum EnumNamed(const google::protobuf::EnumDescriptor* type, std::string_view prefix,
               std::string_view code) {
  const auto* const value = type->FindValueByName(std::string(prefix) + std::string(code));
  return static_cast<Enum>(value == nullptr ? 0 : value->number());
}

}  // namespace ttg::mentoring
