// The verbs of Person that are about who somebody is, and what is answered about their risk
// (domain A12, A13).
#include <algorithm>
#include <utility>

#include "release/domain/person.h"
#include "release/domain/search_text.h"

namespace ttg::release {
namespace {

Error MergedAway() {
  return Precondition("PERSON_MERGED",
                      "this number has been merged: work with the number that stands");
}
Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error AnswerMissing() {
  return InvalidField("answer", "ANSWER_MISSING", "decide for yes or for no");
}
Error AnsweredSoAlready() {
  return Precondition("ANSWERED_SO_ALREADY", "that is the answer already");
}
Error AliasEmpty() {
  return InvalidField("alias", "ALIAS_EMPTY", "an alias is a name or a number");
}
Error BornInFuture() {
  return InvalidField("alias.date_of_birth", "DATE_IN_FUTURE", "nobody is born after today");
}
Error AliasKnownAlready() {
  return Duplicate("ALIAS_KNOWN_ALREADY", "the person is known by this name or number already");
}
Error AliasNotFound() {
  return NotFound("ALIAS_NOT_FOUND", "the person has no alias with that id");
}

Answer& AnswerTo(RiskQuestion question, Profile& profile) {
  switch (question) {
    case RiskQuestion::kArsonRisk:
      return profile.arson_risk;
    case RiskQuestion::kSexualRiskToAdults:
      return profile.sexual_risk_to_adults;
    case RiskQuestion::kSexualRiskToChildren:
      return profile.sexual_risk_to_children;
  }
  return profile.arson_risk;
}

// Name and date of birth as they are compared: how they are written makes no other alias of them.
bool SameName(const Alias& one, const Alias& other) {
  return FoldForSearch(one.family_name.Reveal()) == FoldForSearch(other.family_name.Reveal()) &&
         FoldForSearch(one.given_names.Reveal()) == FoldForSearch(other.given_names.Reveal()) &&
         one.date_of_birth == other.date_of_birth;
}

bool SaysTheSame(const Alias& one, const Alias& other) {
  return SameName(one, other) && one.identifier == other.identifier;
}

// The person's own name and numbers, as aliases that say nothing new.
std::vector<Alias> OwnNames(const Person::Snapshot& person, const Alias& like) {
  Alias name = like;
  name.family_name = person.profile.family_name;
  name.given_names = person.profile.given_names;
  name.identifier = {};
  name.date_of_birth.reset();
  std::vector<Alias> own = {name};
  name.date_of_birth = person.profile.date_of_birth;
  own.push_back(name);
  Alias number = like;
  number.family_name = {};
  number.given_names = {};
  number.date_of_birth.reset();
  number.identifier = Sensitive(person.number.Reveal());
  own.push_back(number);
  if (person.profile.crn) {
    number.identifier = Sensitive(person.profile.crn->Reveal());
    own.push_back(number);
  }
  if (person.profile.pnc) {
    number.identifier = Sensitive(person.profile.pnc->Reveal());
    own.push_back(number);
  }
  return own;
}

}  // namespace

Result<Changes> Person::AddAlias(Alias alias, const Act& act) {
  const bool named = !alias.family_name.Reveal().empty() || !alias.given_names.Reveal().empty();
  if (!named && alias.identifier.Reveal().empty()) return AliasEmpty();
  if (alias.date_of_birth && alias.date_of_birth->Reveal() > act.today) return BornInFuture();
  if (data_.state == PersonState::kMerged) return MergedAway();
  const auto same = [&](const Alias& known) { return SaysTheSame(known, alias); };
  const std::vector<Alias> own = OwnNames(data_, alias);
  if (std::ranges::any_of(data_.aliases, same) || std::ranges::any_of(own, same)) {
    return AliasKnownAlready();
  }
  data_.aliases.push_back(std::move(alias));
  return Changes{};
}

Result<Changes> Person::RemoveAlias(const AliasId& alias) {
  if (data_.state == PersonState::kMerged) return MergedAway();
  const auto removed =
      std::erase_if(data_.aliases, [&](const Alias& known) { return known.id == alias; });
  if (removed == 0) return AliasNotFound();
  return Changes{};
}

Result<Changes> Person::DecideRiskAnswer(RiskQuestion question, Answer answer,
                                         const std::string& reason, const Act& act) {
  if (answer == Answer::kUnanswered) return AnswerMissing();
  if (reason.empty()) return ReasonMissing();
  if (data_.state == PersonState::kMerged) return MergedAway();
  Answer& stored = AnswerTo(question, data_.profile);
  if (stored == answer) return AnsweredSoAlready();
  const Answer before = std::exchange(stored, answer);
  Changes changes{{PersonProfileChanged{data_.id, ++data_.profile_version}}, {}};
  changes.risk_decisions.push_back({question, before, answer, Sensitive(reason), act.by, act.at});
  return changes;
}

}  // namespace ttg::release
