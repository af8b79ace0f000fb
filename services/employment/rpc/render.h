#pragma once

#include "employment/app/ports.h"
#include "ttg/employment/v1/employment.pb.h"

namespace ttg::employment {

void Render(const Vacancy& vacancy, v1::Vacancy& out);
void Render(const Job& job, v1::Job& out);
void Render(const EmploymentStatus::Snapshot& status, v1::EmploymentStatus& out);
void Render(const CheckInRow& check_in, v1::CheckIn& out);
void Render(const ReleaseDayAnswer& answer, v1::ReleaseDayAnswerRecord& out);

}  // namespace ttg::employment
