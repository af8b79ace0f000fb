#include "mentoring/mentoring_server.h"
#include "platform/rpc/service_host.h"

int main(int argc, char** argv) {
  return ttg::rpc::RunService(argc, argv, ttg::mentoring::MentoringDefinition());
}
