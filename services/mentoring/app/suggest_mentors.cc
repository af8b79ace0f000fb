#include "mentoring/app/suggest_mentors.h"

#include "mentoring/app/access.h"

namespace ttg::mentoring {

Result<Ranking> SuggestMentors::operator()(MentoringStore& store, const CallContext& call,
                                           const Query& query) const {
  TTG_TRY(const auto person, store.FindPerson(query.person));
  if (!person || !MaySeePerson(call, *person)) return PersonNotFound();
  TTG_TRY(auto roster, store.Roster());
  TTG_TRY(const auto former, store.FormerMentorsOf(query.person));
  return RankMentors(std::move(roster), *person, former, query.wishes);
}

}  // namespace ttg::mentoring
