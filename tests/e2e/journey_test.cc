#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "e2e/kit.h"
#include "kernel/date.h"

namespace ttg::e2e {
namespace {

using support::Cluster;
using support::Eventually;
using ::testing::AnyOf;
using ::testing::Contains;

constexpr int kPeople = 120;
constexpr int kSeed = 3;
constexpr int kNights = 28;
constexpr std::chrono::seconds kSoon{20};
// What the product promises of a moved date.
constexpr std::chrono::seconds kRippleLimit{1};

const std::map<std::string, std::string> kReasons = {
    {"date impossible", "DATE_IMPOSSIBLE"},
    {"date not ISO 8601", "DATE_NOT_ISO"},
    {"prison number malformed", "PRISON_NUMBER_MALFORMED"},
    {"prison number repeated in the file", "PRISON_NUMBER_REPEATED"},
    {"code unknown", "CODE_UNKNOWN"},
    {"date of birth in the future", "BORN_IN_FUTURE"},
    {"PNC check letter wrong", "PNC_CHECK_LETTER_WRONG"},
    {"prison unknown", "PRISON_UNKNOWN"},
    {"date of birth missing", "DATE_OF_BIRTH_MISSING"}};

// A person for whom there is a bed on the release day and after a later one, and a mentor.
struct Candidate {
  std::string number;
  std::string person_id;
  Date release;
  Date later;
  std::string bed;
  std::string mentor;
};

// The first day from `day` on that is a Tuesday or Wednesday outside the holidays around the new
// year, so that nothing but the confirmation decides.
Date PlainDay(Date day) {
  while (true) {
    const auto weekday = absl::GetWeekday(day);
    const bool plain = weekday == absl::Weekday::tuesday || weekday == absl::Weekday::wednesday;
    const bool holidays =
        (day.month() == 12 && day.day() > 23) || (day.month() == 1 && day.day() < 3);
    if (plain && !holidays) return day;
    day += 1;
  }
}

Date DateOf(const Json& value) { return *ParseDate(value.get<std::string>()); }

class Journey : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = std::make_unique<Cluster>();
    cluster_->StartAll();
    folder_ = Simulate(*cluster_, kPeople, kSeed);
    manifest_ = Json::parse(ReadText(folder_ + "/MANIFEST.json"));
    for (const std::string& kind : kFiles) {
      imports_[kind] = ImportFile(*cluster_, kind, FileOf(kind));
    }
    EXPECT_TRUE(Eventually(kSoon, [] { return Settled(*cluster_); }));
  }
  static void TearDownTestSuite() { cluster_.reset(); }

  static std::string FileOf(const std::string& kind) {
    return fmt::format("{}/{}.csv", folder_, kind);
  }

  static std::string Log(const std::string& service) {
    return ReadText(cluster_->folder() + "/" + service + ".log");
  }

  static std::vector<std::string> BedsOn(const Json& release, Date arrival) {
    const Json answer = Ask(*cluster_, {"beds", "for", release["prison_number"], "--arrival",
                                        FormatDate(arrival), "--nights", std::to_string(kNights)});
    std::vector<std::string> beds;
    for (const Json& ranked : answer.value("bedspaces", Json::array())) {
      beds.push_back(ranked["bedspace"]["bedspace_id"]);
    }
    return beds;
  }

  static std::optional<Candidate> Suits(const Json& release) {
    Candidate candidate{.number = release["prison_number"],
                        .person_id = release["person_id"],
                        .release = DateOf(release["release_date"])};
    candidate.later = PlainDay(candidate.release + 7);
    const auto later_beds = BedsOn(release, candidate.later);
    for (const std::string& bed : BedsOn(release, candidate.release)) {
      if (std::ranges::find(later_beds, bed) != later_beds.end()) candidate.bed = bed;
    }
    if (candidate.bed.empty()) return std::nullopt;
    const Json suggested = Ask(*cluster_, {"mentor", "suggest", candidate.number});
    const Json suggestions = suggested.value("suggestions", Json::array());
    if (suggestions.empty()) return std::nullopt;
    candidate.mentor = suggestions[0]["mentor"]["mentor_id"];
    return candidate;
  }

