#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "mentoring/app/ports.h"
#include "mentoring/app/register_mentor.h"
#include "mentoring/app/release_directory.h"
#include "platform/intake/import.h"

namespace ttg::mentoring {

using BindStore =
    std::function<std::unique_ptr<MentoringStore>(store::Session&, const CallContext&)>;

// Imports mentors.csv. Conflicts come as prison numbers: each row's are looked up while it is
// checked, outside any transaction, and only the people are stored; a number that nobody has is
// kept until somebody does. Where the release service cannot be asked, the mentor goes in with a
// warning and is blocked for everybody until the numbers have been looked up.
class MentorImporter final : public intake::Importer {
 public:
  MentorImporter(BindStore bind, ReleaseDirectory& directory, Instant as_of);

  const intake::ImportSpec& spec() const override;
  intake::RowCheck Check(const intake::CsvRow& row) override;
  Result<std::vector<intake::RowResult>> Apply(store::Session& session, const CallContext& call,
                                               std::span<const intake::CsvRow> rows) const override;

 private:
  Conflicts LookUp(const std::set<std::string>& numbers, intake::RowCheck& check);

  const BindStore bind_;
  ReleaseDirectory& directory_;
  const Instant as_of_;
  RegisterMentor register_;
  // By line: what Check has made of the rows that it let pass.
  std::map<std::int64_t, Mentor> entries_;
  std::set<MentorId> seen_;
};

}  // namespace ttg::mentoring
