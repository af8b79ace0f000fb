#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "kernel/result.h"
#include "platform/auth/jwks.h"

namespace ttg::auth {

// Where the keys come from: a JWKS file or an http(s) URL, read again on a thread of its own, every
// `refresh` and when a key is asked for that is not there (at most once in `quickest`). What cannot
// be read leaves the last good keys in force. Thread-safe.
class KeySource {
 public:
  struct Times {
    std::chrono::milliseconds refresh{300'000};
    std::chrono::milliseconds quickest{10'000};
    std::chrono::milliseconds fetch_timeout{5'000};
  };

  // Reads once before it returns. Errors: those of KeySet::Parse, Unavailable / JWKS_UNAVAILABLE.
  static Result<std::unique_ptr<KeySource>> Open(const std::string& file_or_url, Times times);
  static Result<std::unique_ptr<KeySource>> Open(const std::string& file_or_url) {
    return Open(file_or_url, Times());
  }
  ~KeySource();

  // The keys, and a number that changes with them.
  std::pair<std::shared_ptr<const KeySet>, std::uint64_t> Keys() const;

  // A token named a key that is not here: look again soon.
  void Missed();

 private:
  KeySource(std::string file_or_url, Times times);
  Result<std::string> Fetch() const;
  Result<void> Refresh();
  void Run();

  const std::string file_or_url_;
  const Times times_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::shared_ptr<const KeySet> keys_;
  std::string text_;
  std::uint64_t generation_ = 0;
  bool missed_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ttg::auth
