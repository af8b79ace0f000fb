#pragma once

#include <map>
#include <string>
#include <string_view>

#include "platform/store/session.h"
#include "release/domain/person.h"

namespace ttg::release {

// People as they are read, by id.
using LoadedPeople = std::map<std::string, Person::Snapshot>;

// Reads everybody for whom `condition` on the table person holds, whole.
Result<LoadedPeople> LoadPeople(store::Session& session, std::string_view condition,
                                const store::Binds& binds);

}  // namespace ttg::release
