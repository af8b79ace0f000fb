#include "accommodation/rpc/import_rows.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "accommodation/app/take_stock.h"
#include "accommodation/rpc/row_reader.h"

namespace ttg::accommodation {
namespace {

// A month and a half of turnaround is a mistake.
constexpr int kLongestTurnaround = 30;
// The National Grid ends there.
constexpr int kGridLimit = 1'300'000;

intake::Finding OlderThanStored(std::string_view column) {
  return {std::string(column), "OLDER_THAN_STORED",
          "what is stored comes from a newer file: this row changes nothing", ""};
}

// A row that the rules refuse is a result; anything else stops the group.
// The first column names the bed that it is about.
Result<intake::RowResult> ToResult(const Result<Taken>& taken, std::string_view column) {
  intake::RowResult result;
  if (taken) {
    result.outcome = *taken == Taken::kNew       ? intake::RowOutcome::kAccepted
                     : *taken == Taken::kChanged ? intake::RowOutcome::kUpdated
                                                 : intake::RowOutcome::kUnchanged;
    if (*taken == Taken::kOlder) result.findings.push_back(OlderThanStored(column));
    return result;
  }
  const Error& error = taken.error();
  const bool refused = error.kind == ErrorKind::kInvalid || error.kind == ErrorKind::kNotFound ||
                       error.kind == ErrorKind::kPrecondition;
  if (!refused) return error;
  result.outcome = intake::RowOutcome::kRefused;
  result.findings.push_back({std::string(column), error.reason, error.message, ""});
  for (const FieldViolation& one : error.violations) {
    result.findings.push_back({std::string(column), one.reason, one.description, ""});
  }
  return result;
}

// Reads each row into T twice: to check it, and to apply it.
template <typename T>
class RowsImporter : public intake::Importer {
 public:
  RowsImporter(const ImportParts& parts, Instant as_of, intake::ImportSpec spec)
      : parts_(parts), stock_(parts.around), as_of_(as_of), spec_(std::move(spec)) {}
  ~RowsImporter() override { parts_.events_appended(); }

  const intake::ImportSpec& spec() const override { return spec_; }

  intake::RowCheck Check(const intake::CsvRow& row) override {
    RowReader reader(spec_, row);
    const std::optional<T> read = Read(reader);
    if (read) CheckAgainstFile(*read, reader);
    return {!reader.findings().empty(), reader.findings()};
  }

  Result<std::vector<intake::RowResult>> Apply(
      store::Session& session, const CallContext& call,
      std::span<const intake::CsvRow> rows) const override {
    std::vector<intake::RowResult> results;
    for (const intake::CsvRow& row : rows) {
      RowReader reader(spec_, row);
      const std::optional<T> read = Read(reader);
      if (!read) return Internal("ROW_NOT_CHECKED", "a row is applied that was refused");
      Result<Taken> taken = Taken::kUnchanged;
      const auto done = session.Savepoint([&]() -> Result<void> {
        const auto store = parts_.bind(session, call);
        taken = Take(*store, *read);
        if (!taken) return taken.error();
        return {};
      });
      if (!done) taken = done.error();
      TTG_TRY(auto result, ToResult(taken, spec_.columns.front()));
      results.push_back(std::move(result));
    }
    return results;
  }

 protected:
  // Nothing, with findings, for a row that cannot be used.
  virtual std::optional<T> Read(RowReader& reader) const = 0;
  virtual Result<Taken> Take(AccommodationStore& store, const T& read) const = 0;
  // What a row says twice or against another row.
  virtual void CheckAgainstFile(const T& read, RowReader& reader) = 0;

  const TakeStock& stock() const { return stock_; }
  Instant as_of() const { return as_of_; }

  static void RefuseRepeat(bool is_new, std::string_view column, RowReader& reader) {
    if (is_new) return;
    reader.Refuse(column, "DUPLICATE_IN_FILE", "an earlier row of this file says the same key");
  }

