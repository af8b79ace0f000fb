#pragma once

#include <functional>
#include <memory>

#include "journey/app/ports.h"
#include "platform/rpc/runtime.h"
#include "ttg/journey/v1/journey_service.grpc.pb.h"

namespace ttg::journey {

// The read side's calls: parse, query, render.
class JourneyService final : public ttg::journey::v1::JourneyService::CallbackService {
 public:
  using BindStore = std::function<std::unique_ptr<JourneyStore>(store::Session&)>;

  JourneyService(rpc::Runtime& runtime, BindStore bind);

  grpc::ServerUnaryReactor* GetTimeline(grpc::CallbackServerContext* context,
                                        const ttg::journey::v1::GetTimelineRequest* request,
                                        ttg::journey::v1::GetTimelineResponse* response) override;
  grpc::ServerUnaryReactor* ListBoard(grpc::CallbackServerContext* context,
                                      const ttg::journey::v1::ListBoardRequest* request,
                                      ttg::journey::v1::ListBoardResponse* response) override;
  grpc::ServerUnaryReactor* ListRipples(grpc::CallbackServerContext* context,
                                        const ttg::journey::v1::ListRipplesRequest* request,
                                        ttg::journey::v1::ListRipplesResponse* response) override;

 private:
  rpc::Runtime& runtime_;
  BindStore bind_;
};

}  // namespace ttg::journey
