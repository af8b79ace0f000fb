#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "platform/intake/import.h"
#include "platform/store/session.h"
#include "release/app/import_people.h"
#include "release/app/ports.h"

namespace ttg::release {

using BindStore = std::function<std::unique_ptr<ReleaseStore>(store::Session&, const CallContext&)>;

// What the intake engine asks of an import of people. Rows are judged where they are applied, not
// before, so that a refused row is kept on the lead's list in the same transaction (domain A13).
class PeopleImporter final : public intake::Importer {
 public:
  // `events_appended` wakes the relay for the groups that have committed.
  PeopleImporter(const ImportPeople& import, BindStore bind, std::function<void()> events_appended,
                 const intake::ImportHeader& header);
  ~PeopleImporter() override;
  PeopleImporter(const PeopleImporter&) = delete;
  PeopleImporter& operator=(const PeopleImporter&) = delete;

  const intake::ImportSpec& spec() const override;
  intake::RowCheck Check(const intake::CsvRow& row) override;
  Result<std::vector<intake::RowResult>> Apply(store::Session& session, const CallContext& call,
                                               std::span<const intake::CsvRow> rows) const override;
  Result<void> KeepRefused(store::Session& session, const CallContext& call,
                           std::span<const intake::RefusedRow> rows) const override;

 private:
  Result<void> ApplyGroup(store::Session& session, const CallContext& call,
                          std::span<const ImportPeople::Row> group,
                          std::vector<ImportPeople::RowResult>& applied) const;

  const ImportPeople& import_;
  const BindStore bind_;
  const std::function<void()> events_appended_;
  const ImportPeople::File file_;
  std::unordered_set<std::string> seen_;
  // Lines whose prison number stood on an earlier line.
  std::unordered_set<std::int64_t> repeated_;
};

}  // namespace ttg::release
