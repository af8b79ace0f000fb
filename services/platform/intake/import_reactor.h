#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "kernel/call_context.h"
#include "kernel/result.h"
#include "platform/intake/import.h"
#include "platform/intake/import_engine.h"
#include "platform/rpc/gate.h"
#include "ttg/common/v1/import.pb.h"

namespace ttg::intake {

// One import call as its worker sees it: one frame in, one report out, blocking. Used by one
// thread; `Finish` is its last call, exactly once.
class ImportStream {
 public:
  // How waiting for a frame ended.
  enum class Received { kFrame, kEnd, kStalled };

  virtual ~ImportStream() = default;

  // After kStalled it can be called again for the same frame.
  virtual Received Receive(ttg::common::v1::ImportFrame& frame, std::chrono::seconds patience) = 0;
  // False: the sender is gone, or was cut off because it did not read for too long.
  virtual bool Send(ttg::common::v1::ImportReport report) = 0;
  virtual bool Cancelled() const = 0;
  virtual void Finish(const grpc::Status& status) = 0;
};

struct ImportHostConfig {
  // Where files are staged; each in a private folder of its own.
  std::string spool_folder = "/tmp";
  std::int64_t limit_bytes = std::int64_t{2} << 30;
  // Imports at once, a thread each. As many again wait; more are told RESOURCE_EXHAUSTED.
  int workers = 4;
  // How long a sender may be silent, or leave a report unread.
  std::chrono::seconds patience{30};
};

// Serves the import methods of one service: admission, staging, the engine and its reports, off
// the reactor threads. One frame is read at a time, so a fast sender is slowed down to the disk.
// Owned by the composition root; outlives the gRPC server.
class ImportHost {
 public:
  // Anything that refers to it outlives it.
  ImportHost(ImportHostConfig config, ImportEngine engine, const rpc::Gate& gate);
  // Calls Stop.
  ~ImportHost();
  ImportHost(const ImportHost&) = delete;
  ImportHost& operator=(const ImportHost&) = delete;

  // The body of an rpc method `ImportX(stream XRequest{frame}) returns (stream XResponse{report})`.
  template <typename Request, typename Response>
  grpc::ServerBidiReactor<Request, Response>* Serve(grpc::CallbackServerContext* context,
                                                    ImporterFactory factory);

  // Lets imports in hand end after their group (the same files resume them) and refuses new ones
  // with UNAVAILABLE. Idempotent.
  void Stop();

 private:
  struct Job {
    grpc::CallbackServerContext* context = nullptr;
    const google::protobuf::Descriptor* request = nullptr;
    ImporterFactory factory;
    ImportStream* stream = nullptr;
  };

  void Post(Job job);
  void Work();
  void Run(const Job& job);
  Result<ImportSummary> Import(const Job& job, const rpc::Admission& admission);
  Result<ImportSummary> ImportAndReport(const Job& job, const rpc::Admission& admission);
  // Waits for the sender's patience, but no longer than until the host stops.
  Result<ImportStream::Received> Receive(ImportStream& stream,
                                         ttg::common::v1::ImportFrame& frame) const;
  Result<SpoolFile> Stage(ImportStream& stream, ImportHeader& header, const CallContext& call,
                          const ImporterFactory& factory, std::unique_ptr<Importer>& importer);
  bool Stopping() const;

  const ImportHostConfig config_;
  const ImportEngine engine_;
  const rpc::Gate& gate_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// Turns the callback API into ImportStream. Deletes itself when gRPC is done with it.
template <typename Request, typename Response>
class ImportReactor final : public grpc::ServerBidiReactor<Request, Response>, public ImportStream {
 public:
  ImportReactor(grpc::CallbackServerContext* context, std::chrono::seconds patience)
      : context_(context), patience_(patience) {}

  Received Receive(ttg::common::v1::ImportFrame& frame, std::chrono::seconds patience) override {
    if (!reading_) {
      reading_ = true;
      this->StartRead(&request_);
    }
    std::unique_lock lock(mutex_);
    if (!done_.wait_for(lock, patience, [this] { return read_.has_value(); })) {
      return Received::kStalled;
    }
    reading_ = false;
    if (!*std::exchange(read_, std::nullopt)) return Received::kEnd;
    frame.Swap(request_.mutable_frame());
    return Received::kFrame;
  }

  bool Send(ttg::common::v1::ImportReport report) override {
    response_.mutable_report()->Swap(&report);
    this->StartWrite(&response_);
    const auto over = [this] { return written_.has_value(); };
    std::unique_lock lock(mutex_);
    if (!done_.wait_for(lock, patience_, over)) {
      lock.unlock();
      // Flow control would hold this thread until the caller's own deadline.
      context_->TryCancel();
      lock.lock();
      done_.wait(lock, over);
    }
    return *std::exchange(written_, std::nullopt);
  }

  bool Cancelled() const override { return context_->IsCancelled(); }
  // A read that is still out is ended by gRPC itself.
  void Finish(const grpc::Status& status) override {
    grpc::ServerBidiReactor<Request, Response>::Finish(status);
  }

  void OnReadDone(bool ok) override { Tell(read_, ok); }
  void OnWriteDone(bool ok) override { Tell(written_, ok); }
  void OnDone() override { delete this; }

 private:
  void Tell(std::optional<bool>& what, bool ok) {
    const std::lock_guard lock(mutex_);
    what = ok;
    done_.notify_all();
  }

  grpc::CallbackServerContext* const context_;
  const std::chrono::seconds patience_;
  Request request_;
  Response response_;
  bool reading_ = false;
  std::mutex mutex_;
  std::condition_variable done_;
  std::optional<bool> read_;
  std::optional<bool> written_;
};

template <typename Request, typename Response>
grpc::ServerBidiReactor<Request, Response>* ImportHost::Serve(grpc::CallbackServerContext* context,
                                                              ImporterFactory factory) {
  // Deletes itself in OnDone.
  auto* reactor = new ImportReactor<Request, Response>(context, config_.patience);
  Post({context, Request::descriptor(), std::move(factory), reactor});
  return reactor;
}

}  // namespace ttg::intake
