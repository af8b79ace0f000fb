#include "platform/redis/client.h"

#include <charconv>
#include <csignal>
#include <fstream>
#include <mutex>
#include <string_view>

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <sys/time.h>

namespace ttg::redis {
namespace {

using std::chrono::milliseconds;

Error Unreachable() {
  return Unavailable("REDIS_UNREACHABLE", "Redis cannot be reached or did not answer in time");
}

Error UnexpectedReply() {
  return Internal("REDIS_REFUSED", "Redis answered in a form that this command does not have");
}

timeval ToTimeval(milliseconds time) {
  return {.tv_sec = time.count() / 1000,
          .tv_usec = static_cast<suseconds_t>((time.count() % 1000) * 1000)};
}

// hiredis writes without MSG_NOSIGNAL: a server that went away would end our process.
void IgnoreBrokenPipes() {
  static std::once_flag once;
  std::call_once(once, [] { std::signal(SIGPIPE, SIG_IGN); });
}

std::string Text(const redisReply& reply) {
  return reply.str == nullptr ? std::string() : std::string(reply.str, reply.len);
}

bool IsArray(const redisReply* reply) {
  return reply != nullptr && reply->type == REDIS_REPLY_ARRAY;
}

bool IsNil(const redisReply& reply) { return reply.type == REDIS_REPLY_NIL; }

// The value after `name` in a flat list of names and values (XINFO).
const redisReply* Member(const redisReply& list, std::string_view name) {
  for (std::size_t i = 0; i + 1 < list.elements; i += 2) {
    if (Text(*list.element[i]) == name) return list.element[i + 1];
  }
  return nullptr;
}

Result<StreamEntry> ToEntry(const redisReply& reply) {
  if (reply.elements != 2) return UnexpectedReply();
  StreamEntry entry{.id = Text(*reply.element[0]), .fields = {}};
  const redisReply* fields = reply.element[1];
  // A deleted entry that is still pending has nil for its fields; XREAD and XRANGE show none.
  if (!IsArray(fields)) return entry;
  entry.fields.reserve(fields->elements / 2);
  for (std::size_t i = 0; i + 1 < fields->elements; i += 2) {
    entry.fields.emplace_back(Text(*fields->element[i]), Text(*fields->element[i + 1]));
  }
  return entry;
}

Result<std::vector<StreamEntry>> ToEntries(const redisReply& list) {
  std::vector<StreamEntry> entries;
  entries.reserve(list.elements);
  for (std::size_t i = 0; i < list.elements; ++i) {
    TTG_TRY(auto entry, ToEntry(*list.element[i]));
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::string> ReadPassword(const std::string& path) {
  std::ifstream file(path);
  std::string password;
  if (!file || !std::getline(file, password)) {
    return Unavailable("REDIS_LOGIN_REFUSED", "the file with the Redis password cannot be read");
  }
  return password;
}

// "host:port"; the last colon, so that an IPv6 address keeps its own.
std::optional<std::pair<std::string, int>> ToAddress(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  int port = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, port);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return std::pair(text.substr(0, colon), port);
}

std::vector<std::string> AddCommand(const std::string& stream, const StreamEntry& entry,
                                    bool create) {
  std::vector<std::string> words{"XADD", stream};
  if (!create) words.emplace_back("NOMKSTREAM");
  words.push_back(entry.id);
  for (const auto& [name, value] : entry.fields) {
    words.push_back(name);
    words.push_back(value);
  }
  return words;
}

bool SaysNotLarger(const std::string& error) {
  return error.find("equal or smaller") != std::string::npos;
}

// What became of one XADD; nothing where Redis refuses it.
std::optional<Added> OutcomeOf(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_ERROR) return IsNil(reply) ? Added::kNoStream : Added::kYes;
  if (SaysNotLarger(Text(reply))) return Added::kNotLarger;
  return std::nullopt;
}

}  // namespace

void Client::ContextDeleter::operator()(redisContext* context) const { redisFree(context); }
void Client::ReplyDeleter::operator()(redisReply* reply) const { freeReplyObject(reply); }

Client::Client(ClientConfig config) : config_(std::move(config)) { IgnoreBrokenPipes(); }
Client::~Client() = default;

void Client::Disconnect() { context_.reset(); }

Result<void> Client::Connect() {
  Disconnect();
  std::pair address(config_.host, config_.port);
  if (!config_.sentinels.empty()) {
    TTG_TRY(address, FindMaster());
  }
  TTG_TRY(context_, Open(address.first, address.second));
  auto ready = Login();
  if (ready && !config_.sentinels.empty()) ready = CheckMaster();
  if (!ready) Disconnect();
  return ready;
}

Result<Client::Context> Client::Open(const std::string& host, int port) const {
  Context context(redisConnectWithTimeout(host.c_str(), port, ToTimeval(config_.connect_timeout)));
  if (context == nullptr || context->err != 0) return Unreachable();
  // Children that a process starts must not hold the connection open.
  fcntl(context->fd, F_SETFD, FD_CLOEXEC);
  if (redisSetTimeout(context.get(), ToTimeval(config_.command_timeout)) != REDIS_OK) {
    return Unreachable();
  }
  return context;
}

Result<std::pair<std::string, int>> Client::FindMaster() const {
  for (const std::string& sentinel : config_.sentinels) {
    const auto address = ToAddress(sentinel);
    if (!address) continue;
    auto context = Open(address->first, address->second);
    if (!context) continue;
    const Reply reply(static_cast<redisReply*>(redisCommand(
        context->get(), "SENTINEL get-master-addr-by-name %s", config_.master_name.c_str())));
    if (!IsArray(reply.get()) || reply->elements != 2) continue;
    const auto master = ToAddress(Text(*reply->element[0]) + ":" + Text(*reply->element[1]));
    if (master) return *master;
  }
  return Unavailable("REDIS_NO_MASTER", "no Sentinel names a master that can be used");
}

Result<void> Client::Login() {
  if (config_.password_file.empty()) return {};
  TTG_TRY(const std::string password, ReadPassword(config_.password_file));
  std::vector<std::string> words{"AUTH"};
  if (!config_.user.empty()) words.push_back(config_.user);
  words.push_back(password);
  if (!Call(words)) {
    return Unavailable("REDIS_LOGIN_REFUSED", "Redis refused the user or the password");
  }
  return {};
}

// Sentinel may still name a master that has just been demoted.
Result<void> Client::CheckMaster() {
  TTG_TRY(const Reply reply, Call({"ROLE"}));
  if (!IsArray(reply.get()) || reply->elements == 0 || Text(*reply->element[0]) != "master") {
    return Unavailable("REDIS_NO_MASTER", "the server that Sentinel named is not a master");
  }
  return {};
}

Result<void> Client::Append(const std::vector<std::string>& words) {
  if (!connected()) return Unreachable();
  std::vector<const char*> data;
  std::vector<std::size_t> sizes;
  data.reserve(words.size());
  sizes.reserve(words.size());
  for (const std::string& word : words) {
    data.push_back(word.data());
    sizes.push_back(word.size());
  }
  if (redisAppendCommandArgv(context_.get(), static_cast<int>(words.size()), data.data(),
                             sizes.data()) != REDIS_OK) {
    Disconnect();
    return Unreachable();
  }
  return {};
}

Result<Client::Reply> Client::NextReply() {
  if (!connected()) return Unreachable();
  void* raw = nullptr;
  if (redisGetReply(context_.get(), &raw) != REDIS_OK || raw == nullptr) {
    Disconnect();
    return Unreachable();
  }
  return Reply(static_cast<redisReply*>(raw));
}

Result<Client::Reply> Client::Call(const std::vector<std::string>& words) {
  TTG_RETURN_IF_ERROR(Append(words));
  TTG_TRY(Reply reply, NextReply());
  if (reply->type == REDIS_REPLY_ERROR) return FromReply(*reply);
  return reply;
}

Error Client::FromReply(const redisReply& reply) {
  const std::string text = Text(reply);
  const std::string code = text.substr(0, text.find(' '));
  if (code == "OOM" || text.find("OOM") != std::string::npos) {
    return Unavailable("REDIS_FULL", "Redis has reached its memory limit");
  }
  if (code == "LOADING") return Unavailable("REDIS_LOADING", "Redis is loading its data");
  if (code == "UNBLOCKED") return Unavailable("REDIS_UNBLOCKED", "the wait was ended by Redis");
  if (code == "NOGROUP") return Unavailable("REDIS_NO_GROUP", "there is no such consumer group");
  if (text.find("no such key") != std::string::npos ||
      text.find("requires the key to exist") != std::string::npos) {
    return Unavailable("REDIS_NO_STREAM", "there is no such stream");
  }
  if (code == "READONLY") {
    Disconnect();
    return Unavailable("REDIS_READ_ONLY", "this Redis server is a replica now");
  }
  if (code == "NOAUTH" || code == "WRONGPASS" || code == "NOPERM") {
    return Unavailable("REDIS_LOGIN_REFUSED", "Redis does not allow this user to do this");
  }
  return Internal("REDIS_REFUSED", "Redis refused a command: " + code);
}

Result<std::vector<Added>> Client::Add(const std::string& stream,
                                       const std::vector<StreamEntry>& entries, bool create) {
  TTG_RETURN_IF_ERROR(Append({"MULTI"}));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    TTG_RETURN_IF_ERROR(Append(AddCommand(stream, entries[i], create && i == 0)));
  }
  TTG_RETURN_IF_ERROR(Append({"EXEC"}));