 private:
  const ImportParts parts_;
  const TakeStock stock_;
  const Instant as_of_;
  const intake::ImportSpec spec_;
};

class BedspaceImporter final : public RowsImporter<Bedspace> {
 public:
  BedspaceImporter(const ImportParts& parts, Instant as_of)
      : RowsImporter(parts, as_of,
                     {"bedspaces",
                      {"bedspace_id", "bedspace_name", "bedspace_characteristics", "available_from",
                       "available_to", "provider_id", "provider_name", "premises_id",
                       "premises_name", "local_authority", "delivery_unit", "easting", "northing",
                       "premises_characteristics", "turnaround_working_days"}}) {}

 private:
  static std::optional<Premises> ReadPremises(RowReader& reader) {
    const auto id = reader.Required<PremisesId>("premises_id");
    const auto provider = reader.Required<ProviderId>("provider_id");
    const auto unit = reader.Required<DeliveryUnit>("delivery_unit");
    const auto easting = reader.Number("easting", 0, kGridLimit);
    const auto northing = reader.Number("northing", 0, kGridLimit);
    auto characteristics = reader.Codes("premises_characteristics", &ParsePremisesCharacteristic);
    if (characteristics.contains(PremisesCharacteristic::kMenOnly) &&
        characteristics.contains(PremisesCharacteristic::kWomenOnly)) {
      reader.Refuse("premises_characteristics", "PREMISES_CONTRADICT",
                    "premises are for men only or for women only, not both");
    }
    std::string name = reader.RequiredText("premises_name");
    if (!reader.findings().empty()) return std::nullopt;
    return Premises{.id = *id,
                    .name = std::move(name),
                    .provider = *provider,
                    .provider_name = reader.Text("provider_name"),
                    .local_authority = reader.Text("local_authority"),
                    .delivery_unit = *unit,
                    .position = easting && northing ? std::optional(GridPoint{*easting, *northing})
                                                    : std::nullopt,
                    .characteristics = std::move(characteristics)};
  }

  std::optional<Bedspace> Read(RowReader& reader) const override {
    const auto id = reader.Required<BedspaceId>("bedspace_id");
    const auto from = reader.RequiredDate("available_from");
    const auto to = reader.OptionalDate("available_to");
    const auto turnaround = reader.Number("turnaround_working_days", 0, kLongestTurnaround);
    if (from && to && *to < *from) {
      reader.Refuse("available_to", "ENDS_BEFORE_IT_BEGINS", "the last day lies before the first");
    }
    auto characteristics = reader.Codes("bedspace_characteristics", &ParseBedspaceCharacteristic);
    std::string name = reader.RequiredText("bedspace_name");
    auto premises = ReadPremises(reader);
    if (!reader.findings().empty()) return std::nullopt;
    return Bedspace{.id = *id,
                    .name = std::move(name),
                    .premises = *std::move(premises),
                    .characteristics = std::move(characteristics),
                    .turnaround_working_days = turnaround.value_or(0),
                    .available_from = *from,
                    .available_to = to};
  }

  Result<Taken> Take(AccommodationStore& store, const Bedspace& bedspace) const override {
    return stock().Bed(store, bedspace, as_of());
  }

  void CheckAgainstFile(const Bedspace& bedspace, RowReader& reader) override {
    RefuseRepeat(seen_.insert(bedspace.id).second, "bedspace_id", reader);
    const auto [first, is_new] = premises_.try_emplace(bedspace.premises.id, bedspace.premises);
    if (!is_new && first->second != bedspace.premises) {
      reader.Refuse("premises_id", "PREMISES_DIFFER",
                    "an earlier row of this file describes these premises differently");
    }
  }

  std::set<BedspaceId> seen_;
  std::map<PremisesId, Premises> premises_;
};

std::optional<Sex> ParseSex(std::string_view text) {
  if (text == "M") return Sex::kMale;
  if (text == "F") return Sex::kFemale;
  return std::nullopt;
}

class PlacementImporter final : public RowsImporter<ReportedStay> {
 public:
  PlacementImporter(const ImportParts& parts, Instant as_of)
      : RowsImporter(parts, as_of,
                     {"placements",
                      {"bedspace_id", "resident_reference", "resident_sex", "resident_sexual_risk",
                       "arrival_date", "departure_date"}}) {}

