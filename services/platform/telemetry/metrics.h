#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <prometheus/registry.h>

#include "kernel/result.h"

namespace prometheus {
class Exposer;
}

namespace ttg::telemetry {

// The process's counters, in Prometheus's form. Thread-safe.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;

  Metrics();
  ~Metrics();

  // Counts one served call: ttg_rpc_calls_total{method,code}, ttg_rpc_duration_seconds{method}.
  void CountCall(const std::string& method, const std::string& code, double seconds);
  // Adds one to a counter.
  void Count(const std::string& name, const std::string& help, const Labels& labels = {});

  // A gauge that is read when it is scraped. Register before Expose; what it reads outlives this
  // object's exposure (Conceal).
  void Gauge(std::string name, std::string help, Labels labels, std::function<double()> read);

  // Serves /metrics on 127.0.0.1. Port 0 takes a free one. Errors: Unavailable /
  // METRICS_PORT_TAKEN.
  Result<int> Expose(int port);
  // Stops serving; gauges are not read any more.
  void Conceal();

  // What a scrape would see.
  std::string Text() const;

 private:
  class Gauges;

  std::shared_ptr<prometheus::Registry> registry_;
  std::shared_ptr<Gauges> gauges_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& durations_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace ttg::telemetry
