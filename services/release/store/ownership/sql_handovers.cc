#include <utility>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "platform/store/caseload_filter.h"
#include "release/store/columns.h"
#include "release/store/ownership/sql_ownership_store.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;

constexpr std::string_view kHandoverColumns =
    "handover_id, version, person_id, state, from_owner_id, from_side, to_owner_id, to_side, "
    "checklist, offered_by, offered_at, expires_on, ended_at, ended_by, reason";

// The same of handovers h.
constexpr std::string_view kColumnsOfH =
    "h.handover_id, h.version, h.person_id, h.state, h.from_owner_id, h.from_side, h.to_owner_id, "
    "h.to_side, h.checklist, h.offered_by, h.offered_at, h.expires_on, h.ended_at, h.ended_by, "
    "h.reason";

std::string WriteChecklist(const std::set<HandoverItem>& checklist) {
  std::set<std::string_view> codes;
  for (const HandoverItem item : checklist) codes.insert(ToString(item));
  return JoinCodes(codes);
}

std::set<HandoverItem> ReadChecklist(std::string_view text) {
  std::set<HandoverItem> checklist;
  for (const std::string& code : SplitCodes(text)) {
    if (const auto item = ParseHandoverItem(code)) checklist.insert(*item);
  }
  return checklist;
}

OwnerSide SideOf(const std::string& text) {
  return ParseOwnerSide(text).value_or(OwnerSide::kPrison);
}

std::vector<store::Value> ValuesOf(const Handover::Snapshot& handover) {
  return {ToValue(handover.id),
          ToValue(handover.version),
          ToValue(handover.person),
          ToValue(ToString(handover.state)),
          ToValue(handover.from.id),
          ToValue(ToString(handover.from.side)),
          ToValue(handover.to.id),
          ToValue(ToString(handover.to.side)),
          ToValue(WriteChecklist(handover.checklist)),
          ToValue(handover.offered_by),
          ToValue(handover.offered_at),
          ToValue(handover.expires_on),
          ToValue(handover.ended_at),
          ToValue(handover.ended_by),
          ToValue(handover.reason)};
}

Result<void> Update(store::Session& session, const Handover::Snapshot& handover) {
  TTG_TRY(const auto changed,
          session.Execute("UPDATE handover SET version = :version, state = :state, "
                          "from_owner_id = :from_owner, from_side = :from_side, "
                          "to_owner_id = :to_owner, to_side = :to_side, ended_at = :ended_at, "
                          "ended_by = :ended_by, reason = :reason "
                          "WHERE handover_id = :id AND version = :expected",
                          {{"version", handover.version},
                           {"state", ToString(handover.state)},
                           {"from_owner", handover.from.id},
                           {"from_side", ToString(handover.from.side)},
                           {"to_owner", handover.to.id},
                           {"to_side", ToString(handover.to.side)},
                           {"ended_at", handover.ended_at},
                           {"ended_by", handover.ended_by},
                           {"reason", handover.reason},
                           {"id", handover.id},
                           {"expected", handover.version - 1}}));
  if (changed == 0) return HandoverChanged();
  return {};
}

// Says which handovers a list asks for.
std::string ConditionsOf(const HandoverQuery& query, Binds& binds) {
  std::string text;
  const auto add = [&](std::string_view condition, store::Bind bind) {
    text += fmt::format(" AND {}", condition);
    binds.push_back(std::move(bind));
  };
  if (query.person) add("h.person_id = :person", {"person", *query.person});
  if (query.from_owner) add("h.from_owner_id = :from_owner", {"from_owner", *query.from_owner});
  if (query.to_owner) add("h.to_owner_id = :to_owner", {"to_owner", *query.to_owner});
  if (query.state) add("h.state = :state", {"state", ToString(*query.state)});
  if (query.to_be_assigned_through) {
    add("h.state = 'OFFERED' AND p.release_on <= :through AND p.state NOT IN ('DEPORTED', 'DIED', "
        "'MERGED')",
        {"through", *query.to_be_assigned_through});
  }
  if (query.after) add("h.handover_id < :after", {"after", *query.after});
  return text;
}

}  // namespace

std::string SqlOwnershipStore::Reach(Binds& binds) const {
  return store::CaseloadFilter(call_.scope, "p.prison_id", "p.delivery_unit", binds);
}

Result<std::vector<HandoverView>> SqlOwnershipStore::QueryHandovers(std::string_view rest,
                                                                    const Binds& binds) {
  TTG_TRY(
      auto rows,
      session_.Query<HandoverId, std::int64_t, PersonId, std::string, ActorId, std::string, ActorId,
                     std::string, std::string, ActorId, Instant, Date, std::optional<Instant>,
                     std::optional<ActorId>, std::string, std::optional<Date>>(
          fmt::format("SELECT {}, p.release_on FROM handover h JOIN person p "
                      "ON p.person_id = h.person_id WHERE {}",
                      kColumnsOfH, rest),
          binds));
  std::vector<HandoverView> views;
  views.reserve(rows.size());
  for (auto& [id, version, person, state, from, from_side, to, to_side, checklist, offered_by,
              offered_at, expires_on, ended_at, ended_by, reason, release_on] : rows) {
    views.push_back(
        {Handover::Restore({.id = id,
                            .version = version,
                            .person = person,
                            .state = ParseHandoverState(state).value_or(HandoverState::kExpired),
                            .from = {from, SideOf(from_side)},
                            .to = {to, SideOf(to_side)},
                            .checklist = ReadChecklist(checklist),
                            .offered_by = offered_by,
                            .offered_at = offered_at,
                            .expires_on = expires_on,
                            .ended_at = ended_at,
                            .ended_by = ended_by,
                            .reason = std::move(reason)}),
         release_on});
  }
  return views;
}

