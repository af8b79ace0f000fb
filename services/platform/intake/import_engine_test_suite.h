#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "platform/intake/import_engine.h"
#include "platform/intake/migrations.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"

namespace ttg::intake {

// The promises of ImportEngine, over both databases: a `thing` has a key and a size.

inline std::string Sha256(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

inline std::vector<store::Migration> ThingMigrations() {
  auto all = Migrations();
  const std::string table =
      "CREATE TABLE thing (key TEXT PRIMARY KEY, size TEXT NOT NULL);\n"
      "CREATE TABLE kept (line BIGINT PRIMARY KEY, key TEXT NOT NULL, reason TEXT NOT NULL);\n"
      "CREATE TABLE group_audit (dry_run TEXT NOT NULL, subjects TEXT NOT NULL);\n";
  all.push_back({"thing", 1, "thing", table, table});
  return all;
}

class ThingImporter final : public Importer {
 public:
  const ImportSpec& spec() const override { return spec_; }

  RowCheck Check(const CsvRow& row) override {
    if (row[1] != "bad") return {};
    return {true, {{"size", "SIZE_MALFORMED", "a size is a number", row[1]}}};
  }

  Result<std::vector<RowResult>> Apply(store::Session& session, const CallContext&,
                                       std::span<const CsvRow> rows) const override {
    std::vector<RowResult> results;
    for (const CsvRow& row : rows) {
      if (row[0] == fail_at) return Unavailable("POWER_CUT", "");
      TTG_TRY(auto result, ApplyOne(session, row));
      results.push_back(std::move(result));
    }
    return results;
  }

  Result<void> KeepRefused(store::Session& session, const CallContext&,
                           std::span<const RefusedRow> rows) const override {
    for (const RefusedRow& refused : rows) {
      TTG_RETURN_IF_ERROR(
          session.Execute("INSERT INTO kept (line, key, reason) VALUES (:line, :key, :reason)",
                          {{"line", refused.row.line},
                           {"key", refused.row[0]},
                           {"reason", refused.findings.front().reason}}));
    }
    return {};
  }

  // The key at which the power goes.
  std::string fail_at;

 private:
  static Result<RowResult> ApplyOne(store::Session& session, const CsvRow& row) {
    if (row[1] == "huge") {
      return RowResult{RowOutcome::kRefused, {{"size", "SIZE_HUGE", "too large", row[1]}}, ""};
    }
    TTG_TRY(const auto known, (session.QueryOne<std::string>(
                                  "SELECT size FROM thing WHERE key = :key", {{"key", row[0]}})));
    if (known && std::get<0>(*known) == row[1])
      return RowResult{RowOutcome::kUnchanged, {}, row[0]};
    TTG_RETURN_IF_ERROR(
        session.Execute("INSERT INTO thing (key, size) VALUES (:key, :size) "
                        "ON CONFLICT (key) DO UPDATE SET size = EXCLUDED.size",
                        {{"key", row[0]}, {"size", row[1]}}));
    return RowResult{known ? RowOutcome::kUpdated : RowOutcome::kAccepted, {}, row[0]};
  }

  const ImportSpec spec_{"things", {"key", "size"}};
};

class RecordingReporter final : public ImportReporter {
 public:
  Result<void> Progress(std::int64_t, std::int64_t) override { return {}; }
  Result<void> Rows(std::span<const ReportedRow> some) override {
    if (gone_after && rows.size() >= *gone_after) return Unavailable("SENDER_GONE", "");
    for (const ReportedRow& row : some) rows[row.line] = row;
    return {};
  }

  std::map<std::int64_t, ReportedRow> rows;
  std::optional<std::size_t> gone_after;
};

class ImportEngineContract : public ::testing::TestWithParam<ttg::testing::StoreKind> {
 protected:
  Result<ImportSummary> Import(const std::string& text, bool dry_run = false) {
    return Import(text, text, dry_run);
  }

  // What is sent may differ from what was promised.
  Result<ImportSummary> Import(const std::string& sent, const std::string& promised,
                               bool dry_run = false) {
    ImportHeader header{"things.csv", static_cast<std::int64_t>(promised.size()), Sha256(promised),
                        clock_.Now() - absl::Hours(1), dry_run};
    header.as_of = as_of_;
    TTG_TRY(SpoolFile file, SpoolFile::Open(folder_.path(), header, 10'000'000));
    TTG_RETURN_IF_ERROR(file.Append(sent));
    reporter_.rows.clear();
    const AuditGroup audit = [](store::Session& session, const std::vector<std::string>& subjects,
                                bool dry) -> Result<void> {
      TTG_RETURN_IF_ERROR(session.Execute(
          "INSERT INTO group_audit (dry_run, subjects) VALUES (:dry_run, :subjects)",
          {{"dry_run", dry ? "yes" : "no"}, {"subjects", std::to_string(subjects.size())}}));
      return {};
    };
    return ImportEngine{*database_, clock_}.Run(call_, header, file, importer_, reporter_, audit);
  }

  static std::string Things(int count, const std::string& size = "1") {
    std::string text = "key,size\r\n";
    for (int i = 0; i < count; ++i) text += "k" + std::to_string(i) + "," + size + "\r\n";
    return text;
  }

  std::int64_t Count(const std::string& sql) {
    std::int64_t count = -1;
    const auto read = database_->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(const auto row, session.QueryOne<std::int64_t>(sql));
      count = std::get<0>(*row);
      return {};
    });
    EXPECT_THAT(read, ttg::testing::Succeeded());
    return count;
  }

  std::int64_t Stored() { return Count("SELECT count(*) FROM thing"); }
  std::int64_t Runs() { return Count("SELECT count(*) FROM import_run"); }

  ttg::testing::TestDatabase database_{GetParam(), ThingMigrations()};
  ttg::testing::TemporaryFolder folder_;
  ttg::testing::FixedClock clock_{Date(2026, 11, 23)};
  Instant as_of_ = clock_.Now() - absl::Hours(1);
  CallContext call_{
      *ActorId::Parse("somebody"), {}, *OrganisationId::Parse("HMPPS"), {}, "", "", "", ""};
  ThingImporter importer_;
  RecordingReporter reporter_;
};

}  // namespace ttg::intake
