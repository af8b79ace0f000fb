#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "platform/store/session.h"

namespace ttg::release {

// The name of the i-th placeholder, "p0" to "p999". Bind keeps a view of its name, so they live
// for good.
std::string_view Placeholder(std::size_t i);

// "(:p0, :p1, …)" for `values`, appended to `binds`. For lists of any length with few statement
// texts, the list is filled up to the next power of two with its last value. Never empty.
std::string InList(const std::vector<std::string>& values, store::Binds& binds);

// Inserts rows of values in their order, with few statement texts.
Result<void> InsertRows(store::Session& session, std::string_view table, std::string_view columns,
                        std::vector<std::vector<store::Value>> rows);

// The value that Bind makes of anything that can be bound.
template <typename T>
store::Value ToValue(const T& value) {
  return store::Bind("", value).value;
}

// Runs `work(part)` over `all`, a part of at most `most` at a time.
template <typename T, typename Work>
Result<void> InParts(const std::vector<T>& all, std::size_t most, const Work& work) {
  for (std::size_t begin = 0; begin < all.size(); begin += most) {
    const std::size_t end = std::min(all.size(), begin + most);
    TTG_RETURN_IF_ERROR(work(std::vector<T>(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                            all.begin() + static_cast<std::ptrdiff_t>(end))));
  }
  return {};
}

}  // namespace ttg::release
