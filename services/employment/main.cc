#include "employment/employment_server.h"

int main(int argc, char** argv) {
  return ttg::rpc::RunService(argc, argv, ttg::employment::EmploymentDefinition());
}
