#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/rpc/gate.h"
#include "platform/rpc/workers.h"
#include "platform/store/database.h"
#include "platform/store/session.h"

namespace ttg::rpc {

// One answer that is read and sent a part at a time. Used by one thread at a time.
class StreamSource {
 public:
  virtual ~StreamSource() = default;

  // Reads the next part; whom it is about goes to `subjects`. False: that was the last.
  virtual Result<bool> Read(const CallContext& call, store::Session& session,
                            std::vector<std::string>& subjects) = 0;
  // A chunk of what has been read, at most 64 KiB. False: there is none until more is read.
  virtual Result<bool> Take(std::string& chunk) = 0;
};

// Makes the source of one call, or refuses what it asks for.
using StreamSourceFactory =
    std::function<Result<std::unique_ptr<StreamSource>>(const CallContext& call)>;

// What streaming calls need; owned by the composition root, outlives the gRPC server. Has workers
// of its own, so that a long answer never makes a short one wait.
class StreamHost {
 public:
  // Anything that refers to it outlives it.
  StreamHost(store::Database& database, const Gate& gate, int workers = 2);

  // Serves one server-streaming call whose response has a field `bytes chunk`:
  //
  //   authenticate → authorise → validate (the factory) →
  //   [read a part on a worker → commit its audit row → send its chunks] … → finish
  //
  // Nobody is shown before the audit row that names them is on disk. A chunk is made once the one
  // before it has been taken, so that a slow reader holds memory for one part and no thread. A call
  // that is cancelled or past its deadline is finished at its next step.
  template <typename Request, typename Response>
  grpc::ServerWriteReactor<Response>* Serve(grpc::CallbackServerContext* context,
                                            StreamSourceFactory factory);

  // Ends the calls in hand at their next step. Idempotent.
  void Stop() { workers_.Stop(); }

 private:
  friend class StreamCall;

  store::Database& database_;
  const Gate& gate_;
  Workers workers_;
};

// The course of one call; gRPC's part of it is in StreamReactor. There is one step under way at a
// time: a task of a worker, an audit row or a write, and each leads to the next, until one of them
// finishes the call.
class StreamCall {
 public:
  StreamCall(StreamHost& host, grpc::CallbackServerContext* context, StreamSourceFactory factory);
  virtual ~StreamCall() = default;
  StreamCall(const StreamCall&) = delete;
  StreamCall& operator=(const StreamCall&) = delete;

  // Called once, on gRPC's thread.
  void Begin(const google::protobuf::Descriptor& request_type);

 protected:
  virtual void Send(std::string chunk) = 0;
  // The last thing that is done; nothing may touch the call after it.
  virtual void End(const grpc::Status& status) = 0;
  void AfterSend(bool ok);

 private:
  void Post(void (StreamCall::*step)());
  void Open();
  void Step();
  void ReadPart();
  Result<void> OpenSource();
  Result<bool> TakeChunk(std::string& chunk);
  bool IsGone() const;
  void Cancel();
  void Finish(const grpc::Status& status, const std::string& reason,
              const std::string& correlation_id);
  void Refuse(const Refusal& refusal);
  void Refuse(Error error);

  StreamHost& host_;
  grpc::CallbackServerContext* const context_;
  const StreamSourceFactory factory_;
  const Instant started_;
  std::optional<Admission> admission_;
  std::unique_ptr<StreamSource> source_;
  bool read_all_ = false;
};

// Turns the callback API into the above. Deletes itself when gRPC is done with it.
template <typename Response>
class StreamReactor final : public grpc::ServerWriteReactor<Response>, public StreamCall {
 public:
  using StreamCall::StreamCall;

  void OnWriteDone(bool ok) override { AfterSend(ok); }
  void OnDone() override { delete this; }

 protected:
  void Send(std::string chunk) override {
    response_.set_chunk(std::move(chunk));
    this->StartWrite(&response_);
  }
  void End(const grpc::Status& status) override {
    grpc::ServerWriteReactor<Response>::Finish(status);
  }

 private:
  Response response_;
};

template <typename Request, typename Response>
grpc::ServerWriteReactor<Response>* StreamHost::Serve(grpc::CallbackServerContext* context,
                                                      StreamSourceFactory factory) {
  // Deletes itself in OnDone.
  auto* call = new StreamReactor<Response>(*this, context, std::move(factory));
  call->Begin(*Request::descriptor());
  return call;
}

}  // namespace ttg::rpc