  static std::optional<Candidate> FindCandidate() {
    const Json answer = Ask(*cluster_, {"releases", "--from", DayFromToday(14), "--to",
                                        DayFromToday(150), "--page-size", "500"});
    for (const Json& release : answer["releases"]) {
      if (auto candidate = Suits(release)) return candidate;
    }
    return std::nullopt;
  }

  // The person's newest ripple, once all three have answered; null before.
  static Json CompleteRipple(const Candidate& candidate, Date release) {
    const auto output = cluster_->Ttg({"--json", "ripples", "--person", candidate.number});
    if (output.status != 0) return nullptr;
    const Json ripples = Json::parse(output.out).value("ripples", Json::array());
    if (ripples.empty() || ripples[0].value("release_date", "") != FormatDate(release)) {
      return nullptr;
    }
    for (const Json& answer : ripples[0]["answers"]) {
      if (!answer["answered"].get<bool>()) return nullptr;
    }
    return ripples[0];
  }

  // Moves the release day with `ttg` and waits, no longer than promised, for the whole ripple.
  static Json MoveReleaseDay(const Candidate& candidate, Date to) {
    Ask(*cluster_, {"release", "confirm", candidate.number, FormatDate(to), "--reason", "e2e"});
    Json ripple;
    EXPECT_TRUE(Eventually(kRippleLimit, [&] {
      ripple = CompleteRipple(candidate, to);
      return !ripple.is_null();
    }));
    const Json answers = ripple.is_null() ? Json::array() : ripple["answers"];
    for (const Json& answer : answers) {
      EXPECT_LT(Count(answer, "answered_after_ms"),
                std::chrono::milliseconds(kRippleLimit).count());
    }
    return ripple;
  }

  static Json AnswerOf(const Json& ripple, const std::string& context) {
    for (const Json& answer : ripple.value("answers", Json::array())) {
      if (answer["context"] == context) return answer;
    }
    return Json::object();
  }

  static Json EffectOf(const Json& ripple, const std::string& context, const std::string& kind,
                       const std::string& id = "") {
    for (const Json& effect : AnswerOf(ripple, context).value("effects", Json::array())) {
      if (effect["kind"] == kind && (id.empty() || effect["id"] == id)) return effect;
    }
    return Json::object();
  }

  static Json BoardLineOf(const Candidate& candidate, Date day) {
    const Json board =
        Ask(*cluster_, {"board", "--from", FormatDate(day), "--to", FormatDate(day)});
    for (const Json& line : board["lines"]) {
      if (line["person_id"] == candidate.person_id) return line;
    }
    return Json::object();
  }

  // What needs it is acknowledged, one service at a time; the ripple is open until the last.
  static void AcknowledgeAll(const Candidate& candidate, const Json& ripple) {
    for (const Json& answer : ripple["answers"]) {
      if (!answer["needs_acknowledgement"].get<bool>()) continue;
      EXPECT_TRUE(RippleIsOpen(ripple["cause_event_id"]));
      Ask(*cluster_, {"acknowledge", candidate.number, "--service", answer["context"]});
      EXPECT_TRUE(Eventually(kRippleLimit, [&] {
        const Json now = RippleOf(ripple["cause_event_id"]);
        return AnswerOf(now, answer["context"]).value("acknowledged_by", "") == "lead-1";
      }));
    }
    EXPECT_FALSE(RippleIsOpen(ripple["cause_event_id"]));
  }

  static Json RippleOf(const std::string& cause) {
    const Json ripples = Ask(*cluster_, {"ripples"});
    for (const Json& ripple : ripples.value("ripples", Json::array())) {
      if (ripple["cause_event_id"] == cause) return ripple;
    }
    return Json::object();
  }

  static bool RippleIsOpen(const std::string& cause) {
    return RippleOf(cause).value("open", false);
  }

  static std::string Mint(std::vector<std::string> claims) {
    claims.insert(claims.begin(), "token");
    const Json minted = Ask(*cluster_, claims);
    return minted.value("token", "");
  }

