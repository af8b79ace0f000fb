#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "kernel/result.h"
#include "platform/auth/policy.h"

namespace ttg::rpc {

// One served method and who may call it.
struct Method {
  std::string name;  // "ttg.release.v1.ReleaseService/ConfirmDate"
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  auth::MethodPolicy policy;
};

// The methods of this process, found by their request type.
class MethodTable {
 public:
  MethodTable() = default;

  // Reads the options of every method of these services (full names). Errors: Internal /
  // METHOD_WITHOUT_POLICY naming each ttg.* method whose option is missing or incomplete;
  // Internal / SERVICE_UNKNOWN; Internal / REQUEST_TYPE_SHARED.
  static Result<MethodTable> Of(const std::vector<std::string>& services);

  // Null: not served here.
  const Method* Find(const google::protobuf::Descriptor& request_type) const;

 private:
  std::unordered_map<const google::protobuf::Descriptor*, std::unique_ptr<Method>> by_request_;
};

}  // namespace ttg::rpc
