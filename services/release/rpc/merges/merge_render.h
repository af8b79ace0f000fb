#pragma once

#include "release/domain/merges/merge.h"
#include "ttg/release/v1/movement.pb.h"

namespace ttg::release {

// What the domain knows, as the contract says it.
void Render(const PersonMerge& merge, v1::PersonMerge& out);

}  // namespace ttg::release