  // Another provider does not even see the placement; the one that owns the bed sees no person.
  static void ProviderAccepts(const Json& offered) {
    const std::string id = offered["placement_id"];
    Refused({"placement", "accept", id}, "PLACEMENT_NOT_FOUND",
            Mint({"--role", "provider-manager", "--organisation", "PROV0", "--organisations",
                  "PROV0"}));
    const std::string provider = offered["provider_id"];
    const auto output = cluster_->Ttg({"--json", "placement", "accept", id},
                                      Mint({"--role", "provider-manager", "--organisation",
                                            provider, "--organisations", provider}));
    ASSERT_EQ(output.status, 0) << output.error;
    const Json accepted = Json::parse(output.out)["placement"];
    EXPECT_EQ(accepted["state"], "PLACEMENT_STATE_OFFERED");
    EXPECT_EQ(accepted["accepted_by_provider"], true);
    EXPECT_EQ(accepted["person_id"], "");
  }

  static void ConfirmBed(const Candidate& candidate) {
    const Json offered = Ask(*cluster_, {"offer", candidate.number, candidate.bed, "--nights",
                                         std::to_string(kNights)})["placement"];
    EXPECT_EQ(offered["state"], "PLACEMENT_STATE_OFFERED");
    EXPECT_EQ(offered["arrival_date"], FormatDate(candidate.release));
    ProviderAccepts(offered);
    const Json agreed =
        Ask(*cluster_, {"placement", "agree", offered["placement_id"]})["placement"];
    EXPECT_EQ(agreed["state"], "PLACEMENT_STATE_CONFIRMED");
  }

  static void MatchMentor(const Candidate& candidate) {
    const Json proposed = Ask(
        *cluster_, {"mentor", "propose", candidate.number, "--mentor", candidate.mentor})["match"];
    EXPECT_EQ(proposed["state"], "MATCH_STATE_PROPOSED");
    Ask(*cluster_, {"mentor", "accept", candidate.number});
    const Json active = Ask(*cluster_, {"mentor", "agree", candidate.number})["match"];
    EXPECT_EQ(active["state"], "MATCH_STATE_ACTIVE");
    EXPECT_EQ(active["gate_meeting"]["meeting_date"], FormatDate(candidate.release));
  }

  static std::string AgreeJob(const Candidate& candidate, Date start) {
    const Json job = Ask(*cluster_, {"job", "agree", candidate.number, FormatDate(start), "--type",
                                     "full-time", "--employer", "EMP-E2E", "--employer-name",
                                     "Example Bakery", "--title", "Baker", "--soc", "5432"})["job"];
    EXPECT_EQ(job["state"], "JOB_STATE_AGREED");
    return job.value("job_id", "");
  }

