#include "journey/journey_server.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "journey/events/announcement.h"
#include "journey/rpc/journey_service.h"
#include "journey/store/sql_journey_store.h"

namespace ttg::journey {
namespace {

class JourneyServer final : public rpc::HostedService {
 public:
  explicit JourneyServer(const rpc::HostParts& parts)
      : peers_(parts.peers), service_(std::make_shared<JourneyService>(parts.runtime, Bind)) {}

  std::vector<rpc::Registration> Services() override {
    return {rpc::Register<ttg::journey::v1::JourneyService>(service_)};
  }

  std::vector<messaging::Subscription> Subscriptions() override {
    std::vector<messaging::Subscription> subscriptions;
    subscriptions.push_back(Follow("release", ReleaseHandlers(Bind)));
    subscriptions.push_back(Follow("accommodation", AccommodationHandlers(Bind)));
    subscriptions.push_back(Follow("employment", EmploymentHandlers(Bind)));
    subscriptions.push_back(Follow("mentoring", MentoringHandlers(Bind)));
    return subscriptions;
  }

 private:
  static std::unique_ptr<JourneyStore> Bind(store::Session& session) {
    return std::make_unique<SqlJourneyStore>(session);
  }

  messaging::Subscription Follow(const std::string& context, Handlers handlers) const {
    return {.context = context,
            .handlers = std::move(handlers),
            .prepare = {},
            .replay = rpc::ReplayFrom(peers_.at(context))};
  }

  const std::map<std::string, rpc::Peer>& peers_;
  std::shared_ptr<JourneyService> service_;
};

}  // namespace

rpc::ServiceDefinition Definition() {
  return {.name = "journey",
          .migrations = Migrations(),
          .peers = {"release", "accommodation", "employment", "mentoring"},
          .make = [](const rpc::HostParts& parts) -> Result<std::unique_ptr<rpc::HostedService>> {
            return std::make_unique<JourneyServer>(parts);
          },
          .read_settings = {}};
}

}  // namespace ttg::journey
