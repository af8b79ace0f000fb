#pragma once

#include "release/app/plan/ports.h"
#include "ttg/release/v1/plan.pb.h"

namespace ttg::release {

void Render(const Plan& plan, Date today, v1::Plan& out);
void Render(const FiledReport& filed, v1::PlanReport& out);
void Render(const MissingItem& item, v1::MissingItem& out);

}  // namespace ttg::release
