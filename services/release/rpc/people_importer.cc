#include "release/rpc/people_importer.h"

#include <utility>

#include "release/domain/identifiers.h"
#include "release/domain/people_row.h"

namespace ttg::release {
namespace {

intake::RowOutcome OutcomeOf(ImportOutcome outcome) {
  switch (outcome) {
    case ImportOutcome::kAccepted:
      return intake::RowOutcome::kAccepted;
    case ImportOutcome::kUpdated:
      return intake::RowOutcome::kUpdated;
    case ImportOutcome::kUnchanged:
      return intake::RowOutcome::kUnchanged;
    case ImportOutcome::kRefused:
      return intake::RowOutcome::kRefused;
  }
  return intake::RowOutcome::kRefused;
}

intake::RowResult ResultOf(ImportPeople::RowResult result) {
  intake::RowResult out{.outcome = OutcomeOf(result.outcome)};
  out.findings.reserve(result.findings.size());
  for (RowFinding& finding : result.findings) {
    out.findings.push_back({std::move(finding.column), std::move(finding.reason),
                            std::move(finding.message), std::move(finding.value)});
  }
  if (result.person) out.subject = result.person->str();
  return out;
}

// How often a group is tried. Each time it has lost against a group of another import; those are
// over in a second.
constexpr int kAttempts = 10;

// Two writers changed or added the same person.
bool IsOvertaken(const Error& error) {
  return error == PersonChanged() || error.kind == ErrorKind::kDuplicate;
}

}  // namespace

PeopleImporter::PeopleImporter(const ImportPeople& import, BindStore bind,
                               std::function<void()> events_appended,
                               const intake::ImportHeader& header)
    : import_(import),
      bind_(std::move(bind)),
      events_appended_(std::move(events_appended)),
      file_{header.file_name, header.sha256, header.as_of} {}

// The last group has committed by now.
PeopleImporter::~PeopleImporter() { events_appended_(); }

const intake::ImportSpec& PeopleImporter::spec() const {
  static const intake::ImportSpec kSpec{
      "people", std::vector<std::string>(kPeopleColumns.begin(), kPeopleColumns.end())};
  return kSpec;
}

intake::RowCheck PeopleImporter::Check(const intake::CsvRow& row) {
  const std::string number = NormaliseIdentifier(row[0]);
  if (!number.empty() && !seen_.insert(number).second) repeated_.insert(row.line);
  return {};
}

Result<std::vector<intake::RowResult>> PeopleImporter::Apply(
    store::Session& session, const CallContext& call, std::span<const intake::CsvRow> rows) const {
  // The group before this one has committed.
  events_appended_();
  std::vector<ImportPeople::Row> group;
  group.reserve(rows.size());
  for (const intake::CsvRow& row : rows) {
    group.push_back({row.line, row.fields, repeated_.contains(row.line)});
  }
  std::vector<ImportPeople::RowResult> applied;
  TTG_RETURN_IF_ERROR(ApplyGroup(session, call, group, applied));
  std::vector<intake::RowResult> results;
  results.reserve(applied.size());
  for (ImportPeople::RowResult& result : applied) results.push_back(ResultOf(std::move(result)));
  return results;
}

// Somebody else may write the same people meanwhile, an import of another file above all. Their
// change is read and the rows are judged anew, or what is older would come after what is newer.
Result<void> PeopleImporter::ApplyGroup(store::Session& session, const CallContext& call,
                                        std::span<const ImportPeople::Row> group,
                                        std::vector<ImportPeople::RowResult>& applied) const {
  Result<void> done;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    done = session.Savepoint([&]() -> Result<void> {
      const auto store = bind_(session, call);
      TTG_TRY(applied, import_(*store, call, file_, group));
      return {};
    });
    if (done || !IsOvertaken(done.error())) return done;
  }
  return done;
}

Result<void> PeopleImporter::KeepRefused(store::Session& session, const CallContext& call,
                                         std::span<const intake::RefusedRow> rows) const {
  std::vector<ImportPeople::MalformedRow> malformed;
  malformed.reserve(rows.size());
  for (const intake::RefusedRow& refused : rows) {
    ImportPeople::MalformedRow& row = malformed.emplace_back(
        ImportPeople::MalformedRow{refused.row.line, refused.row.fields, {}});
    for (const intake::Finding& finding : refused.findings) {
      row.findings.push_back({finding.column, finding.reason, finding.message, ""});
    }
  }
  return import_.KeepMalformed(*bind_(session, call), file_, malformed);
}

}  // namespace ttg::release
