#pragma once

#include <memory>
#include <vector>

#include "employment/app/ports.h"
#include "platform/rpc/channel.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::employment {

// ProfileSource over ReleaseService.BatchGetPersonProfiles. Thread-safe; `release` outlives it.
class ReleaseClient final : public ProfileSource {
 public:
  explicit ReleaseClient(const rpc::Peer& release)
      : release_(release), stub_(ttg::release::v1::ReleaseService::NewStub(release.channel())) {}

  Result<std::vector<Profile>> Fetch(const std::vector<PersonId>& people) override;

 private:
  const rpc::Peer& release_;
  std::unique_ptr<ttg::release::v1::ReleaseService::Stub> stub_;
};

}  // namespace ttg::employment