  // Fails with exit code 1 and this reason.
  static void Refused(const std::vector<std::string>& arguments, const std::string& reason,
                      const std::optional<std::string>& token = std::nullopt) {
    std::vector<std::string> all{"--json"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const auto output = cluster_->Ttg(all, token);
    EXPECT_EQ(output.status, 1) << reason;
    EXPECT_EQ(ErrorOf(output).value("reason", ""), reason);
    EXPECT_NE(ErrorOf(output).value("message", ""), "");
  }

  static inline std::unique_ptr<Cluster> cluster_;
  static inline std::string folder_;
  static inline Json manifest_;
  static inline std::map<std::string, Import> imports_;
};

TEST_F(Journey, EveryRowThatTheManifestCallsAcceptableGoesIn) {
  const Json& people = imports_["people"].report["summary"];
  EXPECT_EQ(imports_["people"].status, 3);
  EXPECT_EQ(Count(people, "rows"), manifest_["people_rows"]);
  EXPECT_EQ(Count(people, "accepted"), manifest_["people_acceptable"]);
  EXPECT_EQ(Count(people, "refused"), manifest_["people_to_reject"]);
  for (const std::string kind : {"bedspaces", "placements", "voids", "mentors", "vacancies"}) {
    EXPECT_EQ(imports_[kind].status, 0) << imports_[kind].report.dump(1);
    const Json& summary = imports_[kind].report["summary"];
    EXPECT_EQ(Count(summary, "rows"), manifest_[kind]) << kind;
    EXPECT_EQ(Count(summary, "accepted"), manifest_[kind]) << kind;
  }
  const Json all = Ask(*cluster_, {"releases", "--page-size", "500"});
  EXPECT_EQ(all["releases"].size(), manifest_["people_acceptable"]);
}

TEST_F(Journey, EveryFaultyRowIsRefusedWithItsLineColumnAndReason) {
  std::map<std::string, Json> rows;
  for (const Json& row : imports_["people"].report["rows"]) {
    rows[row["line"].get<std::string>()] = row;
  }
  std::size_t refused = 0;
  for (const auto& [line, fault] : manifest_["faulty_lines_of_people_csv"].items()) {
    if (fault["rejected_because"].is_null()) {
      EXPECT_TRUE(!rows.contains(line) || rows[line]["outcome"] != "IMPORT_OUTCOME_REFUSED");
      continue;
    }
    ++refused;
    ASSERT_TRUE(rows.contains(line)) << line << " " << fault.dump();
    EXPECT_EQ(rows[line]["outcome"], "IMPORT_OUTCOME_REFUSED");
    std::vector<std::string> reasons;
    for (const Json& finding : rows[line]["findings"]) {
      reasons.push_back(finding["reason"]);
      EXPECT_NE(finding["column"], "");
      EXPECT_NE(finding["message"], "");
    }
    EXPECT_THAT(reasons, Contains(kReasons.at(fault["rejected_because"])));
  }
  EXPECT_EQ(Ask(*cluster_, {"import", "refused"})["rows"].size(), refused);
}

TEST_F(Journey, TheSameFilesAgainChangeNothing) {
  const auto positions = [] {
    std::map<std::string, std::string> last;
    const Json services = Ask(*cluster_, {"events", "lag"})["services"];
    EXPECT_EQ(services.size(), support::kServices.size());
    for (const Json& one : services) {
      last[one["service"]] = one["last_position"].dump();
    }
    return last;
  };
  const auto before = positions();
  for (const std::string& kind : kFiles) {
    const Import again = ImportFile(*cluster_, kind, FileOf(kind));
    const Json& first = imports_[kind].report["summary"];
    const Json& summary = again.report["summary"];
    EXPECT_EQ(again.status, imports_[kind].status) << kind;
    EXPECT_EQ(Count(summary, "unchanged"), Count(first, "accepted")) << kind << summary.dump(1);
    EXPECT_EQ(Count(summary, "refused"), Count(first, "refused")) << kind;
    EXPECT_EQ(Count(summary, "accepted") + Count(summary, "updated"), 0) << kind;
  }
  EXPECT_EQ(positions(), before);
}

TEST_F(Journey, NoImportTakesAFileOfAnotherKind) {
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    const std::string& other = kFiles[(i + 1) % kFiles.size()];
    const auto output = cluster_->Ttg({"--json", "import", kFiles[i], FileOf(other)});
    EXPECT_EQ(output.status, 1) << kFiles[i];
    EXPECT_THAT(ErrorOf(output).value("reason", ""),
                AnyOf("CSV_HEADER_WRONG", "CSV_HEADER_ABSENT"));
  }
}

TEST_F(Journey, ADryRunWritesNothing) {
  const std::string other = Simulate(*cluster_, 20, 99);
  const auto before = Ask(*cluster_, {"releases", "--page-size", "500"})["releases"].size();
  const auto output =
      cluster_->Ttg({"--json", "import", "people", other + "/people.csv", "--dry-run"});
  EXPECT_EQ(Json::parse(output.out)["summary"]["dry_run"], true);
  EXPECT_EQ(Ask(*cluster_, {"releases", "--page-size", "500"})["releases"].size(), before);
}

