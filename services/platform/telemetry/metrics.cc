#include "platform/telemetry/metrics.h"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/histogram.h>
#include <prometheus/text_serializer.h>

namespace ttg::telemetry {
namespace {

const prometheus::Histogram::BucketBoundaries& DurationBuckets() {
  static const prometheus::Histogram::BucketBoundaries buckets{
      0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
  return buckets;
}

}  // namespace

// Gauges that are read when they are scraped.
class Metrics::Gauges final : public prometheus::Collectable {
 public:
  void Add(std::string name, std::string help, Labels labels, std::function<double()> read) {
    const std::lock_guard lock(mutex_);
    gauges_.push_back({std::move(name), std::move(help), std::move(labels), std::move(read)});
  }

  void Clear() {
    const std::lock_guard lock(mutex_);
    gauges_.clear();
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    const std::lock_guard lock(mutex_);
    std::map<std::string, prometheus::MetricFamily> families;
    for (const auto& gauge : gauges_) {
      prometheus::MetricFamily& family = families[gauge.name];
      family.name = gauge.name;
      family.help = gauge.help;
      family.type = prometheus::MetricType::Gauge;
      prometheus::ClientMetric metric;
      for (const auto& [name, value] : gauge.labels) metric.label.push_back({name, value});
      metric.gauge.value = gauge.read();
      family.metric.push_back(std::move(metric));
    }
    std::vector<prometheus::MetricFamily> collected;
    collected.reserve(families.size());
    for (auto& [name, family] : families) collected.push_back(std::move(family));
    return collected;
  }

 private:
  struct One {
    std::string name;
    std::string help;
    Labels labels;
    std::function<double()> read;
  };

  mutable std::mutex mutex_;
  std::vector<One> gauges_;
};

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      gauges_(std::make_shared<Gauges>()),
      calls_(prometheus::BuildCounter()
                 .Name("ttg_rpc_calls_total")
                 .Help("Calls served, by method and code.")
                 .Register(*registry_)),
      durations_(prometheus::BuildHistogram()
                     .Name("ttg_rpc_duration_seconds")
                     .Help("From the arrival of a call to its answer.")
                     .Register(*registry_)) {}

Metrics::~Metrics() { Conceal(); }

void Metrics::CountCall(const std::string& method, const std::string& code, double seconds) {
  calls_.Add({{"method", method}, {"code", code}}).Increment();
  durations_.Add({{"method", method}}, DurationBuckets()).Observe(seconds);
}

void Metrics::Count(const std::string& name, const std::string& help, const Labels& labels) {
  prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add(labels).Increment();
}

void Metrics::Gauge(std::string name, std::string help, Labels labels,
                    std::function<double()> read) {
  gauges_->Add(std::move(name), std::move(help), std::move(labels), std::move(read));
}

Result<int> Metrics::Expose(int port) {
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(fmt::format("127.0.0.1:{}", port), 1);
  } catch (const std::exception&) {
    return Unavailable("METRICS_PORT_TAKEN",
                       fmt::format("port {} cannot be opened for the metrics", port));
  }
  exposer_->RegisterCollectable(registry_);
  exposer_->RegisterCollectable(gauges_);
  return exposer_->GetListeningPorts().front();
}

void Metrics::Conceal() {
  exposer_.reset();
  gauges_->Clear();
}

std::string Metrics::Text() const {
  auto families = registry_->Collect();
  for (auto& family : gauges_->Collect()) families.push_back(std::move(family));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace ttg::telemetry