  std::optional<Error> refused;
  for (std::size_t i = 0; i < entries.size() + 1; ++i) {
    TTG_TRY(const Reply queued, NextReply());
    if (queued->type == REDIS_REPLY_ERROR && !refused) refused = FromReply(*queued);
    if (!connected()) return *refused;
  }
  TTG_TRY(const Reply executed, NextReply());
  if (refused) return *refused;
  if (executed->type == REDIS_REPLY_ERROR) return FromReply(*executed);
  if (!IsArray(executed.get()) || executed->elements != entries.size()) return UnexpectedReply();

  std::vector<Added> outcomes;
  outcomes.reserve(entries.size());
  for (std::size_t i = 0; i < executed->elements; ++i) {
    const auto outcome = OutcomeOf(*executed->element[i]);
    if (!outcome) return FromReply(*executed->element[i]);
    outcomes.push_back(*outcome);
  }
  return outcomes;
}

Result<std::vector<StreamEntry>> Client::Range(const std::string& stream, const std::string& from,
                                               const std::string& to, int count) {
  TTG_TRY(const Reply reply, Call({"XRANGE", stream, from, to, "COUNT", std::to_string(count)}));
  if (!IsArray(reply.get())) return UnexpectedReply();
  return ToEntries(*reply);
}

Result<std::vector<StreamEntry>> Client::ReadAfter(const std::string& stream, const std::string& id,
                                                   int count, milliseconds block) {
  auto reply = Call({"XREAD", "COUNT", std::to_string(count), "BLOCK",
                     std::to_string(block.count()), "STREAMS", stream, id});
  if (!reply && reply.error().reason == "REDIS_UNBLOCKED") return std::vector<StreamEntry>();
  if (!reply) return reply.error();
  if (IsNil(**reply)) return std::vector<StreamEntry>();
  const redisReply& streams = **reply;
  if (!IsArray(&streams) || streams.elements != 1 || streams.element[0]->elements != 2) {
    return UnexpectedReply();
  }
  return ToEntries(*streams.element[0]->element[1]);
}