TEST_F(Journey, AMovedReleaseDayMovesBedCheckInAndGateMeetingUntilEachIsAcknowledged) {
  const auto found = FindCandidate();
  ASSERT_TRUE(found) << "nobody in this caseload has a bed and a mentor";
  const Candidate& candidate = *found;
  ConfirmBed(candidate);
  MatchMentor(candidate);
  const Date job_start = candidate.later + 7;
  const std::string job = AgreeJob(candidate, job_start);

  const Json ripple = MoveReleaseDay(candidate, candidate.later);
  ASSERT_FALSE(ripple.is_null());
  EXPECT_EQ(ripple["previous_release_date"], FormatDate(candidate.release));
  EXPECT_EQ(ripple["open"], true);
  const Json bed = EffectOf(ripple, "accommodation", "PLACEMENT");
  EXPECT_EQ(bed["outcome"], "RELEASE_DAY_OUTCOME_MOVED");
  EXPECT_EQ(bed["from"], FormatDate(candidate.release));
  EXPECT_EQ(bed["to"], FormatDate(candidate.later));
  const Json check_in = EffectOf(ripple, "employment", "CHECK_IN", "SIX_WEEKS");
  EXPECT_EQ(check_in["outcome"], "RELEASE_DAY_OUTCOME_MOVED");
  EXPECT_EQ(check_in["from"], FormatDate(candidate.release + 42));
  EXPECT_EQ(check_in["to"], FormatDate(candidate.later + 42));
  const Json meeting = EffectOf(ripple, "mentoring", "GATE_MEETING");
  EXPECT_EQ(meeting["from"], FormatDate(candidate.release));
  EXPECT_EQ(meeting["to"], FormatDate(candidate.later));

  const Json placement = Ask(*cluster_, {"placement", "show", candidate.number})["placement"];
  EXPECT_EQ(placement["state"], "PLACEMENT_STATE_CONFIRMED");
  EXPECT_EQ(placement["arrival_date"], FormatDate(candidate.later));
  EXPECT_EQ(placement["nights"], kNights);
  const Json due =
      Ask(*cluster_, {"job", "check-ins", "--from", FormatDate(candidate.later + 42), "--to",
                      FormatDate(candidate.later + 42), "--person", candidate.number});
  EXPECT_EQ(due["check_ins"].size(), 1U);
  const Json match = Ask(*cluster_, {"mentor", "show", candidate.number})["match"];
  EXPECT_EQ(match["gate_meeting"]["meeting_date"], FormatDate(candidate.later));
  EXPECT_EQ(BoardLineOf(candidate, candidate.later).value("open_ripples", 0), 1);

  AcknowledgeAll(candidate, ripple);
  Refused({"acknowledge", candidate.number}, "NOTHING_TO_ACKNOWLEDGE");
  const Json line = BoardLineOf(candidate, candidate.later);
  EXPECT_EQ(line["open_ripples"], 0);
  EXPECT_EQ(line["bed"], "PATHWAY_STATE_CONFIRMED");
  EXPECT_EQ(line["mentor"], "PATHWAY_STATE_CONFIRMED");

  // A day after the agreed start: the job raises its hand.
  const Date beyond = PlainDay(job_start + 1);
  const Json second = MoveReleaseDay(candidate, beyond);
  ASSERT_FALSE(second.is_null());
  const Json risk = EffectOf(second, "employment", "JOB");
  EXPECT_EQ(risk["id"], job);
  EXPECT_EQ(risk["outcome"], "RELEASE_DAY_OUTCOME_AT_RISK");
  EXPECT_EQ(risk["reason"], "STARTS_BEFORE_RELEASE");
  EXPECT_EQ(AnswerOf(second, "employment")["needs_acknowledgement"], true);
  EXPECT_EQ(BoardLineOf(candidate, beyond)["job"], "PATHWAY_STATE_AT_RISK");
  AcknowledgeAll(candidate, second);

  std::vector<std::string> types;
  const Json timeline =
      Ask(*cluster_, {"timeline", candidate.number, "--page-size", "500"})["entries"];
  for (const Json& entry : timeline) types.push_back(entry["type"]);
  for (const char* type :
       {"ReleaseScheduled", "PlacementOffered", "PlacementConfirmed", "ReleaseDayChanged",
        "AccommodationReleaseDayAnswered", "EmploymentReleaseDayAnswered",
        "MentoringReleaseDayAnswered", "AccommodationReleaseDayAcknowledged",
        "MentoringReleaseDayAcknowledged", "EmploymentReleaseDayAcknowledged"}) {
    EXPECT_THAT(types, Contains(type));
  }
  EXPECT_EQ(std::ranges::count(types, "ReleaseDayChanged"), 2);
}

