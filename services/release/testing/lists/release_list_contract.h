#pragma once

#include <string>
#include <vector>

#include "release/testing/release_store_contract.h"

namespace ttg::release::testing {

// What every ReleaseStore promises of the filters of its list of releases.
class ReleaseListFilters : public ReleaseStoreContract {
 protected:
  void Store(std::vector<PersonChange> people);
  std::vector<ReleaseLine> Lines(const ReleaseQuery& query, Date today = kMonday);
  // The people 1 to 9, in the order of the list.
  std::vector<int> List(const ReleaseQuery& query, Date today = kMonday);
  // By name, who is found by a text.
  std::vector<int> Named(const std::string& text);
};

}  // namespace ttg::release::testing
