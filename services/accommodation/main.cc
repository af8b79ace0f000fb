#include "accommodation/accommodation_server.h"

int main(int argc, char** argv) {
  return ttg::rpc::RunService(argc, argv, ttg::accommodation::Definition());
}
