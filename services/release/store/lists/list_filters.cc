#include "release/store/lists/list_filters.h"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "release/domain/search_text.h"
#include "release/store/columns.h"

namespace ttg::release {
namespace {

using store::Binds;

// A name of more words is searched for by its first ones.
constexpr std::size_t kMostWords = 4;

// Binds hold views of their names, so the names live for good.
struct RangeNames {
  std::string_view from;
  std::string_view before;
};
constexpr std::array<RangeNames, kMostWords + 1> kRanges = {{{"text_0", "beyond_0"},
                                                             {"text_1", "beyond_1"},
                                                             {"text_2", "beyond_2"},
                                                             {"text_3", "beyond_3"},
                                                             {"text_4", "beyond_4"}}};

// A letter and then a digit begin a prison number; anything else is a name.
bool LooksLikeNumber(std::string_view folded) {
  return folded.size() > 1 && folded[1] >= '0' && folded[1] <= '9';
}

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// The words of a text, folded; what folds to nothing is no word.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty() && words.size() < kMostWords) {
    const std::size_t end = text.find(' ');
    std::string word = FoldForSearch(text.substr(0, end));
    if (!word.empty()) words.push_back(std::move(word));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

// What a name key may begin with: nobody knows which of the words are of the family name.
std::vector<std::string> NamePrefixes(const std::vector<std::string>& words) {
  std::vector<std::string> prefixes;
  prefixes.reserve(words.size());
  for (std::size_t family = 1; family <= words.size(); ++family) {
    std::string prefix;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i == family) prefix += ' ';
      prefix += words[i];
    }
    prefixes.push_back(std::move(prefix));
  }
  return prefixes;
}

class TextFilter {
 public:
  // `column` begins with the range's text.
  void Add(std::string_view table, std::string_view column, const RangeNames& range) {
    filter_.selects.push_back(
        fmt::format("SELECT person_id FROM {0} WHERE {1} >= :{2} AND {1} < "
                    ":{3}",
                    table, column, range.from, range.before));
    // One by one for each row; an alias is found by its own index in any case.
    const std::string fits =
        table == "alias" ? fmt::format("person_id IN ({})", filter_.selects.back())
                         : fmt::format("(COALESCE({0}, '') >= :{1} AND COALESCE({0}, '') < :{2})",
                                       column, range.from, range.before);
    filter_.condition += fmt::format("{}{}", filter_.condition.empty() ? "(" : " OR ", fits);
  }

  void Value(const RangeNames& range, std::string prefix) {
    filter_.binds.emplace_back(range.before, AfterPrefix(prefix));
    filter_.binds.emplace_back(range.from, std::move(prefix));
  }

  ListFilter Take() && {
    filter_.condition += ')';
    return std::move(filter_);
  }

 private:
  ListFilter filter_;
};

ListFilter OfText(const std::string& text) {
  const std::string folded = FoldForSearch(text);
  // Letters of another script: no name or number of ours begins with them.
  if (folded.empty()) return {"1 = 0", {"SELECT person_id FROM person WHERE 1 = 0"}, {}};
  TextFilter filter;
  filter.Value(kRanges[0], folded);
  filter.Add("alias", "search_key", kRanges[0]);
  if (LooksLikeNumber(folded)) {
    filter.Value(kRanges[1], Upper(folded));
    filter.Add("person", "prison_number", kRanges[1]);
    return std::move(filter).Take();
  }
  filter.Add("person", "given_key", kRanges[0]);
  std::size_t next = 1;
  for (std::string& prefix : NamePrefixes(WordsOf(text))) {
    filter.Value(kRanges[next], std::move(prefix));
    filter.Add("person", "name_key", kRanges[next++]);
  }
  return std::move(filter).Take();
}

ListFilter OfPathway(const PathwayFilter& wanted) {
  ListFilter filter;
  filter.binds.emplace_back("pathway", ToString(wanted.pathway));
  // No row says that nobody has assessed the pathway.
  if (wanted.status == PathwayStatus::kNotStarted) {
    filter.condition =
        "NOT EXISTS (SELECT 1 FROM plan_pathway w WHERE w.person_id = person.person_id AND "
        "w.pathway = :pathway)";
    return filter;
  }
  filter.binds.emplace_back("pathway_status", ToString(wanted.status));
  filter.condition =
      "EXISTS (SELECT 1 FROM plan_pathway w WHERE w.person_id = person.person_id AND w.pathway = "
      ":pathway AND w.status = :pathway_status)";
  filter.selects = {
      "SELECT person_id FROM plan_pathway WHERE pathway = :pathway AND status = :pathway_status"};
  return filter;
}

