#pragma once

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "kernel/date.h"
#include "kernel/error.h"
#include "kernel/result.h"

namespace ttg::cli {

// Messages as protobuf's JSON with the field names of the contracts; the order of fields is kept.
using Json = nlohmann::ordered_json;

// A call that failed, and the id that finds it in logs and audit trail (may be empty).
struct CallError {
  Error error;
  std::string correlation_id;
};

using Reply = tl::expected<Json, CallError>;

// A file to be imported.
struct ImportFile {
  std::string service;
  std::string method;
  std::string path;
  Instant as_of;
  bool dry_run = false;
};

// Calls the services. A service is named by its context ("release"); a method by its full
// protobuf name: "ttg.release.v1.ReleaseService.GetPerson".
class Caller {
 public:
  virtual ~Caller() = default;

  virtual Reply Call(const std::string& service, const std::string& method,
                     const Json& request) = 0;

  // Streams the file; `on_report` gets each ImportReport before the last. The reply is the
  // ImportSummary.
  virtual Reply Import(const ImportFile& file,
                       const std::function<void(const Json& report)>& on_report) = 0;

  // Fetches a file: a method whose responses have a field `bytes chunk`. `take` gets each chunk, in
  // order; false: it wants no more. The reply is an empty object.
  virtual Reply Download(const std::string& service, const std::string& method, const Json& request,
                         const std::function<bool(const std::string& chunk)>& take) = 0;
};

}  // namespace ttg::cli
