#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "platform/rpc/runtime.h"
#include "platform/store/migrations.h"
#include "ttg/test/v1/note_service.grpc.pb.h"

namespace ttg::rpc::testing {

namespace pb = ttg::test::v1;

inline std::vector<store::Migration> NoteMigrations() {
  const std::string table =
      "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL, version BIGINT NOT NULL)";
  return {{"note", 1, "note", table, table}};
}

// Calls that are told to wait stand here until the test lets them go.
class Turnstile {
 public:
  void Pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    --waiting_;
  }
  void AwaitWaiting(int calls) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= calls; });
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

// The smallest honest service: what the platform's promises are tested with.
class NoteService final : public pb::NoteService::CallbackService {
 public:
  NoteService(Runtime& runtime, Turnstile& turnstile) : runtime_(runtime), turnstile_(turnstile) {}

  grpc::ServerUnaryReactor* GetNote(grpc::CallbackServerContext* context,
                                    const pb::GetNoteRequest* request,
                                    pb::GetNoteResponse* response) override {
    return runtime_.Read(context, request, response,
                         [](const CallContext&, store::Session& session, const auto& in,
                            auto& out) { return Show(session, in.note_id(), out); });
  }

  grpc::ServerUnaryReactor* WriteNote(grpc::CallbackServerContext* context,
                                      const pb::WriteNoteRequest* request,
                                      pb::WriteNoteResponse* response) override {
    return runtime_.Change(
        context, request, response,
        [](const CallContext&, store::Session& session, const auto& in,
           auto& out) -> Result<Outcome> {
          TTG_RETURN_IF_ERROR(
              session.Execute("INSERT INTO note (id, text, version) VALUES (:id, :text, 1)",
                              {{"id", in.note_id()}, {"text", in.text()}}));
          if (in.text() == "refused") return Precondition("NOTE_REFUSED", "write something else");
          out.set_text(in.text());
          return Outcome{in.note_id(), {in.note_id()}};
        },
        [](const CallContext&, store::Session& session, const std::string& id, auto& out) {
          return Show(session, id, out);
        });
  }

  grpc::ServerUnaryReactor* AlterNote(grpc::CallbackServerContext* context,
                                      const pb::AlterNoteRequest* request,
                                      pb::AlterNoteResponse* response) override {
    return runtime_.Change(
        context, request, response,
        [](const CallContext&, store::Session& session, const auto& in,
           auto& out) -> Result<Outcome> {
          TTG_TRY(const auto version, ParseEtag(in.etag()));
          TTG_TRY(
              const auto changed,
              session.Execute("UPDATE note SET text = :text, version = version + 1"
                              " WHERE id = :id AND version = :version",
                              {{"text", in.text()}, {"id", in.note_id()}, {"version", version}}));
          if (changed == 0) return Stale("NOTE_CHANGED", "read it again");
          out.set_text(in.text());
          return Outcome{in.note_id(), {in.note_id()}};
        },
        [](const CallContext&, store::Session& session, const std::string& id, auto& out) {
          return Show(session, id, out);
        });
  }

  grpc::ServerUnaryReactor* Behave(grpc::CallbackServerContext* context,
                                   const pb::BehaveRequest* request,
                                   pb::BehaveResponse* response) override {
    return runtime_.Read(context, request, response,
                         [this](const CallContext&, store::Session&, const auto& in,
                                auto& /*out*/) -> Result<Outcome> {
                           if (in.how() == -1) throw std::runtime_error("SECRET of the library");
                           if (in.how() == -2) {
                             turnstile_.Pass();
                             return Outcome{};
                           }
                           return Error{static_cast<ErrorKind>(in.how()),
                                        "AS_TOLD",
                                        "as you wish",
                                        {{"how", "AS_TOLD", "as you wish"}}};
                         });
  }

 private:
  template <typename Response>
  static Result<Outcome> Show(store::Session& session, const std::string& id, Response& out) {
    TTG_TRY(const auto row,
            (session.QueryOne<std::string>("SELECT text FROM note WHERE id = :id", {{"id", id}})));
    if (!row) return NotFound("NOTE_NOT_FOUND", "there is no such note");
    out.set_text(std::get<0>(*row));
    return Outcome{id, {id}};
  }

  Runtime& runtime_;
  Turnstile& turnstile_;
};

}  // namespace ttg::rpc::testing
