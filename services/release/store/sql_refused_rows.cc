// The part of SqlReleaseStore that keeps refused rows until they are put right.
#include <utility>

#include <fmt/format.h>

#include "release/store/rows.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {
namespace {

using store::Binds;

constexpr std::size_t kNumbersAtOnce = 256;

std::string KeyOf(const RefusedRow& row) {
  if (!row.prison_number.Reveal().empty()) return "number:" + row.prison_number.Reveal();
  if (!row.crn.Reveal().empty()) return "crn:" + row.crn.Reveal();
  return fmt::format("line:{}:{}", row.file_sha256, row.line);
}

template <typename Identifier>
std::vector<std::string> TextsOf(const std::vector<Identifier>& identifiers) {
  std::vector<std::string> texts;
  texts.reserve(identifiers.size());
  for (const Identifier& identifier : identifiers) texts.push_back(identifier.Reveal());
  return texts;
}

}  // namespace

Result<void> SqlReleaseStore::KeepRefused(const std::vector<RefusedRow>& rows) {
  for (const RefusedRow& row : rows) {
    const std::string key = KeyOf(row);
    TTG_TRY(const auto changed,
            session_.Execute(
                "INSERT INTO refused_row (row_key, refused_row_id, file_name, file_sha256, line, "
                "prison_number, crn, prison_id, as_of, refused_at) VALUES (:key, :id, :file, "
                ":sha256, :line, :number, :crn, :prison, :as_of, :refused_at) ON CONFLICT "
                "(row_key) DO UPDATE SET file_name = excluded.file_name, file_sha256 = "
                "excluded.file_sha256, line = excluded.line, prison_number = "
                "excluded.prison_number, crn = excluded.crn, prison_id = excluded.prison_id, "
                "as_of = excluded.as_of, refused_at = excluded.refused_at WHERE refused_row.as_of "
                "< excluded.as_of",
                {{"key", key},
                 {"id", row.id},
                 {"file", row.file_name},
                 {"sha256", row.file_sha256},
                 {"line", row.line},
                 {"number", row.prison_number.Reveal()},
                 {"crn", row.crn.Reveal()},
                 {"prison", row.prison},
                 {"as_of", row.as_of},
                 {"refused_at", row.refused_at}}));
    if (changed == 0) continue;
    TTG_RETURN_IF_ERROR(
        session_.Execute("DELETE FROM refused_field WHERE row_key = :key", {{"key", key}}));
    std::vector<std::vector<store::Value>> fields;
    for (const RowFinding& finding : row.findings) {
      fields.push_back({ToValue(key), ToValue(fields.size()), ToValue(finding.column),
                        ToValue(finding.reason), ToValue(finding.message)});
    }
    TTG_RETURN_IF_ERROR(InsertRows(session_, "refused_field",
                                   "row_key, ordinal, column_name, reason, message",
                                   std::move(fields)));
  }
  return {};
}

Result<void> SqlReleaseStore::ForgetRefused(const std::vector<PrisonNumber>& numbers,
                                            const std::vector<Crn>& crns, Instant as_of,
                                            const std::string& file_sha256) {
  const auto forget = [&](std::string_view column) {
    return [&, column](const std::vector<std::string>& part) -> Result<void> {
      Binds binds;
      const std::string list = InList(part, binds);
      binds.emplace_back("as_of", as_of);
      binds.emplace_back("sha256", file_sha256);
      TTG_RETURN_IF_ERROR(session_.Execute(
          fmt::format(
              "DELETE FROM refused_row WHERE {} IN {} AND (as_of < :as_of OR (as_of = :as_of "
              "AND file_sha256 <> :sha256))",
              column, list),
          binds));
      return {};
    };
  };
  std::vector<std::string> keys;
  keys.reserve(numbers.size());
  for (const PrisonNumber& number : numbers) keys.push_back("number:" + number.Reveal());
  TTG_RETURN_IF_ERROR(InParts(keys, kNumbersAtOnce, forget("row_key")));
  return InParts(TextsOf(crns), kNumbersAtOnce, forget("crn"));
}

Result<std::vector<RefusedRow>> SqlReleaseStore::ListRefused(const RefusedQuery& query) {
  Binds binds = {{"limit", query.limit}};
  std::string condition = "1 = 1";
  if (!call_.scope.prisons.all) {
    std::vector<std::string> prisons;
    for (const PrisonId& prison : call_.scope.prisons.some) prisons.push_back(prison.str());
    if (prisons.empty()) return std::vector<RefusedRow>();
    condition = fmt::format("prison_id IN {}", InList(prisons, binds));
  }
  if (query.prison) {
    condition += " AND prison_id = :prison";
    binds.emplace_back("prison", *query.prison);
  }
  if (!query.after.empty()) {
    condition += " AND refused_row_id < :after";
    binds.emplace_back("after", query.after);
  }
  // Ids grow with time, so their order is that of arrival.
  TTG_TRY(auto rows,
          session_.Query<std::string, std::string, std::string, std::string, std::int64_t,
                         std::string, std::string, std::string, Instant, Instant>(
              fmt::format("SELECT row_key, refused_row_id, file_name, file_sha256, line, "
                          "prison_number, crn, prison_id, as_of, refused_at FROM refused_row "
                          "WHERE {} ORDER BY refused_row_id DESC LIMIT :limit",
                          condition),
              binds));
  std::vector<RefusedRow> refused;
  for (auto& [key, id, file, sha256, line, number, crn, prison, as_of, refused_at] : rows) {
    RefusedRow row{std::move(id),     std::move(file),
                   std::move(sha256), line,
                   Sensitive(number), Sensitive(crn),
                   std::move(prison), as_of,
                   refused_at,        {}};
    TTG_TRY(auto fields,
            session_.Query<std::string, std::string, std::string>(
                "SELECT column_name, reason, message FROM refused_field WHERE row_key = :key "
                "ORDER BY ordinal",
                {{"key", key}}));
    for (auto& [column, reason, message] : fields) {
      row.findings.push_back({std::move(column), std::move(reason), std::move(message), ""});
    }
    refused.push_back(std::move(row));
  }
  return refused;
}

}  // namespace ttg::release
