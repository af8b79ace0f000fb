#include "employment/store/sql_employment_store.h"

#include "platform/messaging/event_log.h"
#include "platform/store/caseload_filter.h"

namespace ttg::employment {

Result<void> ExpectOne(const Result<std::int64_t>& changed) {
  TTG_TRY(const std::int64_t rows, changed);
  if (rows == 1) return {};
  return Stale("ETAG_STALE", "it has changed since it was read; read it again");
}

Result<std::vector<std::string>> SplitKey(const std::string& key, std::size_t parts) {
  std::vector<std::string> split;
  std::size_t from = 0;
  for (std::size_t bar = key.find('|'); bar != std::string::npos; bar = key.find('|', from)) {
    split.push_back(key.substr(from, bar - from));
    from = bar + 1;
  }
  split.push_back(key.substr(from));
  if (split.size() != parts) {
    return InvalidField("page_token", "PAGE_TOKEN_INVALID", "start again from the first page");
  }
  return split;
}

std::string SqlEmploymentStore::InReach(store::Binds& binds) const {
  return store::CaseloadFilter(call_.scope, "p.prison_id", "p.delivery_unit", binds);
}

Result<void> SqlEmploymentStore::Announce(const EmploymentEvent& event) {
  return messaging::Append(session_, {encode_(event, call_)});
}

}  // namespace ttg::employment
