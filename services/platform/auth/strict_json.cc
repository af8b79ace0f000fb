#include "platform/auth/strict_json.h"

#include <set>
#include <string>
#include <vector>

namespace ttg::auth {
namespace {

constexpr std::size_t kMostBytes = 256UL * 1024;
constexpr int kMostDepth = 16;

// Follows the parser through the objects and notices names that come again.
class Watch {
 public:
  bool operator()(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (depth > kMostDepth) faulty_ = true;
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end && !names_.empty()) names_.pop_back();
    if (event == Event::key && !names_.empty()) {
      if (!names_.back().insert(parsed.get<std::string>()).second) faulty_ = true;
    }
    return true;
  }

  bool faulty() const { return faulty_; }

 private:
  std::vector<std::set<std::string>> names_;
  bool faulty_ = false;
};

}  // namespace

std::optional<nlohmann::json> ParseStrictObject(std::string_view text) {
  if (text.size() > kMostBytes) return std::nullopt;
  Watch watch;
  auto document = nlohmann::json::parse(
      text.begin(), text.end(),
      [&watch](int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
        return watch(depth, event, parsed);
      },
      /*allow_exceptions=*/false);
  if (watch.faulty() || !document.is_object()) return std::nullopt;
  return document;
}

}  // namespace ttg::auth