ListFilter OfOverdue(Date today) {
  return {
      "COALESCE(next_due_on, next_due_on) < :overdue_today AND (suspended_until_on IS NULL OR "
      "suspended_until_on < :overdue_today)",
      {"SELECT person_id FROM person WHERE next_due_on IS NOT NULL AND next_due_on < "
       ":overdue_today AND (suspended_until_on IS NULL OR suspended_until_on < "
       ":overdue_today)"},
      {{"overdue_today", today}}};
}

// Word for word the conditions of the indexes of urgent tasks.
ListFilter OfSince(std::string_view column) {
  constexpr std::string_view kAhead = "state NOT IN ('RELEASED', 'DEPORTED', 'DIED', 'MERGED')";
  return {fmt::format("COALESCE({0}, {0}) IS NOT NULL AND {1}", column, kAhead),
          {fmt::format("SELECT person_id FROM person WHERE {} IS NOT NULL AND {}", column, kAhead)},
          {}};
}

ListFilter OfHeldPastDue(Date today) {
  constexpr std::string_view kHeld =
      "state IN ('IN_PRISON', 'TEMPORARILY_OUT') AND {} < :held_today AND NOT EXISTS (SELECT 1 "
      "FROM person_hold h WHERE h.person_id = person.person_id)";
  return {fmt::format(kHeld, "COALESCE(sort_on, sort_on)"),
          {"SELECT person_id FROM person WHERE " + fmt::format(kHeld, "sort_on")},
          {{"held_today", today}}};
}

ListFilter OfWarning(ReleaseDayWarning warning, Date today) {
  switch (warning) {
    case ReleaseDayWarning::kAfterLawfulDay:
      return OfSince("after_lawful_since_on");
    case ReleaseDayWarning::kNonWorkingDay:
      return OfSince("non_working_since_on");
    case ReleaseDayWarning::kHeldPastDue:
      return OfHeldPastDue(today);
    case ReleaseDayWarning::kUnderEighteen:
      return OfSince("under_eighteen_since_on");
  }
  return {};
}

ListFilter OfState(PersonState state) {
  ListFilter filter;
  filter.binds.emplace_back("state", ToString(state));
  filter.condition = "state = :state";
  // Word for word the condition of person_in_custody, which leads by nobody who was released.
  if (state == PersonState::kInPrison || state == PersonState::kTemporarilyOut) {
    filter.condition = "state IN ('IN_PRISON', 'TEMPORARILY_OUT') AND state = :state";
  }
  // The others are many.
  if (state != PersonState::kInPrison && state != PersonState::kReleased) {
    filter.selects = {
        "SELECT person_id FROM person WHERE state NOT IN ('IN_PRISON', 'RELEASED') AND state = "
        ":state"};
  }
  return filter;
}

}  // namespace

std::vector<ListFilter> FiltersOf(const ReleaseQuery& query, Date today) {
  std::vector<ListFilter> filters;
  if (!query.text.empty()) filters.push_back(OfText(query.text));
  if (query.state) {
    filters.push_back(OfState(*query.state));
  } else {
    // Nobody prepares the release of whoever has died, was deported or has another number.
    filters.push_back({"state NOT IN ('DEPORTED', 'DIED', 'MERGED')", {}, {}});
  }
  if (query.without_owner) {
    filters.push_back(
        {"owner_id IS NULL", {"SELECT person_id FROM person WHERE owner_id IS NULL"}, {}});
  }
  if (query.pathway) filters.push_back(OfPathway(*query.pathway));
  if (query.overdue) filters.push_back(OfOverdue(today));
  if (query.warning) filters.push_back(OfWarning(*query.warning, today));
  if (query.friday_or_pre_holiday) filters.push_back({"due_friday = 1", {}, {}});
  if (query.no_fixed_abode) filters.push_back({"nfa_risk = 1", {}, {}});
  if (query.changed_since) {
    filters.push_back({"COALESCE(changed_at, changed_at) >= :changed_since",
                       {"SELECT person_id FROM person WHERE changed_at >= :changed_since"},
                       {{"changed_since", *query.changed_since}}});
  }
  return filters;
}

}  // namespace ttg::release
