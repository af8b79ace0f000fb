#pragma once

#include <string>
#include <vector>

#include "kernel/date.h"
#include "platform/store/session.h"
#include "release/app/ports.h"

namespace ttg::release {

// A filter of a list, as two texts over the same values.
struct ListFilter {
  // For each row that an order's index leads to. Names no column so that another index would be
  // looked for.
  std::string condition;
  // SELECTs of person_id, each by an index of its own; their union is whom the filter finds. Empty:
  // no index would help, because it finds many.
  std::vector<std::string> selects;
  store::Binds binds;
};

// The filters of `query` that are neither a place, an owner, a state of many nor the window.
std::vector<ListFilter> FiltersOf(const ReleaseQuery& query, Date today);

}  // namespace ttg::release
