#pragma once

#include <string>
#include <string_view>

namespace ttg::journey {

// The name of a value of a contract in words: "released in error" of
// "MOVEMENT_KIND_RELEASED_IN_ERROR". A value that only a newer contract knows is "something new".
std::string Words(const std::string& name, std::string_view prefix);

}  // namespace ttg::journey