TEST_F(Journey, RefusalsHaveAnExitCodeAndAReason) {
  const Json someone = Ask(*cluster_, {"releases", "--from", DayFromToday(160), "--to",
                                       DayFromToday(900)})["releases"][0];
  const std::string number = someone["prison_number"];
  const std::string day = DayFromToday(40);
  Refused({"release", "confirm", number, day, "--etag", "999"}, "PERSON_CHANGED");
  Refused({"release", "confirm", number, "2027-02-30"}, "DATE_IMPOSSIBLE");
  Refused({"release", "confirm", number, "14/03/2027"}, "DATE_NOT_ISO");
  Refused({"release", "confirm", number, "2020-01-06"}, "DATE_IN_PAST");
  Refused({"person", "A0000ZZ"}, "PERSON_NOT_FOUND");
  Refused({"person", "00000000-0000-7000-8000-000000000000"}, "PERSON_NOT_FOUND");
  Refused({"person", number}, "PERSON_NOT_FOUND",
          Mint({"--role", "resettlement-worker", "--prisons", "XXI", "--units", "N00NONE"}));
  Refused({"releases"}, "ROLE_NOT_ALLOWED", cluster_->Token("mentor"));
  Refused({"release", "owner", number, "worker-1"}, "ROLE_NOT_ALLOWED",
          cluster_->Token("resettlement-worker"));
  Refused({"releases"}, "TOKEN_ABSENT", "");
  Refused({"releases"}, "TOKEN_MALFORMED", "nonsense");
  EXPECT_EQ(cluster_->Ttg({"release", "confirm", number}).status, 2);
  EXPECT_EQ(cluster_->Ttg({"no-such-command"}).status, 2);
  EXPECT_EQ(Ask(*cluster_, {"person", number})["person"]["etag"], someone["etag"]);
}

TEST_F(Journey, VerifyFindsATamperedAuditEntry) {
  const std::string number = Ask(*cluster_, {"releases"})["releases"][0]["prison_number"];
  Ask(*cluster_, {"beds", "for", number});
  Ask(*cluster_, {"job", "list", "--person", number});
  Ask(*cluster_, {"mentor", "suggest", number});
  Ask(*cluster_, {"timeline", number});
  const Json intact = Ask(*cluster_, {"audit", "verify"})["services"];
  EXPECT_EQ(intact.size(), support::kServices.size());
  for (const Json& service : intact) {
    EXPECT_EQ(service["intact"], true) << service.dump();
    // Reads of people are on record too.
    EXPECT_GT(Count(service, "entries"), 0) << service.dump();
  }
  EXPECT_EQ(cluster_->Stop("release"), 0) << Log("release");
  Execute(cluster_->DatabasePath("release"),
          "UPDATE audit_entry SET actor = 'somebody-else' WHERE id = 2");
  cluster_->Start("release");
  const auto output = cluster_->Ttg({"--json", "audit", "verify"});
  EXPECT_EQ(output.status, 1);
  const Json verified = Json::parse(output.out)["services"];
  EXPECT_EQ(verified.size(), support::kServices.size());
  for (const Json& service : verified) {
    const bool tampered = service["service"] == "release";
    EXPECT_EQ(service["intact"], !tampered) << service.dump();
    if (!tampered) continue;
    EXPECT_EQ(service["fault"], "ENTRY_ALTERED");
    EXPECT_EQ(Count(service, "first_broken_entry"), 2);
  }
}

}  // namespace
}  // namespace ttg::e2e
