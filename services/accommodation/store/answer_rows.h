#pragma once

#include <string>
#include <vector>

#include "accommodation/app/ports.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

// Answers with their effects. `condition` and `tail` are SQL over release_day_answer.
Result<std::vector<AnsweredReleaseDay>> ReadAnswers(store::Session& session,
                                                    const std::string& condition,
                                                    const std::string& tail,
                                                    const store::Binds& binds);

// A new answer; of one that is there only the acknowledgement is written.
Result<void> WriteAnswer(store::Session& session, const AnsweredReleaseDay& answered);

}  // namespace ttg::accommodation
