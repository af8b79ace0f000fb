// Pages of lists over a national caseload: 350,000 people, of whom 60,000 a year are released. They
// are written through the store and not by an import, which is a figure of its own.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/figures.h"
#include "bench/people.h"
#include "platform/store/database.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::bench {
namespace {

using Clock = std::chrono::steady_clock;
using ttg::release::Person;
using ttg::release::PersonChange;
namespace builders = ttg::release::testing;

constexpr int kPeople = 350'000;
constexpr int kReleasedAYear = 60'000;
constexpr int kInPrison = 88'000;
constexpr int kGroup = 2'000;
constexpr int kOwners = 4'000;
constexpr int kPages = 2'000;
constexpr int kMostPagesOfOne = 5;
constexpr double kLimitMs = 20;

[[noreturn]] void Die(const std::string& what) {
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(1);
}

class Caseload {
 public:
  Caseload() {
    for (const auto& code : builders::Reference().prisons) prisons_.emplace_back(code);
    for (const auto& code : builders::Reference().delivery_units) units_.emplace_back(code);
  }

  const std::string& AnyPrison() { return Any(prisons_); }
  const std::string& AnyUnit() { return Any(units_); }
  const std::string& AnyName() { return Any(names_); }
  std::string AnyOwner() { return fmt::format("worker-{}", Below(kOwners)); }
  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  // Whoever is in prison comes first; the others were released in the years before.
  PersonChange Make(int n) {
    const bool inside = n < kInPrison;
    const int days = inside ? Below(kInPrison * 365 / kReleasedAYear)
                            : -1 - Below((kPeople - kInPrison) * 365 / kReleasedAYear);
    const Date due = builders::kMonday + days;
    const auto row = builders::ARow({{"prison_number", Number(n)},
                                     {"family_name", AnyName() + Any(endings_)},
                                     {"given_names", Any(given_)},
                                     {"crd", FormatDate(due)},
                                     {"prison_id", AnyPrison()},
                                     {"delivery_unit", AnyUnit()}});
    auto [person, changes] =
        Person::Register({builders::APersonId(n + 1), row, builders::At(builders::kMonday, 0)},
                         builders::ActAt(inside ? builders::kMonday - Below(400) : due - 200),
                         builders::EnglandAndWales());
    Person::Snapshot data = person.snapshot();
    if (Below(20) != 0) data.owner = ActorId::Parse(AnyOwner()).value();
    if (!inside) {
      data.state = ttg::release::PersonState::kReleased;
      data.released_on = data.release_day.date;
      data.release_recorded_at = builders::At(due);
    }
    Person whole = Person::Restore(std::move(data));
    whole.RefreshTimetable(builders::kMonday, builders::EnglandAndWales());
    // Nobody follows them: no events, no history.
    return {std::move(whole), {}};
  }

