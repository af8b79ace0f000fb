#pragma once

#include <cstdint>

#include "kernel/result.h"

namespace ttg::employment {

// Not there, or not the caller's to see.
Error PersonNotFound();
Error VacancyNotFound();
Error JobNotFound();
Error StatusNotFound();
Error AnswerNotFound();

// Stale / ETAG_STALE where the caller's version is not the current one.
Result<void> CheckVersion(std::int64_t expected, std::int64_t current);

}  // namespace ttg::employment
