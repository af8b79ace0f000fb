#pragma once

#include "accommodation/app/answer_release_day.h"
#include "accommodation/events/react.h"

namespace ttg::accommodation {

// ttg.release.v1.ReleaseDayChanged: plans move with the day or are put at risk, and the change is
// answered once (domain B8).
messaging::Handler OnReleaseDayChanged(const BindStore& bind, const ActorId& service,
                                       const AnswerReleaseDay& answer);

}  // namespace ttg::accommodation