 private:
  const std::string& Any(const std::vector<std::string>& all) {
    return all[static_cast<std::size_t>(Below(static_cast<int>(all.size())))];
  }
  static std::string Number(int n) {
    const auto letter = [](int i) { return static_cast<char>('A' + i % 26); };
    return fmt::format("{}{:04}{}{}", letter(n / 10'000 / 26), n % 10'000, letter(n / 10'000),
                       letter(n / 10'000 / 26 / 26));
  }

  std::mt19937 random_{7};
  std::vector<std::string> prisons_;
  std::vector<std::string> units_;
  const std::vector<std::string> names_ = {"Smith",  "Jones",  "Taylor", "O’Brien", "Patel",
                                           "Khan",   "Müller", "Evans",  "Begum",   "Wright",
                                           "Clarke", "Hughes", "Ali",    "Ford",    "Quinn",
                                           "D’Arcy", "Nowak",  "Okafor", "Young",   "Zhang"};
  const std::vector<std::string> endings_ = {"",    "son",   "-Lee",  "field", "ley",
                                             "man", "worth", " Hill", "ton",   "by"};
  const std::vector<std::string> given_ = {"Zoë",  "Adam", "Ben",  "Carl", "Dawn", "Eve",
                                           "Fred", "Gwen", "Hugh", "Ian",  "José", "Kay"};
};

Result<void> AddPathways(store::Session& session, Caseload& caseload, const PersonChange& change) {
  constexpr std::array kPathways = {"ACCOMMODATION", "HEALTH", "FINANCE_ID"};
  constexpr std::array kStatuses = {"IN_PROGRESS", "SUPPORT_REQUIRED", "DONE"};
  for (const char* pathway : kPathways) {
    const auto roll = static_cast<std::size_t>(caseload.Below(100));
    // One in a hundred declines: a filter that finds few.
    const char* status = roll == 0 ? "SUPPORT_DECLINED" : kStatuses[roll % kStatuses.size()];
    TTG_RETURN_IF_ERROR(session.Execute(
        "INSERT INTO plan_pathway (person_id, pathway, status, reason, assessed_on, assessed_by) "
        "VALUES (:person, :pathway, :status, '', '2026-11-01', 'bench')",
        {{"person", change.person.id()}, {"pathway", pathway}, {"status", status}}));
  }
  return {};
}

void Fill(const std::string& path, Caseload& caseload) {
  auto database = store::Database::Open({.url = "sqlite:" + path});
  if (!database) Die(database.error().message);
  const CallContext call = builders::ACaller();
  const ttg::release::EventEncoder encode = [](const auto&, auto, const auto&) {
    return messaging::Event{};
  };
  for (int first = 0; first < kPeople; first += kGroup) {
    const auto written = (*database)->WriteAndWait([&](store::Session& session) -> Result<void> {
      std::vector<PersonChange> people;
      people.reserve(kGroup);
      for (int n = first; n < std::min(kPeople, first + kGroup); ++n) {
        people.push_back(caseload.Make(n));
      }
      const std::vector<PersonChange> planned(people.begin(),
                                              first < kInPrison ? people.end() : people.begin());
      ttg::release::SqlReleaseStore store(session, call, encode);
      TTG_RETURN_IF_ERROR(store.Save(std::move(people)));
      for (const PersonChange& change : planned) {
        TTG_RETURN_IF_ERROR(AddPathways(session, caseload, change));
      }
      return {};
    });
    if (!written) Die(written.error().message);
  }
  (*database)->Close();
}

void SetDay(Date day, ttg::common::v1::Date& out) {
  out.set_year(static_cast<int>(day.year()));
  out.set_month(day.month());
  out.set_day(day.day());
}

struct Kind {
  std::string name;
  std::function<void(Caseload&, release::ListReleasesRequest&)> ask;
};

std::vector<Kind> Kinds() {
  const auto window = [](release::ListReleasesRequest& list, int days) {
    SetDay(builders::kMonday, *list.mutable_from());
    SetDay(builders::kMonday + days, *list.mutable_to());
  };
  return {
      {"two weeks, all prisons", [window](Caseload&, auto& list) { window(list, 14); }},
      {"a prison", [](Caseload& all, auto& list) { list.set_prison_id(all.AnyPrison()); }},
      {"a prison by name, 12 weeks",
       [window](Caseload& all, auto& list) {
         window(list, 84);
         list.set_prison_id(all.AnyPrison());
         list.set_order_by(release::RELEASE_ORDER_NAME);
       }},
      {"a delivery unit", [](Caseload& all, auto& list) { list.set_delivery_unit(all.AnyUnit()); }},
      {"an owner", [](Caseload& all, auto& list) { list.set_owner_id(all.AnyOwner()); }},
      {"a name", [](Caseload& all, auto& list) { list.set_text(all.AnyName()); }},
      {"a letter, by name",
       [](Caseload& all, auto& list) {
         list.set_text(std::string(1, static_cast<char>('a' + all.Below(26))));
         list.set_order_by(release::RELEASE_ORDER_NAME);
       }},
      {"a number's beginning",
       [](Caseload& all, auto& list) { list.set_text(fmt::format("A{:03}", all.Below(1000))); }},
      {"a pathway declined",
       [](Caseload&, auto& list) {
         list.set_pathway(release::PATHWAY_HEALTH);
         list.set_pathway_status(release::PATHWAY_STATUS_SUPPORT_DECLINED);
       }},
      {"overdue, in prison",
       [](Caseload&, auto& list) {
         list.set_overdue(true);
         list.set_state(release::PERSON_STATE_IN_PRISON);
       }},
      {"no fixed abode on a Friday, a year",
       [window](Caseload&, auto& list) {
         window(list, 365);
         list.set_no_fixed_abode(true);
         list.set_friday_or_pre_holiday(true);
       }},
      {"held past the day",
       [](Caseload&, auto& list) { list.set_warning(release::RELEASE_DAY_WARNING_HELD_PAST_DUE); }},
      {"without an owner, by number",
       [](Caseload&, auto& list) {
         list.set_without_owner(true);
         list.set_order_by(release::RELEASE_ORDER_PRISON_NUMBER);
       }},
  };
}

double At(std::vector<double>& sorted, double share) {
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * share)];
}

}  // namespace

std::vector<Figure> MeasureLists(const std::string& programs) {
  fmt::print(stderr, "bench: lists\n");
  support::Cluster cluster(programs);
  // Makes the tables.
  cluster.Start("release");
  cluster.Stop("release");
  Caseload caseload;
  const auto began = Clock::now();
  Fill(cluster.DatabasePath("release"), caseload);
  fmt::print(stderr, "bench: {} people in {:.0f} s\n", kPeople,
             std::chrono::duration<double>(Clock::now() - began).count());
  cluster.Start("release");
  const auto stub = release::ReleaseService::NewStub(
      grpc::CreateChannel(cluster.Address("release"), grpc::InsecureChannelCredentials()));
  std::vector<double> all;
  std::map<std::string, std::vector<double>> each;
  const std::vector<Kind> kinds = Kinds();
  for (int page = 0; page < kPages;) {
    const Kind& kind =
        kinds[static_cast<std::size_t>(caseload.Below(static_cast<int>(kinds.size())))];
    release::ListReleasesRequest list;
    kind.ask(caseload, list);
    for (int i = 0; i < kMostPagesOfOne && page < kPages; ++i) {
      grpc::ClientContext context;
      Prepare(context, cluster.token());
      release::ListReleasesResponse answer;
      const auto start = Clock::now();
      const auto status = stub->ListReleases(&context, list, &answer);
      const double took = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
      if (!status.ok()) Die(status.error_message());
      ++page;
      all.push_back(took);
      each[kind.name].push_back(took);
      list.set_page_token(answer.next_page_token());
      if (list.page_token().empty()) break;
    }
  }
  for (auto& [name, times] : each) {
    fmt::print(stderr, "bench: {}: p50 {:.1f} ms, p99 {:.1f} ms, {} pages\n", name, At(times, 0.5),
               At(times, 0.99), times.size());
  }
  const double p99 = At(all, 0.99);
  return {{.what = fmt::format("a page of a list (100 people) of {} people, {} kinds of query",
                               kPeople, kinds.size()),
           .measured =
               fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, {} pages", At(all, 0.5), p99, all.size()),
           .limit = "–",
           .reach = fmt::format("p99 ≤ {:.0f} ms", kLimitMs),
           .reached = p99 <= kLimitMs}};
}

}  // namespace ttg::bench
