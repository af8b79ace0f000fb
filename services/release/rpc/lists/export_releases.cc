#include "release/rpc/lists/export_releases.h"

#include <utility>
#include <vector>

#include "release/rpc/lists/release_table.h"
#include "release/rpc/lists/table_file.h"
#include "release/rpc/parse.h"

namespace ttg::release {
namespace {

// About 100 kB of text.
constexpr int kPeopleAtOnce = 500;

Error FormatMissing() {
  return InvalidField("format", "FIELD_REQUIRED", "say whether the file is to be CSV or XLSX");
}

class ReleaseExport final : public rpc::StreamSource {
 public:
  ReleaseExport(ReleaseQuery query, std::unique_ptr<TableFile> file, const BindStore& bind,
                const Clock& clock)
      : query_(std::move(query)), file_(std::move(file)), bind_(bind), today_(clock.Today()) {
    query_.limit = kPeopleAtOnce;
  }

  Result<bool> Read(const CallContext& call, store::Session& session,
                    std::vector<std::string>& subjects) override {
    TTG_TRY(const auto lines, bind_(session, call)->ListReleases(query_, today_));
    if (!std::exchange(begun_, true)) TTG_RETURN_IF_ERROR(file_->AddRow(ReleaseHeadings()));
    for (const ReleaseLine& line : lines) {
      TTG_RETURN_IF_ERROR(file_->AddRow(ReleaseCells(line)));
      subjects.push_back(line.id.str());
    }
    if (lines.size() == static_cast<std::size_t>(kPeopleAtOnce)) {
      query_.after = ReleaseCursor{lines.back().key, lines.back().id.str()};
      return true;
    }
    TTG_RETURN_IF_ERROR(file_->Close());
    return false;
  }

  Result<bool> Take(std::string& chunk) override { return file_->Take(chunk); }

 private:
  ReleaseQuery query_;
  const std::unique_ptr<TableFile> file_;
  const BindStore& bind_;
  // One file, one day.
  const Date today_;
  bool begun_ = false;
};

Result<std::unique_ptr<TableFile>> FileOf(v1::ExportFormat format, const std::string& folder) {
  if (format == v1::EXPORT_FORMAT_CSV) return MakeCsvFile();
  if (format == v1::EXPORT_FORMAT_XLSX) return MakeXlsxFile(folder);
  return FormatMissing();
}

}  // namespace

Result<std::unique_ptr<rpc::StreamSource>> MakeReleaseExport(const v1::ExportReleasesRequest& in,
                                                             const BindStore& bind,
                                                             const Clock& clock,
                                                             const std::string& folder) {
  v1::ListReleasesRequest list = in.query();
  list.clear_page_size();
  list.clear_page_token();
  TTG_TRY(ReleaseQuery query, Parse(list));
  TTG_TRY(auto file, FileOf(in.format(), folder));
  return std::make_unique<ReleaseExport>(std::move(query), std::move(file), bind, clock);
}

}  // namespace ttg::release
