#include "platform/rpc/stream_call.h"

#include <chrono>

namespace ttg::rpc {
namespace {

// Answers in parts that wait for a worker; more are told RESOURCE_EXHAUSTED.
constexpr std::size_t kQueueLimit = 32;

Error AtCapacity() {
  return Overloaded("SERVER_AT_CAPACITY", "the server is at capacity; back off and try again");
}

Error Unexpected() {
  return Internal("UNEXPECTED_FAULT", "an unexpected fault; report it with the correlation id");
}

// The last resort: nothing of ours throws, and what a library throws may quote personal data.
template <typename Work>
auto Guarded(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (...) {
    return Unexpected();
  }
}

}  // namespace

StreamHost::StreamHost(store::Database& database, const Gate& gate, int workers)
    : database_(database), gate_(gate), workers_(workers, kQueueLimit) {}

StreamCall::StreamCall(StreamHost& host, grpc::CallbackServerContext* context,
                       StreamSourceFactory factory)
    : host_(host),
      context_(context),
      factory_(std::move(factory)),
      started_(host.gate_.clock().Now()) {}

void StreamCall::Begin(const google::protobuf::Descriptor& request_type) {
  auto admitted = host_.gate_.Admit(*context_, request_type);
  if (!admitted) return Refuse(admitted.error());
  admission_ = *std::move(admitted);
  Post(&StreamCall::Open);
}

void StreamCall::Post(void (StreamCall::*step)()) {
  if (!host_.workers_.TryPost([this, step] { (this->*step)(); })) Refuse(AtCapacity());
}

void StreamCall::Open() {
  if (IsGone()) return Cancel();
  if (auto opened = OpenSource(); !opened) return Refuse(std::move(opened).error());
  Step();
}

Result<void> StreamCall::OpenSource() {
  return Guarded([&]() -> Result<void> {
    TTG_TRY(source_, factory_(admission_->call));
    return {};
  });
}

Result<bool> StreamCall::TakeChunk(std::string& chunk) {
  return Guarded([&]() -> Result<bool> { return source_->Take(chunk); });
}

void StreamCall::Step() {
  if (IsGone()) return Cancel();
  std::string chunk;
  auto taken = TakeChunk(chunk);
  if (!taken) return Refuse(std::move(taken).error());
  if (*taken) return Send(std::move(chunk));
  if (read_all_) return Finish(grpc::Status::OK, "", admission_->call.correlation_id);
  ReadPart();
}

void StreamCall::ReadPart() {
  std::vector<std::string> subjects;
  const auto read = host_.database_.Read([&](store::Session& session) -> Result<void> {
    return Guarded([&]() -> Result<void> {
      subjects.clear();
      TTG_TRY(const bool more, source_->Read(admission_->call, session, subjects));
      read_all_ = !more;
      return {};
    });
  });
  if (!read) return Refuse(read.error());
  host_.gate_.AuditRead(*admission_->method, admission_->call, std::move(subjects),
                        // Without its audit row the part is not given.
                        [this](const Result<void>& committed) {
                          if (!committed) return Refuse(committed.error());
                          Post(&StreamCall::Step);
                        });
}

void StreamCall::AfterSend(bool ok) {
  if (!ok) return Cancel();
  Post(&StreamCall::Step);
}

bool StreamCall::IsGone() const {
  return context_->IsCancelled() || context_->deadline() <= std::chrono::system_clock::now();
}

void StreamCall::Cancel() {
  Finish(grpc::Status::CANCELLED, "CALL_CANCELLED", admission_->call.correlation_id);
}

void StreamCall::Finish(const grpc::Status& status, const std::string& reason,
                        const std::string& correlation_id) {
  host_.gate_.Report(admission_ ? admission_->method : nullptr, status, reason, correlation_id,
                     started_);
  End(status);
}

void StreamCall::Refuse(const Refusal& refusal) {
  host_.gate_.Refuse(refusal,
                     [this, reason = refusal.error.reason, correlation_id = refusal.correlation_id](
                         const grpc::Status& status) { Finish(status, reason, correlation_id); });
}

void StreamCall::Refuse(Error error) { Refuse(Gate::RefusalOf(*admission_, std::move(error))); }

}  // namespace ttg::rpc
