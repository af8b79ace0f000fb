#include "platform/messaging/relay.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/messaging/lease.h"
#include "platform/messaging/publisher.h"

namespace ttg::messaging {
namespace {

// How long Stop goes on publishing what is committed.
constexpr std::chrono::seconds kFlushTime{3};

class StreamRelay final : public Relay {
 public:
  StreamRelay(RelayConfig config, store::Database& database)
      : poll_(config.poll),
        now_(config.now),
        database_(database),
        lease_("relay:" + config.context, ProcessName(), config.lease_time),
        publisher_(std::move(config), database) {}
  ~StreamRelay() override { Stop(); }

  void Start() override {
    thread_ = std::thread([this] { Run(); });
  }

  void Stop() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  void Notify() override {
    {
      const std::lock_guard lock(mutex_);
      notified_ = true;
    }
    wake_.notify_all();
  }

  RelayStatus Status() const override { return publisher_.Status(); }

 private:
  void Run() {
    while (!Stopping()) {
      if (!Step()) Wait();
    }
    Flush();
    if (NeedsLease()) (void)lease_.Release(database_);
  }

  // True: there is more to do at once.
  bool Step() {
    if (!Leads()) return false;
    const auto more = publisher_.RunOnce();
    failing_ = !more.has_value();
    return more.value_or(false);
  }

  // With one file there is one process. On PostgreSQL one replica does the work; if two do it for
  // a moment, explicit ids make the second a repeat.
  bool NeedsLease() const { return database_.dialect() == store::Dialect::kPostgres; }
  bool Leads() { return !NeedsLease() || lease_.Hold(database_, now_()).value_or(false); }

  void Flush() {
    const auto deadline = std::chrono::steady_clock::now() + kFlushTime;
    while (std::chrono::steady_clock::now() < deadline) {
      if (!Leads() || publisher_.Finished().value_or(false)) return;
      if (!publisher_.RunOnce() || !publisher_.Status().alarm.empty()) return;
    }
  }

  bool Stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  // After a fault a Notify does not wake it: commands must not drive it against a dead Redis.
  void Wait() {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, poll_, [this] { return stopping_ || (notified_ && !failing_); });
    notified_ = false;
  }

  const std::chrono::milliseconds poll_;
  const std::function<Instant()> now_;
  store::Database& database_;
  Lease lease_;
  Publisher publisher_;
  bool failing_ = false;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  bool notified_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Relay> MakeRelay(RelayConfig config, store::Database& database) {
  return std::make_unique<StreamRelay>(std::move(config), database);
}

}  // namespace ttg::messaging
