#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "platform/auth/base64url.h"
#include "platform/redis/client.h"

// The adapter that takes the events which the prison system publishes, from a file, standard input
// or a Redis stream, to the release service (domain A8).
namespace ttg::cli {
namespace {

constexpr std::size_t kBatch = 100;
constexpr std::chrono::milliseconds kBlock{500};
constexpr std::chrono::seconds kBetweenTries{1};
constexpr const char* kOutcomePrefix = "PRISON_EVENT_OUTCOME_";

std::string Method(const char* name) {
  return absl::StrCat("ttg.release.v1.MovementService.", name);
}

Error FileUnreadable() {
  return InvalidField("FILE", "FILE_UNREADABLE", "the file is not there or may not be read");
}
Error SourceMissing() {
  return InvalidField("FILE", "SOURCE_MISSING", "give a file, '-' or --redis-stream, one of them");
}
Error AddressMalformed() {
  return InvalidField("--redis", "ADDRESS_MALFORMED", "an address is HOST:PORT");
}
Error NoSuchEvent() {
  return NotFound("PRISON_EVENT_NOT_FOUND", "no such event is on the work list");
}

// An interrupt ends the adapter between two batches.
std::atomic<bool> interrupted{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void Interrupt(int) { interrupted = true; }

// A text goes over the wire as UTF-8 only; an event that is none is refused for what it is then.
std::string AsUtf8(const std::string& text) {
  const std::string quoted = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  return Json::parse(quoted).get<std::string>();
}

struct Event {
  std::string position;
  std::string json;
};

// The same id for the same events, so that a batch which is sent again after a crash is the same
// request: a UUID (version 8) from a digest.
std::string RequestIdOf(const std::string& source, const std::vector<Event>& batch) {
  std::string content = source;
  for (const Event& event : batch) {
    absl::StrAppend(&content, "\n", event.position, "\n", event.json);
  }
  const std::string digest = auth::Sha256(content);
  std::string id;
  for (std::size_t i = 0; i < 16; ++i) {
    auto byte = static_cast<unsigned char>(digest[i]);
    if (i == 6) byte = static_cast<unsigned char>((byte & 0x0F) | 0x80);
    if (i == 8) byte = static_cast<unsigned char>((byte & 0x3F) | 0x80);
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    absl::StrAppend(&id, absl::Hex(byte, absl::kZeroPad2));
  }
  return id;
}

// What became of the events so far.
class Tally {
 public:
  void Add(const Json& answer) {
    for (const Json& result : answer.value("results", Json::array())) {
      ++counts_[CellAt(result, "outcome", kOutcomePrefix)];
      ++all_;
    }
  }
  std::size_t open() const { return CountOf("REFUSED") + CountOf("WAITING"); }
  std::size_t all() const { return all_; }
  Json ToJson() const {
    Json json = Json::object();
    json["events"] = all_;
    for (const auto& [outcome, count] : counts_) json[outcome] = count;
    return json;
  }
  std::string ToText() const {
    std::string text = absl::StrCat(all_, " events");
    for (const auto& [outcome, count] : counts_) absl::StrAppend(&text, ", ", count, " ", outcome);
    return text;
  }

 private:
  std::size_t CountOf(const std::string& outcome) const {
    const auto found = counts_.find(outcome);
    return found == counts_.end() ? 0 : found->second;
  }

  std::map<std::string, std::size_t> counts_;
  std::size_t all_ = 0;
};

// Sends one batch; a service that is away for a while is asked again until it answers.
tl::expected<void, CallError> Send(Environment& environment, const std::string& source,
                                   const std::vector<Event>& batch, Tally& tally) {
  Json events = Json::array();
  for (const Event& event : batch) {
    events.push_back({{"position", event.position}, {"json", event.json}});
  }
  const Json request = {
      {"request_id", RequestIdOf(source, batch)}, {"source", source}, {"events", events}};
  while (true) {
    const auto answer = environment.caller.Call("release", Method("ReceivePrisonEvents"), request);
    if (answer) {
      tally.Add(*answer);
      environment.output.Progress(tally.ToText());
      return {};
    }
    const ErrorKind kind = answer.error().error.kind;
    const bool passes = kind == ErrorKind::kUnavailable || kind == ErrorKind::kOverloaded ||
                        kind == ErrorKind::kStale;
    if (!passes || interrupted) return tl::unexpected(answer.error());
    std::this_thread::sleep_for(kBetweenTries);
  }
}

int Finish(Environment& environment, const Tally& tally) {
  environment.output.EndProgress();
  if (environment.output.json()) {
    environment.output.PrintJson(tally.ToJson());
  } else {
    environment.output.Line(tally.ToText());
    if (tally.open() > 0) environment.output.Line("see: ttg prison-events list");
  }
  return tally.open() == 0 ? kExitOk : kExitRowsRefused;
}

int FromLines(Environment& environment, std::istream& in, const std::string& source) {
  Tally tally;
  std::vector<Event> batch;
  std::string line;
  bool more = true;
  while (more && !interrupted) {
    more = static_cast<bool>(std::getline(in, line));
    if (more && !line.empty()) batch.push_back({"", AsUtf8(line)});
    if (batch.empty() || (more && batch.size() < kBatch)) continue;
    const auto sent = Send(environment, source, batch, tally);
    if (!sent) return environment.output.Fail(sent.error());
    batch.clear();
  }
  return Finish(environment, tally);
}

// The event in an entry of a stream: the field that is named so, else the only one.
std::string JsonOf(const redis::StreamEntry& entry) {
  for (const auto& [name, value] : entry.fields) {
    if (name == "event") return value;
  }
  return entry.fields.size() == 1 ? entry.fields.front().second : std::string();
}

Result<redis::ClientConfig> RedisAt(const std::string& address) {
  redis::ClientConfig config;
  if (address.empty()) return config;
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) return AddressMalformed();
  config.host = address.substr(0, colon);
  const char* end = address.data() + address.size();
  const auto [stop, fault] = std::from_chars(address.data() + colon + 1, end, config.port);
  if (fault != std::errc() || stop != end) return AddressMalformed();
  return config;
}

// Reads a stream from where the service has got to.
class StreamReader {
 public:
  StreamReader(Environment& environment, std::string key, redis::ClientConfig config)
      : environment_(environment),
        key_(std::move(key)),
        source_(absl::StrCat("redis:", key_)),
        client_(std::move(config)) {}

