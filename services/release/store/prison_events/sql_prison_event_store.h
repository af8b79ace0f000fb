#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/prison_events/ports.h"

namespace ttg::release {

// Events of the prison system over SQLite and PostgreSQL, for one transaction and one caller.
class SqlPrisonEventStore final : public PrisonEventStore {
 public:
  // What it refers to outlives it.
  SqlPrisonEventStore(store::Session& session, const CallContext& call)
      : session_(session), call_(call) {}

  Result<std::optional<PrisonEvent>> AddOrFind(const PrisonEvent& event) override;
  Result<PrisonEvent> Find(const PrisonEventId& id) override;
  Result<PrisonEvent> Save(PrisonEvent event) override;
  Result<std::vector<PrisonEvent>> List(const PrisonEventQuery& query) override;
  Result<std::vector<PrisonEvent>> RefusedOf(const std::vector<std::string>& numbers) override;
  Result<std::vector<PrisonEvent>> Ready(int limit) override;
  Result<std::vector<PrisonEvent>> OfBatch(const std::string& batch) override;
  Result<std::string> PositionOf(const std::string& source) override;
  Result<void> SetPosition(const std::string& source, const std::string& position,
                           Instant at) override;
  Result<void> Try(const std::function<Result<void>()>& work) override;

 private:
  // Those for which `rest`, all that follows the tables, holds.
  Result<std::vector<PrisonEvent>> Select(std::string_view rest, const store::Binds& binds);

  store::Session& session_;
  const CallContext& call_;
};

}  // namespace ttg::release
