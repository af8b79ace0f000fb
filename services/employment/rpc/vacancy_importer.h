#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "employment/app/ports.h"
#include "employment/app/publish_vacancy.h"
#include "platform/intake/import.h"

namespace ttg::employment {

using BindStore =
    std::function<std::unique_ptr<EmploymentStore>(store::Session&, const CallContext&)>;

// Imports vacancies.csv. Of two rows with the same id the first counts.
class VacancyImporter final : public intake::Importer {
 public:
  VacancyImporter(BindStore bind, Instant as_of) : bind_(std::move(bind)), as_of_(as_of) {}

  const intake::ImportSpec& spec() const override;
  intake::RowCheck Check(const intake::CsvRow& row) override;
  Result<std::vector<intake::RowResult>> Apply(store::Session& session, const CallContext& call,
                                               std::span<const intake::CsvRow> rows) const override;

 private:
  Result<intake::RowResult> ApplyRow(store::Session& session, EmploymentStore& store,
                                     const intake::CsvRow& row) const;

  const BindStore bind_;
  const Instant as_of_;
  PublishVacancy publish_;
  std::set<VacancyId> seen_;
};

// What a row says, or everything that is wrong with it.
std::variant<VacancyFacts, std::vector<intake::Finding>> ReadVacancy(const intake::CsvRow& row);

}  // namespace ttg::employment
