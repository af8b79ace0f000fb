#include "release/release_server.h"

int main(int argc, char** argv) {
  return ttg::rpc::RunService(argc, argv, ttg::release::Definition());
}
