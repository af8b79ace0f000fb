#pragma once

#include <string>

#include "release/app/timetable/ports.h"

namespace ttg::release {

// Secrets from the system's randomness.
class RandomFeedSecrets final : public FeedSecrets {
 public:
  std::string New() const override;
  std::string Digest(const std::string& secret) const override;
};

}  // namespace ttg::release
