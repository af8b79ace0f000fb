#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kernel/result.h"

struct redisContext;
struct redisReply;

namespace ttg::redis {

struct ClientConfig {
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string user;           // ACL user; empty: default
  std::string password_file;  // empty: none
  // "host:port" of each Sentinel and the master's name; empty: connect to host:port directly.
  std::vector<std::string> sentinels;
  std::string master_name;
  std::chrono::milliseconds connect_timeout{1000};
  // Longer than any BLOCK that is used.
  std::chrono::milliseconds command_timeout{5000};
};

struct StreamEntry {
  std::string id;  // "<position>-0"
  std::vector<std::pair<std::string, std::string>> fields;

  friend bool operator==(const StreamEntry&, const StreamEntry&) = default;
};

// What became of one XADD.
enum class Added {
  kYes,
  kNoStream,   // nil: the stream is gone, even though the connection lived on
  kNotLarger,  // its id is not larger than the stream's last
};

struct StreamInfo {
  std::string last_generated_id;
  std::int64_t entries_added = 0;
};

struct GroupInfo {
  std::string name;
  std::string last_delivered_id;
};

// One connection to Redis for streams. It never reconnects by itself, because whoever uses it has
// to look at where the stream stands after each connect: call Connect when connected() is false.
// Any transport fault or timeout ends the connection (a hiredis context is dead after one).
// Used by one thread at a time. The first client makes the process ignore SIGPIPE.
//
// Errors of every call, all Unavailable: REDIS_UNREACHABLE (not connected, cut or timed out),
// REDIS_LOGIN_REFUSED, REDIS_NO_MASTER (Sentinel knows none), REDIS_LOADING, REDIS_READ_ONLY (also
// disconnects: a failover has happened), REDIS_FULL (OOM), REDIS_NO_STREAM, REDIS_NO_GROUP,
// REDIS_UNBLOCKED, and Internal / REDIS_REFUSED for anything else.
class Client {
 public:
  explicit Client(ClientConfig config);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Result<void> Connect();
  void Disconnect();
  bool connected() const { return context_ != nullptr; }

  // Adds the entries with their own ids, in one pipelined MULTI: after OOM there is either the
  // whole batch or nothing of it, so that no hole arises. `create` lets the first entry make the
  // stream (otherwise NOMKSTREAM).
  Result<std::vector<Added>> Add(const std::string& stream, const std::vector<StreamEntry>& entries,
                                 bool create);

  // XRANGE; "-" and "+" are the ends.
  Result<std::vector<StreamEntry>> Range(const std::string& stream, const std::string& from,
                                         const std::string& to, int count);

  // XREAD on one key. Empty after `block`, and when the wait was UNBLOCKED.
  Result<std::vector<StreamEntry>> ReadAfter(const std::string& stream, const std::string& id,
                                             int count, std::chrono::milliseconds block);

  // nullopt: there is no such stream.
  Result<std::optional<StreamInfo>> Info(const std::string& stream);

  // Empty where there is no such stream.
  Result<std::vector<GroupInfo>> Groups(const std::string& stream);

  // Moves a group's bookmark; makes the group where it is missing, but never the stream.
  // Errors: REDIS_NO_STREAM.
  Result<void> SetGroup(const std::string& stream, const std::string& group, const std::string& id,
                        std::int64_t entries_read);

  // XTRIM MINID: removes entries with a smaller id; how many.
  Result<std::int64_t> TrimBefore(const std::string& stream, const std::string& id);

  // Any other command whose answer is a status, a string or a number (FLUSHALL, CONFIG SET).
  Result<std::string> Command(const std::vector<std::string>& words);

 private:
  struct ContextDeleter {
    void operator()(redisContext* context) const;
  };
  struct ReplyDeleter {
    void operator()(redisReply* reply) const;
  };
  using Context = std::unique_ptr<redisContext, ContextDeleter>;
  using Reply = std::unique_ptr<redisReply, ReplyDeleter>;

  Result<Context> Open(const std::string& host, int port) const;
  Result<std::pair<std::string, int>> FindMaster() const;
  Result<void> Login();
  Result<void> CheckMaster();
  Result<void> Append(const std::vector<std::string>& words);
  Result<Reply> NextReply();
  // Sends one command; error replies become errors.
  Result<Reply> Call(const std::vector<std::string>& words);
  Error FromReply(const redisReply& reply);

  ClientConfig config_;
  Context context_;
};

}  // namespace ttg::redis
