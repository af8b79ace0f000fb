#pragma once

#include <vector>

#include "platform/store/migrations.h"

namespace ttg::intake {

// The schema of import_run and import_refusal: the progress of imports. Every service that imports
// applies it beside its own.
std::vector<store::Migration> Migrations();

}  // namespace ttg::intake
