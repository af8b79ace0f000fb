#pragma once

#include <memory>

#include "mentoring/app/release_directory.h"
#include "platform/rpc/channel.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::mentoring {

// ReleaseDirectory over the release service's contract.
class ReleaseClient final : public ReleaseDirectory {
 public:
  explicit ReleaseClient(const rpc::Peer& release);

  Result<std::map<PersonId, Profile>> Profiles(const std::vector<PersonId>& people) override;
  Result<KnownNumbers> WhoHas(const std::set<std::string>& numbers) override;

 private:
  const rpc::Peer& release_;
  std::unique_ptr<release::v1::ReleaseService::Stub> stub_;
};

}  // namespace ttg::mentoring
