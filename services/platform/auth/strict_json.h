#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace ttg::auth {

// A JSON object of a bounded size in which no name occurs twice at any depth: two readers of one
// document must not see two things.
std::optional<nlohmann::json> ParseStrictObject(std::string_view text);

}  // namespace ttg::auth