  // `once`: ends where the stream ends, instead of waiting for more.
  int Run(bool once) {
    const auto position = Position();
    if (!position) return environment_.output.Fail(position.error());
    std::string after = *position;
    while (!interrupted) {
      const auto batch = Read(after);
      if (!batch && once) return environment_.output.Fail(batch.error());
      if (!batch) {
        std::this_thread::sleep_for(kBetweenTries);
        continue;
      }
      if (batch->empty() && once) break;
      if (batch->empty()) continue;
      const auto sent = Send(environment_, source_, *batch, tally_);
      if (!sent) return environment_.output.Fail(sent.error());
      after = batch->back().position;
    }
    return Finish(environment_, tally_);
  }

 private:
  tl::expected<std::string, CallError> Position() {
    return environment_.caller
        .Call("release", Method("GetPrisonEventPosition"), {{"source", source_}})
        .map([](const Json& answer) {
          const std::string position = answer.value("position", "");
          return position.empty() ? std::string("0") : position;
        });
  }

  Result<std::vector<Event>> Read(const std::string& after) {
    if (!client_.connected()) TTG_RETURN_IF_ERROR(client_.Connect());
    TTG_TRY(const auto entries, client_.ReadAfter(key_, after, static_cast<int>(kBatch), kBlock));
    std::vector<Event> batch;
    batch.reserve(entries.size());
    for (const redis::StreamEntry& entry : entries) {
      batch.push_back({entry.id, AsUtf8(JsonOf(entry))});
    }
    return batch;
  }

