#!/usr/bin/env bash
# The architecture, checked: which folder may include what (README, "Where things are"). A linker
# cannot see a forbidden #include, because the libraries sit in /usr/include.
# Tests may use the testing kit and are left out. Prints file:line of each breach and fails if there is one.
set -u
cd "${1:-$(dirname "$0")/../..}/services" || exit 2
breaches=0

# check FOLDERS FORBIDDEN REASON: no #include in these folders may match FORBIDDEN.
check() {
  local found
  # shellcheck disable=SC2086 # FOLDERS is a glob
  found=$(grep -rnE "^#include [<\"]($2)" --include='*.h' --include='*.cc' \
    --exclude='*_test.cc' $1 2>/dev/null)
  if [ -n "$found" ]; then
    printf '%s\n%s\n' "$3" "$found"
    breaches=1
  fi
}

services='release|accommodation|employment|mentoring|journey'
generated='ttg/|google/protobuf|grpc'
io="$generated|soci|sqlite3|libpq|postgresql/|hiredis|platform/|spdlog|prometheus|curl|cjose|CLI/"
threads='thread|mutex|shared_mutex|condition_variable|future|atomic|fstream|filesystem|sys/|unistd'

check kernel "$io|$threads|($services|cli)/" \
  'kernel is pure: no I/O, no threads, no protobuf, nothing of a service:'
check platform "($services|cli)/" 'platform knows no service:'
check 'platform/store platform/messaging platform/redis platform/audit platform/auth platform/config platform/lifecycle' \
  'grpc' 'gRPC is for platform/rpc, platform/intake and platform/testing:'
check '*/domain' "$io|$threads|[a-z_]+/(app|store|rpc|events|testing)/" \
  'a domain layer may include only kernel and itself:'
check '*/app' "$io|[a-z_]+/(store|rpc|events)/" \
  'an app layer may include only kernel, its domain and itself:'
for service in ${services//|/ }; do
  others=$(echo "$services" | tr '|' '\n' | grep -vx "$service" | paste -sd'|')
  check "$service" "($others|cli)/" "$service may not include another service's headers, only its protos:"
  check "$service/store" "$service/(rpc|events)/|$generated" 'store knows neither rpc, events nor generated types:'
  check "$service/rpc" "$service/(store|events)/" 'rpc knows neither store nor events:'
  check "$service/events" "$service/(store|rpc)/" 'events knows neither store nor rpc:'
done
check cli "($services)/" 'the command line knows the services only by their protos:'

if [ "$breaches" = 0 ]; then echo 'layering: clean'; fi
exit "$breaches"
