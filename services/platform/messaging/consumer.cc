#include "platform/messaging/consumer.h"

#include <utility>

#include "platform/messaging/stream_reader.h"

namespace ttg::messaging {
namespace {

class StreamConsumer final : public Consumer {
 public:
  StreamConsumer(const ConsumerConfig& config, store::Database& database, const Clock& clock,
                 std::vector<Subscription> subscriptions) {
    readers_.reserve(subscriptions.size());
    for (Subscription& subscription : subscriptions) {
      readers_.push_back(
          std::make_unique<StreamReader>(config, database, clock, std::move(subscription)));
    }
  }

  void Start() override {
    for (const auto& reader : readers_) reader->Start();
  }

  void Stop() override {
    for (const auto& reader : readers_) reader->AskToStop();
    for (const auto& reader : readers_) reader->Join();
  }

  std::vector<StreamProgress> Progress() const override {
    std::vector<StreamProgress> progress;
    progress.reserve(readers_.size());
    for (const auto& reader : readers_) progress.push_back(reader->Progress());
    return progress;
  }

 private:
  std::vector<std::unique_ptr<StreamReader>> readers_;
};

}  // namespace

std::unique_ptr<Consumer> MakeConsumer(ConsumerConfig config, store::Database& database,
                                       const Clock& clock,
                                       std::vector<Subscription> subscriptions) {
  return std::make_unique<StreamConsumer>(config, database, clock, std::move(subscriptions));
}

}  // namespace ttg::messaging
