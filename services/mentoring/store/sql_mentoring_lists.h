#pragma once

#include <optional>
#include <vector>

#include "mentoring/app/ports.h"
#include "platform/store/session.h"

namespace ttg::mentoring {

// MentoringLists over one read-only session.
class SqlMentoringLists final : public MentoringLists {
 public:
  explicit SqlMentoringLists(store::Session& session) : session_(session) {}

  Result<std::optional<MatchRow>> FindMatch(const CallContext& call, const MatchId& id) override;
  Result<std::vector<MatchRow>> Matches(const CallContext& call, const MatchFilter& filter,
                                        const PageOf& page) override;
  Result<std::vector<MatchRow>> GateMeetings(const CallContext& call, Date from, Date through,
                                             const PageOf& page) override;
  Result<std::vector<RosterEntry>> Mentors(const CallContext& call,
                                           const std::optional<PrisonId>& prison,
                                           const std::optional<DeliveryUnit>& unit,
                                           const PageOf& page) override;
  Result<std::vector<StoredAnswer>> Answers(const CallContext& call,
                                            const std::optional<PersonId>& person, bool open_only,
                                            const PageOf& page) override;

 private:
  // The rows that a condition on mentor_match m and person p selects, in an order, with the names.
  Result<std::vector<MatchRow>> Rows(const CallContext& call, std::string condition,
                                     store::Binds binds, std::string_view order, int limit);

  store::Session& session_;
};

}  // namespace ttg::mentoring