  Environment& environment_;
  const std::string key_;
  const std::string source_;
  redis::Client client_;
  Tally tally_;
};

int Take(Environment& environment, const Arguments& arguments) {
  const std::string file = ValueOf(arguments, "FILE");
  const std::string key = ValueOf(arguments, "--redis-stream");
  if (file.empty() == key.empty()) return environment.output.Fail(SourceMissing());
  std::signal(SIGINT, Interrupt);
  std::signal(SIGTERM, Interrupt);
  if (!key.empty()) {
    const auto config = RedisAt(ValueOf(arguments, "--redis"));
    if (!config) return environment.output.Fail(config.error());
    return StreamReader(environment, key, *config).Run(IsGiven(arguments, "--once"));
  }
  if (file == "-") return FromLines(environment, std::cin, "stdin");
  std::ifstream in(file);
  if (!in) return environment.output.Fail(FileUnreadable());
  return FromLines(environment, in, std::filesystem::path(file).filename().string());
}

Command TakeCommand() {
  Command command;
  command.words = "prison-events";
  command.help =
      "Take events of the prison system, each exactly once; exit code 3 if some wait or are "
      "refused";
  command.example = "ttg prison-events events.jsonl";
  command.fields = {
      {FieldKind::kText, "FILE", "", "one event as JSON a line; '-': standard input", false, ""},
      {FieldKind::kText, "--redis-stream", "",
       "a stream, read from where the service has got to until interrupted", false, ""},
      {FieldKind::kText, "--redis", "", "HOST:PORT; default: 127.0.0.1:6379", false, ""},
      {FieldKind::kFlag, "--once", "", "end where the stream ends", false, ""}};
  command.run = Take;
  return command;
}

View EventView() {
  View view;
  view.field = "event";
  view.columns = {{"event", "prison_event_id", ""},       {"type", "event_type", ""},
                  {"occurred at", "occurred_at", ""},     {"number", "prison_number", ""},
                  {"outcome", "outcome", kOutcomePrefix}, {"why", "outcome_reason", ""},
                  {"movement", "movement_id", ""},        {"source", "source", ""}};
  return view;
}

Command List() {
  Command command;
  command.words = "prison-events list";
  command.help = "Events that wait or were refused, oldest first";
  command.example = "ttg prison-events list";
  command.fields = {
      {FieldKind::kEnum, "--outcome", "outcome", "applied, late, waiting, refused or ignored",
       false, kOutcomePrefix},
      {FieldKind::kNumber, "--page-size", "page_size", "events of a page", false, ""},
      {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}};
  command.service = "release";
  command.method = Method("ListPrisonEvents");
  command.view = EventView();
  command.view.field = "events";
  command.view.list = true;
  return command;
}

Result<void> CompleteSettle(Environment& environment, const Arguments& arguments, Json& request) {
  const std::string wanted = ValueOf(arguments, "EVENT");
  std::string page;
  do {
    const auto answer =
        environment.caller.Call("release", Method("ListPrisonEvents"), {{"page_token", page}});
    if (!answer) return answer.error().error;
    for (const Json& event : answer->value("events", Json::array())) {
      if (event.value("prison_event_id", "") != wanted) continue;
      request["etag"] = event.value("etag", "");
      return {};
    }
    page = answer->value("next_page_token", "");
  } while (!page.empty());
  return NoSuchEvent();
}

Command Settle() {
  Command command;
  command.words = "prison-events settle";
  command.help = "Take an event off the work list: set it aside, or try it again";
  command.example =
      "ttg prison-events settle 01890000-0000-7000-8000-000000000002 --reason 'sent by mistake'";
  command.fields = {{FieldKind::kText, "EVENT", "prison_event_id", "its id, from list", true, ""},
                    {FieldKind::kFlag, "--retry", "retry", "apply it now", false, ""},
                    {FieldKind::kText, "--reason", "reason",
                     "required without --retry; no personal data", false, ""}};
  command.service = "release";
  command.method = Method("SettlePrisonEvent");
  command.changes = true;
  command.complete = CompleteSettle;
  command.view = EventView();
  return command;
}

}  // namespace

std::vector<Command> PrisonEventCommands() { return {TakeCommand(), List(), Settle()}; }

}  // namespace ttg::cli
