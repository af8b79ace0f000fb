#include "cli/grpc_caller.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <openssl/evp.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "platform/rpc/channel.h"
#include "platform/rpc/errors.h"
#include "ttg/accommodation/v1/accommodation_service.pb.h"
#include "ttg/common/v1/audit_service.pb.h"
#include "ttg/common/v1/event_log_service.pb.h"
#include "ttg/common/v1/import.pb.h"
#include "ttg/employment/v1/employment_service.pb.h"
#include "ttg/journey/v1/journey_service.pb.h"
#include "ttg/mentoring/v1/mentoring_service.pb.h"
#include "ttg/release/v1/bulk_change_service.pb.h"
#include "ttg/release/v1/consent_service.pb.h"
#include "ttg/release/v1/movement_service.pb.h"
#include "ttg/release/v1/ownership_service.pb.h"
#include "ttg/release/v1/plan_service.pb.h"
#include "ttg/release/v1/release_service.pb.h"
#include "ttg/release/v1/timetable_service.pb.h"

namespace ttg::cli {
namespace {

namespace protobuf = google::protobuf;

constexpr std::size_t kChunk = 65'536;

// Keeps the linker from dropping contracts that are only looked up by name.
const std::vector<const protobuf::Descriptor*>& LinkedContracts() {
  static const std::vector<const protobuf::Descriptor*> kLinked = {
      accommodation::v1::GetPlacementRequest::descriptor(),
      common::v1::VerifyAuditRequest::descriptor(),
      common::v1::GetLagRequest::descriptor(),
      employment::v1::GetJobRequest::descriptor(),
      journey::v1::ListBoardRequest::descriptor(),
      mentoring::v1::GetMatchRequest::descriptor(),
      release::v1::GetBulkChangeRequest::descriptor(),
      release::v1::ListConsentsRequest::descriptor(),
      release::v1::GetTimetableRequest::descriptor(),
      release::v1::GetPlanRequest::descriptor(),
      release::v1::ListHandoversRequest::descriptor(),
      release::v1::ListMovementsRequest::descriptor(),
      release::v1::GetPersonRequest::descriptor()};
  return kLinked;
}

Error DoesNotFit(const std::string& method) {
  return Internal("REQUEST_DOES_NOT_FIT", absl::StrCat("a request does not fit ", method));
}

// The fault is almost always a word for an enum or a number that was typed.
Error ValueUnknown(const std::string& detail) {
  return Invalid(
      "VALUE_UNKNOWN",
      absl::StrCat("a value is not one that the service knows: ", detail, " (see --help)"));
}

Error AddressUnknown(const std::string& service) {
  return Invalid("ADDRESS_UNKNOWN",
                 absl::StrCat("where is ", service, "? start make run, or give --", service,
                              "-address host:port"));
}

Error FileUnreadable() { return Invalid("FILE_UNREADABLE", "the file cannot be read"); }

using MessagePointer = std::unique_ptr<protobuf::Message>;

MessagePointer NewMessage(const protobuf::Descriptor* type) {
  return MessagePointer(protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

const protobuf::MethodDescriptor* FindMethod(const std::string& method) {
  if (LinkedContracts().empty()) return nullptr;
  return protobuf::DescriptorPool::generated_pool()->FindMethodByName(method);
}

Result<MessagePointer> ToMessage(const protobuf::MethodDescriptor& method, const Json& request) {
  MessagePointer message = NewMessage(method.input_type());
  const auto status = protobuf::util::JsonStringToMessage(request.dump(), message.get());
  if (!status.ok()) return ValueUnknown(status.message().ToString());
  return message;
}

Json ToJson(const protobuf::Message& message) {
  protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string text;
  // Fails only for messages with malformed Any or Timestamp values.
  if (!protobuf::util::MessageToJsonString(message, &text, options).ok()) return Json::object();
  return Json::parse(text);
}

grpc::ByteBuffer Bytes(const protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return {&slice, 1};
}

bool Read(const grpc::ByteBuffer& buffer, protobuf::Message& message) {
  grpc::Slice slice;
  if (!buffer.DumpToSingleSlice(&slice).ok()) return false;
  return message.ParseFromArray(slice.begin(), static_cast<int>(slice.size()));
}

CallError FailureOf(const grpc::Status& status) {
  return {rpc::FromStatus(status), rpc::CorrelationOf(status)};
}

std::string PathOf(const protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

// Size and hash of a file, and its chunks.
class Source {
 public:
  explicit Source(const std::string& path) : in_(path, std::ios::binary) {}

  Result<common::v1::ImportHeader> Header(const ImportFile& file) {
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
    std::int64_t size = 0;
    while (const std::size_t got = Next()) {
      size += static_cast<std::int64_t>(got);
      EVP_DigestUpdate(digest.get(), buffer_.data(), got);
    }
    if (!in_.eof() || in_.bad()) return FileUnreadable();
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int hash_size = 0;
    EVP_DigestFinal_ex(digest.get(), hash.data(), &hash_size);
    in_.clear();
    in_.seekg(0);
    common::v1::ImportHeader header;
    header.set_file_name(std::filesystem::path(file.path).filename().string());
    header.set_size_bytes(size);
    header.set_sha256(absl::BytesToHexString(
        absl::string_view(reinterpret_cast<const char*>(hash.data()), hash_size)));
    const auto since = file.as_of - absl::UnixEpoch();
    header.mutable_as_of()->set_seconds(absl::ToInt64Seconds(since));
    header.mutable_as_of()->set_nanos(static_cast<std::int32_t>(
        absl::ToInt64Nanoseconds(since - absl::Seconds(absl::ToInt64Seconds(since)))));
    header.set_dry_run(file.dry_run);
    return header;
  }

  // Reads a chunk; its size, 0 at the end.
  std::size_t Next() {
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    return static_cast<std::size_t>(in_.gcount());
  }

  std::string chunk(std::size_t size) const { return {buffer_.data(), size}; }

 private:
  std::ifstream in_;
  std::vector<char> buffer_ = std::vector<char>(kChunk);
};

// One bidirectional call, step by step on a queue of its own.
class Stream {
 public:
  Stream(grpc::GenericStub& stub, grpc::ClientContext& context, const std::string& path)
      : call_(stub.PrepareCall(&context, path, &queue_)) {
    call_->StartCall(this);
    open_ = Wait();
  }
  ~Stream() {
    queue_.Shutdown();
    while (Wait()) {
    }
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  bool Write(const protobuf::Message& message) {
    if (!open_) return false;
    call_->Write(Bytes(message), this);
    return Wait();
  }

  void WritesDone() {
    if (!open_) return;
    call_->WritesDone(this);
    Wait();
  }

  bool ReadInto(protobuf::Message& message) {
    if (!open_) return false;
    grpc::ByteBuffer buffer;
    call_->Read(&buffer, this);
    return Wait() && Read(buffer, message);
  }

  grpc::Status Finish() {
    grpc::Status status;
    call_->Finish(&status, this);
    Wait();
    return status;
  }

 private:
  bool Wait() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
  bool open_ = false;
};

// The message field `name`, of the imports' requests and responses.
protobuf::Message& Part(protobuf::Message& message, const std::string& name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  return *message.GetReflection()->MutableMessage(&message, field);
}

// The bytes of a download's response.
std::string ChunkOf(const protobuf::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("chunk");
  return message.GetReflection()->GetString(message, field);
}

bool SendFrame(Stream& stream, const protobuf::MethodDescriptor& method,
               const common::v1::ImportFrame& frame) {
  MessagePointer request = NewMessage(method.input_type());
  Part(*request, "frame").CopyFrom(frame);
  return stream.Write(*request);
}

// Sends until the end, or until the service has heard enough.
void SendFile(Stream& stream, const protobuf::MethodDescriptor& method, Source& source,
              const common::v1::ImportHeader& header) {
  common::v1::ImportFrame frame;
  *frame.mutable_header() = header;
  bool taken = SendFrame(stream, method, frame);
  while (taken) {
    const std::size_t size = source.Next();
    if (size == 0) break;
    frame.set_chunk(source.chunk(size));
    taken = SendFrame(stream, method, frame);
  }
  if (taken) stream.WritesDone();
}

class GrpcCaller final : public Caller {
 public:
  explicit GrpcCaller(CliSettings settings) : settings_(std::move(settings)) {}

  Reply Call(const std::string& service, const std::string& method, const Json& request) override {
    const auto* contract = FindMethod(method);
    if (contract == nullptr) return tl::unexpected(CallError{DoesNotFit(method), ""});
    const auto message = ToMessage(*contract, request);
    if (!message) return tl::unexpected(CallError{message.error(), ""});
    const auto peer = PeerOf(service);
    if (!peer) return tl::unexpected(CallError{peer.error(), ""});
    grpc::ClientContext context;
    if (auto ready = (*peer)->Prepare(context, nullptr); !ready) {
      return tl::unexpected(CallError{ready.error(), ""});
    }
    grpc::GenericStub stub((*peer)->channel());
    grpc::CompletionQueue queue;
    grpc::ByteBuffer answer;
    grpc::Status status;
    auto call = stub.PrepareUnaryCall(&context, PathOf(*contract), Bytes(**message), &queue);
    call->StartCall();
    call->Finish(&answer, &status, this);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    if (!status.ok()) return tl::unexpected(FailureOf(status));
    MessagePointer response = NewMessage(contract->output_type());
    if (!Read(answer, *response)) return tl::unexpected(CallError{DoesNotFit(method), ""});
    return ToJson(*response);
  }

  Reply Import(const ImportFile& file, const std::function<void(const Json&)>& on_report) override {
    const auto* contract = FindMethod(file.method);
    if (contract == nullptr) return tl::unexpected(CallError{DoesNotFit(file.method), ""});
    Source source(file.path);
    const auto header = source.Header(file);
    if (!header) return tl::unexpected(CallError{header.error(), ""});
    const auto peer = PeerOf(file.service);
    if (!peer) return tl::unexpected(CallError{peer.error(), ""});
    grpc::ClientContext context;
    if (auto ready = (*peer)->Prepare(context, nullptr, settings_.import_deadline); !ready) {
      return tl::unexpected(CallError{ready.error(), ""});
    }
    grpc::GenericStub stub((*peer)->channel());
    Stream stream(stub, context, PathOf(*contract));
    SendFile(stream, *contract, source, *header);
    Json summary;
    MessagePointer response = NewMessage(contract->output_type());
    while (stream.ReadInto(*response)) {
      const Json report = ToJson(Part(*response, "report"));
      if (report.contains("summary")) {
        summary = report["summary"];
      } else {
        on_report(report);
      }
    }
    if (const auto status = stream.Finish(); !status.ok()) {
      return tl::unexpected(FailureOf(status));
    }
    return summary;
  }

  Reply Download(const std::string& service, const std::string& method, const Json& request,
                 const std::function<bool(const std::string&)>& take) override {
    const auto* contract = FindMethod(method);
    if (contract == nullptr) return tl::unexpected(CallError{DoesNotFit(method), ""});
    const auto message = ToMessage(*contract, request);
    if (!message) return tl::unexpected(CallError{message.error(), ""});
    const auto peer = PeerOf(service);
    if (!peer) return tl::unexpected(CallError{peer.error(), ""});
    grpc::ClientContext context;
    if (auto ready = (*peer)->Prepare(context, nullptr, settings_.import_deadline); !ready) {
      return tl::unexpected(CallError{ready.error(), ""});
    }
    grpc::GenericStub stub((*peer)->channel());
    Stream stream(stub, context, PathOf(*contract));
    if (stream.Write(**message)) stream.WritesDone();
    MessagePointer response = NewMessage(contract->output_type());
    while (stream.ReadInto(*response)) {
      if (!take(ChunkOf(*response))) context.TryCancel();
    }
    if (const auto status = stream.Finish(); !status.ok()) {
      return tl::unexpected(FailureOf(status));
    }
    return Json::object();
  }

 private:
  Result<rpc::Peer*> PeerOf(const std::string& service) {
    const auto known = peers_.find(service);
    if (known != peers_.end()) return known->second.get();
    const auto address = settings_.addresses.find(service);
    if (address == settings_.addresses.end()) return AddressUnknown(service);
    auto peer = std::make_unique<rpc::Peer>(
        rpc::MakeChannel(address->second),
        [token = settings_.token]() -> Result<std::string> { return token; }, settings_.deadline);
    return peers_.emplace(service, std::move(peer)).first->second.get();
  }

  const CliSettings settings_;
  std::map<std::string, std::unique_ptr<rpc::Peer>> peers_;
};

}  // namespace

std::unique_ptr<Caller> MakeGrpcCaller(CliSettings settings) {
  return std::make_unique<GrpcCaller>(std::move(settings));
}

Result<Json> CheckAgainstContract(const std::string& method, const Json& request) {
  const auto* contract = FindMethod(method);
  if (contract == nullptr) return DoesNotFit(method);
  TTG_TRY(const auto message, ToMessage(*contract, request));
  return ToJson(*NewMessage(contract->output_type()));
}

}  // namespace ttg::cli