Result<HandoverView> SqlOwnershipStore::FindHandover(const HandoverId& id) {
  Binds binds = {{"id", id}};
  const std::string reach = Reach(binds);
  TTG_TRY(auto views, QueryHandovers(fmt::format("h.handover_id = :id AND {}", reach), binds));
  if (views.empty()) return HandoverNotFound();
  return std::move(views.front());
}

Result<std::optional<HandoverView>> SqlOwnershipStore::FindOffer(const PersonId& person) {
  TTG_TRY(auto views,
          QueryHandovers("h.person_id = :person AND h.state = 'OFFERED'", {{"person", person}}));
  if (views.empty()) return std::optional<HandoverView>();
  return std::optional(std::move(views.front()));
}

Result<std::vector<Handover>> SqlOwnershipStore::SaveHandovers(
    std::vector<HandoverChange> changes) {
  std::vector<Handover> saved;
  std::vector<messaging::Event> events;
  saved.reserve(changes.size());
  for (HandoverChange& change : changes) {
    Handover::Snapshot handover = change.handover.snapshot();
    const bool is_new = handover.version == 0;
    ++handover.version;
    if (is_new) {
      TTG_RETURN_IF_ERROR(InsertRows(session_, "handover", kHandoverColumns, {ValuesOf(handover)}));
    } else {
      TTG_RETURN_IF_ERROR(Update(session_, handover));
    }
    for (const ReleaseEvent& event : change.events) {
      events.push_back(encode_(event, handover.version, call_));
    }
    saved.push_back(Handover::Restore(std::move(handover)));
  }
  TTG_RETURN_IF_ERROR(messaging::Append(session_, events));
  return saved;
}

Result<std::vector<HandoverView>> SqlOwnershipStore::ListHandovers(const HandoverQuery& query) {
  Binds binds = {{"limit", query.limit}};
  const std::string conditions = ConditionsOf(query, binds);
  const std::string reach = Reach(binds);
  return QueryHandovers(
      fmt::format("{}{} ORDER BY h.handover_id DESC LIMIT :limit", reach, conditions), binds);
}

Result<std::vector<HandoverView>> SqlOwnershipStore::ListOver(Date today, Date assigned_through,
                                                              int limit) {
  return QueryHandovers(
      "h.state = 'OFFERED' AND (p.state IN ('DEPORTED', 'DIED', 'MERGED') OR (h.expires_on < "
      ":today AND (p.release_on IS NULL OR p.release_on > :through))) "
      "ORDER BY h.handover_id LIMIT :limit",
      {{"today", today}, {"through", assigned_through}, {"limit", limit}});
}

Result<std::vector<DueLine>> SqlOwnershipStore::ListDue(const DueQuery& query) {
  Binds binds = {{"due_by", query.due_by}, {"limit", query.limit}};
  // The first three conditions are those of the indexes.
  std::string where =
      "p.handover_due_on IS NOT NULL AND p.owner_id IS NOT NULL AND (p.owner_side IS NULL OR "
      "p.owner_side = 'PRISON') AND p.handover_due_on <= :due_by";
  if (query.prison) {
    where += " AND p.prison_id = :prison";
    binds.emplace_back("prison", *query.prison);
  }
  if (query.owner) {
    where += " AND p.owner_id = :owner";
    binds.emplace_back("owner", *query.owner);
  }
  if (query.after) {
    where +=
        " AND p.handover_due_on >= :after_on AND (p.handover_due_on > :after_on OR p.person_id > "
        ":after_id)";
    binds.emplace_back("after_on", query.after->due_on);
    binds.emplace_back("after_id", query.after->person);
  }
  where += fmt::format(" AND {}", Reach(binds));
  TTG_TRY(auto rows,
          session_.Query<PersonId, ActorId, PrisonId, std::optional<DeliveryUnit>,
                         std::optional<Date>, Date, std::string, std::optional<HandoverId>>(
              fmt::format("SELECT p.person_id, p.owner_id, p.prison_id, p.delivery_unit, "
                          "p.release_on, p.handover_due_on, p.handover_rule, h.handover_id FROM "
                          "person p LEFT JOIN handover h ON h.person_id = p.person_id AND h.state "
                          "= 'OFFERED' WHERE {} ORDER BY p.handover_due_on, p.person_id LIMIT "
                          ":limit",
                          where),
              binds));
  std::vector<DueLine> lines;
  lines.reserve(rows.size());
  for (auto& [person, owner, prison, unit, release_on, due_on, rule, handover] : rows) {
    lines.push_back(
        {person, owner, prison, unit, release_on,
         HandoverDue{due_on, ParseHandoverDueRule(rule).value_or(HandoverDueRule::kDeterminate)},
         handover});
  }
  return lines;
}

}  // namespace ttg::release