 private:
  std::optional<ReportedStay> Read(RowReader& reader) const override {
    const auto bedspace = reader.Required<BedspaceId>("bedspace_id");
    const auto arrival = reader.RequiredDate("arrival_date");
    const auto departure = reader.RequiredDate("departure_date");
    if (arrival && departure && *departure <= *arrival) {
      reader.Refuse("departure_date", "STAY_EMPTY", "the departure lies after the arrival");
    }
    std::string reference = reader.RequiredText("resident_reference");
    const auto sex = ParseSex(reader.RequiredText("resident_sex"));
    if (!sex && !reader.Text("resident_sex").empty()) {
      reader.Refuse("resident_sex", "CODE_UNKNOWN", "this must be M or F");
    }
    const std::string risk = reader.Text("resident_sexual_risk");
    if (!risk.empty() && risk != "YES" && risk != "NO") {
      reader.Refuse("resident_sexual_risk", "CODE_UNKNOWN", "this must be YES, NO or empty");
    }
    if (!reader.findings().empty()) return std::nullopt;
    std::optional<Answer> answer;
    if (!risk.empty()) answer = risk == "YES" ? Answer::kYes : Answer::kNo;
    return ReportedStay{*bedspace, {std::move(reference), *sex, answer}, {*arrival, *departure}};
  }

  Result<Taken> Take(AccommodationStore& store, const ReportedStay& stay) const override {
    return stock().ReportStay(store, stay, as_of());
  }

  void CheckAgainstFile(const ReportedStay& read, RowReader& reader) override {
    RefuseRepeat(
        seen_.insert({read.bedspace.str(), read.resident.reference, FormatDate(read.stay.arrival)})
            .second,
        "resident_reference", reader);
  }

  std::set<std::vector<std::string>> seen_;
};

struct ReportedVoid {
  BedspaceId bedspace;
  Void time;
};

class VoidImporter final : public RowsImporter<ReportedVoid> {
 public:
  VoidImporter(const ImportParts& parts, Instant as_of)
      : RowsImporter(parts, as_of, {"voids", {"bedspace_id", "from_date", "to_date", "reason"}}) {}

 private:
  std::optional<ReportedVoid> Read(RowReader& reader) const override {
    const auto bedspace = reader.Required<BedspaceId>("bedspace_id");
    const auto from = reader.RequiredDate("from_date");
    const auto through = reader.RequiredDate("to_date");
    if (from && through && *through < *from) {
      reader.Refuse("to_date", "ENDS_BEFORE_IT_BEGINS", "the last day lies before the first");
    }
    std::string reason = reader.RequiredText("reason");
    if (!reader.findings().empty()) return std::nullopt;
    return ReportedVoid{*bedspace, {*from, *through, std::move(reason)}};
  }

  Result<Taken> Take(AccommodationStore& store, const ReportedVoid& read) const override {
    return stock().OutOfService(store, read.bedspace, read.time, as_of());
  }

  void CheckAgainstFile(const ReportedVoid& read, RowReader& reader) override {
    RefuseRepeat(seen_.insert({read.bedspace, read.time.from}).second, "from_date", reader);
  }

  std::set<std::pair<BedspaceId, Date>> seen_;
};

}  // namespace

std::unique_ptr<intake::Importer> MakeBedspaceImporter(const ImportParts& parts, Instant as_of) {
  return std::make_unique<BedspaceImporter>(parts, as_of);
}

std::unique_ptr<intake::Importer> MakePlacementImporter(const ImportParts& parts, Instant as_of) {
  return std::make_unique<PlacementImporter>(parts, as_of);
}

std::unique_ptr<intake::Importer> MakeVoidImporter(const ImportParts& parts, Instant as_of) {
  return std::make_unique<VoidImporter>(parts, as_of);
}

}  // namespace ttg::accommodation
