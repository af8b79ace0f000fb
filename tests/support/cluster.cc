#include "support/cluster.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <nlohmann/json.hpp>

namespace ttg::support {
namespace {

constexpr auto kStartLimit = std::chrono::seconds(30);
constexpr auto kStopLimit = std::chrono::seconds(30);

[[noreturn]] void Die(const std::string& what, const std::string& log) {
  std::fprintf(stderr, "cluster: %s\n%s\n", what.c_str(), log.c_str());
  std::abort();
}

std::string UpperCase(const std::string& text) {
  std::string upper;
  for (const char c : text) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

std::string Contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string WithoutLineEnd(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

std::string Cluster::DefaultPrograms() {
  const char* build = std::getenv("TTG_BINARY_DIR");
  return (build != nullptr ? std::string(build) : std::string("build/dev")) + "/bin";
}

Cluster::Cluster(std::string programs)
    : programs_(std::move(programs)), folder_(temporary_.path().string()) {
  nlohmann::json state{{"dev_keys", folder_ + "/keys"}};
  for (const std::string& service : kServices) {
    nodes_[service].port = testing::FreePort();
    state["services"][service] = Address(service);
  }
  std::ofstream(folder_ + "/services.json") << state;
}

Cluster::~Cluster() {
  for (auto& [service, node] : nodes_) node.process.reset();
}

std::chrono::milliseconds Cluster::StartAll() {
  std::map<std::string, std::chrono::steady_clock::time_point> launched;
  for (const std::string& service : kServices) {
    auto& process = nodes_[service].process;
    if (process && process->Running()) continue;
    launched[service] = std::chrono::steady_clock::now();
    Launch(service);
  }
  std::chrono::milliseconds slowest{0};
  for (const auto& [service, since] : launched) {
    slowest = std::max(slowest, AwaitReady(service, since));
  }
  return slowest;
}

std::chrono::milliseconds Cluster::Start(const std::string& service) {
  const auto since = std::chrono::steady_clock::now();
  Launch(service);
  return AwaitReady(service, since);
}

void Cluster::Kill(const std::string& service) {
  if (auto& process = nodes_[service].process) process->Kill();
}

int Cluster::Stop(const std::string& service) {
  auto& process = nodes_[service].process;
  process->Signal(SIGTERM);
  return process->Wait(kStopLimit);
}

std::string Cluster::Address(const std::string& service) const {
  return "127.0.0.1:" + std::to_string(nodes_.at(service).port);
}

std::string Cluster::DatabasePath(const std::string& service) const {
  return folder_ + "/" + service + "/" + service + ".db";
}

pid_t Cluster::Pid(const std::string& service) const { return nodes_.at(service).process->pid(); }

std::string Cluster::Token(const std::string& role) const {
  const Output minted = Run({programs_ + "/ttg", "token", "--role", role},
                            {{"TTG_CLI_STATE", folder_ + "/services.json"}});
  if (minted.status != 0) Die("cannot mint a token", minted.error);
  return WithoutLineEnd(minted.out);
}

Output Cluster::Ttg(const std::vector<std::string>& arguments,
                    const std::optional<std::string>& token) const {
  std::vector<std::string> command{programs_ + "/ttg"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return Run(command, {{"TTG_CLI_STATE", folder_ + "/services.json"},
                       {"TTG_CLI_TOKEN", token.value_or(token_)},
                       {"NO_COLOR", "1"}});
}

std::map<std::string, std::string> Cluster::EnvironmentOf(const std::string& service) const {
  const std::string prefix = "TTG_" + UpperCase(service) + "_";
  std::map<std::string, std::string> environment{
      {prefix + "LISTEN", Address(service)},
      {prefix + "STATE_DIR", folder_ + "/" + service},
      {prefix + "DEV_KEYS", folder_ + "/keys"},
      {prefix + "REDIS_PORT", std::to_string(redis_.port())},
      {prefix + "REFLECTION", "true"},
  };
  const std::vector<std::string> peers =
      service == "release" ? std::vector<std::string>{}
      : service == "journey"
          ? std::vector<std::string>{"release", "accommodation", "employment", "mentoring"}
          : std::vector<std::string>{"release"};
  for (const std::string& peer : peers) {
    environment[prefix + "PEER_" + UpperCase(peer)] = Address(peer);
  }
  return environment;
}

std::string Cluster::LogPath(const std::string& service) const {
  return folder_ + "/" + service + ".log";
}

void Cluster::Launch(const std::string& service) {
  std::filesystem::create_directories(folder_ + "/" + service);
  std::filesystem::remove(LogPath(service) + ".last");
  if (std::filesystem::exists(LogPath(service))) {
    std::filesystem::rename(LogPath(service), LogPath(service) + ".last");
  }
  nodes_[service].process =
      std::make_unique<Process>(std::vector<std::string>{programs_ + "/ttg-" + service},
                                EnvironmentOf(service), LogPath(service));
}

std::chrono::milliseconds Cluster::AwaitReady(const std::string& service,
                                              std::chrono::steady_clock::time_point since) {
  Process& process = *nodes_[service].process;
  const bool ready = Eventually(kStartLimit, [&] {
    return Contents(LogPath(service)).find("READY " + service) != std::string::npos ||
           !process.Running();
  });
  if (!ready || !process.Running()) Die(service + " did not start", Contents(LogPath(service)));
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - since);
  // The development key is there once a service is.
  if (token_.empty()) {
    const Output minted =
        Run({programs_ + "/ttg", "token", "--role", "resettlement-lead", "--role", "administrator",
             "--role", "mentor-coordinator", "--role", "employment-adviser", "--role",
             "provider-manager", "--role", "inspector", "--subject", "lead-1"},
            {{"TTG_CLI_STATE", folder_ + "/services.json"}});
    if (minted.status != 0) Die("cannot mint a token", minted.error);
    token_ = WithoutLineEnd(minted.out);
  }
  return took;
}

}  // namespace ttg::support
