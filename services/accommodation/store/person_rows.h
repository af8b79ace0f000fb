#pragma once

#include <optional>
#include <string>

#include "accommodation/domain/person.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

std::string ToText(Sex sex);
std::optional<std::string> ToText(const std::optional<Answer>& answer);
// Errors: Internal / ROW_MALFORMED.
Result<Sex> ReadSex(const std::string& text);
Result<std::optional<Answer>> ReadAnswer(const std::optional<std::string>& text);

Result<std::optional<Person>> ReadPerson(store::Session& session, const PersonId& id);
Result<void> WritePerson(store::Session& session, const Person& person);

}  // namespace ttg::accommodation
