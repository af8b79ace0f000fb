#pragma once

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "kernel/date.h"

namespace ttg::release {

inline void FillTimestamp(Instant instant, google::protobuf::Timestamp& out) {
  const absl::Duration since = instant - absl::UnixEpoch();
  absl::Duration rest;
  out.set_seconds(absl::IDivDuration(since, absl::Seconds(1), &rest));
  out.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
}

}  // namespace ttg::release
