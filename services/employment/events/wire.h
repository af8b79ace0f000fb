#pragma once

#include <cstdint>
#include <string>

#include "kernel/date.h"
#include "kernel/result.h"
#include "ttg/common/v1/date.pb.h"

namespace ttg::employment {

inline void WriteDate(Date date, ttg::common::v1::Date& out) {
  out.set_year(static_cast<std::int32_t>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

// Errors: Internal / EVENT_MALFORMED for what is no day.
inline Result<Date> ReadDate(const ttg::common::v1::Date& in) {
  const Date date(in.year(), in.month(), in.day());
  if (date.year() == in.year() && date.month() == in.month() && date.day() == in.day()) return date;
  return Internal("EVENT_MALFORMED", "an event carries a date that does not exist");
}

// A message that we were sent. Errors: Internal / EVENT_MALFORMED.
template <typename Message>
Result<Message> ReadMessage(const std::string& data) {
  Message message;
  if (message.ParseFromString(data)) return message;
  return Internal("EVENT_MALFORMED", "an event cannot be read as its type");
}

}  // namespace ttg::employment
