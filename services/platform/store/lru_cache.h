#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ttg::store {

// Keeps the `capacity` most recently used values by text. Used by one thread at a time.
template <typename T>
class LruCache {
 public:
  explicit LruCache(std::size_t capacity) : capacity_(capacity) {}

  // Null where there is none. The pointer lives until the next Insert or Take.
  T* Find(std::string_view key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return found->second->value.get();
  }

  // Replaces what stands there; the least recently used value goes when the cache is full.
  T& Insert(std::string_view key, std::unique_ptr<T> value) {
    Take(key);
    if (by_use_.size() >= capacity_) {
      by_key_.erase(by_use_.back().key);
      by_use_.pop_back();
    }
    by_use_.push_front(Entry{std::string(key), std::move(value)});
    by_key_.emplace(by_use_.front().key, by_use_.begin());
    return *by_use_.front().value;
  }

  std::unique_ptr<T> Take(std::string_view key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    const auto entry = found->second;
    std::unique_ptr<T> value = std::move(entry->value);
    by_key_.erase(found);
    by_use_.erase(entry);
    return value;
  }

  std::size_t size() const { return by_use_.size(); }

 private:
  struct Entry {
    std::string key;
    std::unique_ptr<T> value;
  };

  const std::size_t capacity_;
  std::list<Entry> by_use_;  // the most recent first
  // The keys are views of the strings in by_use_, which do not move.
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_key_;
};

}  // namespace ttg::store