Result<std::optional<StreamInfo>> Client::Info(const std::string& stream) {
  auto reply = Call({"XINFO", "STREAM", stream});
  if (!reply && reply.error().reason == "REDIS_NO_STREAM") return std::optional<StreamInfo>();
  if (!reply) return reply.error();
  const redisReply* last = Member(**reply, "last-generated-id");
  const redisReply* added = Member(**reply, "entries-added");
  if (last == nullptr || added == nullptr) return UnexpectedReply();
  return std::optional(
      StreamInfo{.last_generated_id = Text(*last), .entries_added = added->integer});
}

Result<std::vector<GroupInfo>> Client::Groups(const std::string& stream) {
  auto reply = Call({"XINFO", "GROUPS", stream});
  std::vector<GroupInfo> groups;
  if (!reply && reply.error().reason == "REDIS_NO_STREAM") return groups;
  if (!reply) return reply.error();
  for (std::size_t i = 0; i < (*reply)->elements; ++i) {
    const redisReply& group = *(*reply)->element[i];
    const redisReply* name = Member(group, "name");
    const redisReply* last = Member(group, "last-delivered-id");
    if (name == nullptr || last == nullptr) return UnexpectedReply();
    groups.push_back({.name = Text(*name), .last_delivered_id = Text(*last)});
  }
  return groups;
}

Result<void> Client::SetGroup(const std::string& stream, const std::string& group,
                              const std::string& id, std::int64_t entries_read) {
  const std::string read = std::to_string(entries_read);
  const auto set = Call({"XGROUP", "SETID", stream, group, id, "ENTRIESREAD", read});
  if (set) return {};
  if (set.error().reason != "REDIS_NO_GROUP") return set.error();
  TTG_RETURN_IF_ERROR(Call({"XGROUP", "CREATE", stream, group, id, "ENTRIESREAD", read}));
  return {};
}

Result<std::int64_t> Client::TrimBefore(const std::string& stream, const std::string& id) {
  TTG_TRY(const Reply reply, Call({"XTRIM", stream, "MINID", "=", id}));
  return reply->integer;
}

Result<std::string> Client::Command(const std::vector<std::string>& words) {
  TTG_TRY(const Reply reply, Call(words));
  return reply->type == REDIS_REPLY_INTEGER ? std::to_string(reply->integer) : Text(*reply);
}

}  // namespace ttg::redis
