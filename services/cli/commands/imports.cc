#include <array>
#include <filesystem>

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/command.h"

namespace ttg::cli {
namespace {

struct Kind {
  const char* name;
  const char* service;
  const char* method;
};

constexpr auto kKinds = std::to_array<Kind>(
    {{"people", "release", "ttg.release.v1.ReleaseService.ImportPeople"},
     {"bedspaces", "accommodation", "ttg.accommodation.v1.AccommodationService.ImportBedspaces"},
     {"placements", "accommodation", "ttg.accommodation.v1.AccommodationService.ImportPlacements"},
     {"voids", "accommodation", "ttg.accommodation.v1.AccommodationService.ImportVoids"},
     {"mentors", "mentoring", "ttg.mentoring.v1.MentoringService.ImportMentors"},
     {"vacancies", "employment", "ttg.employment.v1.EmploymentService.ImportVacancies"}});

Error FileUnreadable() {
  return InvalidField("FILE", "FILE_UNREADABLE", "the file is not there or may not be read");
}

// The time given; a day is its first moment in London. Without one, when the file was last written.
Result<Instant> AsOf(const Arguments& arguments, const std::string& path) {
  const std::string given = ValueOf(arguments, "--as-of");
  if (given.size() == 10) {
    TTG_TRY(const Date day, ParseDate(given));
    absl::TimeZone london;
    absl::LoadTimeZone("Europe/London", &london);
    return absl::FromCivil(day, london);
  }
  if (!given.empty()) return ParseInstant(given);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return FileUnreadable();
  return absl::TimeFromTimespec(status.st_mtim);
}

// What is shown of the rows: refused ones, and those with warnings if asked for.
class Report {
 public:
  Report(Output& output, bool warnings) : output_(output), warnings_(warnings) {}

  void operator()(const Json& report) {
    if (report.contains("progress")) {
      const Json& progress = report["progress"];
      output_.Progress(absl::StrCat("checked ", CellAt(progress, "rows_checked"), " rows, applied ",
                                    CellAt(progress, "rows_applied")));
    }
    if (!report.contains("rows")) return;
    for (const Json& row : report["rows"].value("rows", Json::array())) Take(row);
  }

  const Json& rows() const { return shown_; }

  std::vector<std::vector<std::string>> Cells() const {
    std::vector<std::vector<std::string>> cells;
    for (const Json& row : shown_) {
      for (const Json& finding : row.value("findings", Json::array())) {
        cells.push_back({CellAt(row, "line"), CellAt(row, "outcome", "IMPORT_OUTCOME_"),
                         CellAt(finding, "column"), CellAt(finding, "value"),
                         CellAt(finding, "reason"), CellAt(finding, "message")});
      }
    }
    return cells;
  }

 private:
  void Take(const Json& row) {
    const bool refused = row.value("outcome", "") == "IMPORT_OUTCOME_REFUSED";
    const bool warned = !row.value("findings", Json::array()).empty();
    if (refused || (warnings_ && warned)) shown_.push_back(row);
  }

  Output& output_;
  const bool warnings_;
  Json shown_ = Json::array();
};

// 64-bit numbers are text in protobuf's JSON.
bool IsZero(const Json& summary, const char* field) {
  const std::string text = CellAt(summary, field);
  return text.empty() || text == "0";
}

int Import(const Kind& kind, Environment& environment, const Arguments& arguments) {
  Output& output = environment.output;
  const std::string path = ValueOf(arguments, "FILE");
  const auto as_of = AsOf(arguments, path);
  if (!as_of) return output.Fail(as_of.error());
  const ImportFile file{kind.service, kind.method, path, *as_of, IsGiven(arguments, "--dry-run")};
  Report report(output, IsGiven(arguments, "--warnings"));
  const auto summary =
      environment.caller.Import(file, [&](const Json& message) { report(message); });
  if (!summary) return output.Fail(summary.error());
  output.EndProgress();
  if (output.json()) {
    output.PrintJson({{"summary", *summary}, {"rows", report.rows()}});
  } else {
    const auto cells = report.Cells();
    if (!cells.empty()) {
      output.Table({"line", "outcome", "column", "value", "reason", "what is wrong"}, cells);
    }
    output.Line(absl::StrCat(
        file.dry_run ? "dry run, nothing written: " : "", CellAt(*summary, "rows"),
        " rows: ", CellAt(*summary, "accepted"), " accepted, ", CellAt(*summary, "updated"),
        " updated, ", CellAt(*summary, "unchanged"), " unchanged, ", CellAt(*summary, "refused"),
        " refused; ", CellAt(*summary, "with_warnings"), " with warnings"));
  }
  return IsZero(*summary, "refused") ? kExitOk : kExitRowsRefused;
}

Command ImportCommand(const Kind& kind) {
  Command command;
  command.words = absl::StrCat("import ", kind.name);
  command.help =
      absl::StrCat("Import a CSV file of ", kind.name, "; exit code 3 if rows are refused");
  command.example = absl::StrCat("ttg import ", kind.name, " ", kind.name, ".csv --dry-run");
  command.fields = {
      {FieldKind::kText, "FILE", "", "CSV file", true, ""},
      {FieldKind::kFlag, "--dry-run", "", "check and report, write nothing", false, ""},
      {FieldKind::kText, "--as-of", "",
       "when the source wrote it (a date or RFC 3339); default: the file's own time", false, ""},
      {FieldKind::kFlag, "--warnings", "", "also list accepted rows with warnings", false, ""}};
  command.run = [kind](Environment& environment, const Arguments& arguments) {
    return Import(kind, environment, arguments);
  };
  return command;
}

Command Refused() {
  Command command;
  command.words = "import refused";
  command.help = "Rows of people files that were refused and not put right yet";
  command.example = "ttg import refused --prison BMI";
  command.fields = {
      {FieldKind::kText, "--prison", "prison_id", "prison code", false, ""},
      {FieldKind::kNumber, "--page-size", "page_size", "rows of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "release";
  command.method = "ttg.release.v1.ReleaseService.ListRefusedRows";
  command.view.field = "rows";
  command.view.list = true;
  command.view.columns = {{"file", "", ""},   {"line", "", ""},    {"number", "", ""},
                          {"prison", "", ""}, {"columns", "", ""}, {"what is wrong", "", ""}};
  command.view.cells = [](const Json& row) -> std::vector<std::string> {
    std::string columns;
    std::string messages;
    for (const Json& field : row.value("fields", Json::array())) {
      absl::StrAppend(&columns, columns.empty() ? "" : ", ", CellAt(field, "column"));
      absl::StrAppend(&messages, messages.empty() ? "" : "; ", CellAt(field, "message"));
    }
    return {CellAt(row, "file_name"),
            CellAt(row, "line"),
            CellAt(row, "prison_number"),
            CellAt(row, "prison_id"),
            columns,
            messages};
  };
  return command;
}

}  // namespace

std::vector<Command> ImportCommands() {
  std::vector<Command> commands;
  commands.reserve(kKinds.size() + 1);
  for (const Kind& kind : kKinds) commands.push_back(ImportCommand(kind));
  commands.push_back(Refused());
  return commands;
}

}  // namespace ttg::cli
