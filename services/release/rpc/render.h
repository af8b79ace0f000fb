#pragma once

#include "kernel/date.h"
#include "release/app/ports.h"
#include "release/domain/person.h"
#include "ttg/release/v1/consent.pb.h"
#include "ttg/release/v1/release.pb.h"

namespace ttg::release {

// What the domain knows, as the contract says it. `today` decides HELD_PAST_DUE.
void Render(const Person& person, Date today, v1::Person& out);
void Render(const ReleaseLine& line, v1::Release& out);
void Render(const PersonProfile& profile, v1::PersonProfile& out);
void Render(const RefusedRow& row, v1::RefusedRow& out);
// In identity_render.cc.
void Render(const Alias& alias, v1::Alias& out);
void Render(const SuspectedPair& pair, v1::SuspectedDuplicate& out);
void Render(DateType type, const SentenceDate& date, v1::SentenceDate& out);

}  // namespace ttg::release
