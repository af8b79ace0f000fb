#pragma once

#include "kernel/date.h"
#include "kernel/working_days.h"
#include "release/app/timetable/timetable_use_cases.h"
#include "ttg/release/v1/timetable.pb.h"

namespace ttg::release {

// What the domain knows, as the contract says it.
void Render(const Person& person, const Timetable& timetable, v1::Timetable& out);
void Render(const DueMilestone& line, v1::DueMilestone& out);
void Render(const CalendarFeed& feed, v1::CalendarFeed& out);

}  // namespace ttg::release
