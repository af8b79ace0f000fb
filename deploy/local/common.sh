# What run, demo and clean-state share: where things are, and starting and stopping Redis and the
# five services on this machine. Sourced, not run.
#
#   TTG_VAR        where everything is kept            (default var/)
#   TTG_PROGRAMS   the executables                 (default build/release/bin)
#   TTG_BASE_PORT  Redis here, the services after it   (default: from 7400 on, the first six free)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
programs=${TTG_PROGRAMS:-$root/build/release/bin}
services=(release accommodation employment mentoring journey)
children=()

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_base_port() {
  local base port busy
  for base in $(seq 7400 10 7990); do
    busy=
    for port in $(seq "$base" $((base + 5))); do listening "$port" && busy=1; done
    [ -n "$busy" ] || { echo "$base"; return; }
  done
  echo 'no six free ports between 7400 and 7999; set TTG_BASE_PORT' >&2
  return 1
}

peers_of() {
  case $1 in
    release) ;;
    journey) echo release accommodation employment mentoring ;;
    *) echo release ;;
  esac
}

port_of() {
  local i
  for i in "${!services[@]}"; do
    [ "${services[$i]}" = "$1" ] && echo $((base_port + 1 + i))
  done
}

write_state() {
  local service comma=
  mkdir -p "$var/run"
  {
    printf '{\n  "dev_keys": "%s",\n  "token_file": "%s",\n  "services": {' "$var/keys" "$var/run/token"
    for service in "${services[@]}"; do
      printf '%s\n    "%s": "127.0.0.1:%s"' "$comma" "$service" "$(port_of "$service")"
      comma=,
    done
    printf '\n  }\n}\n'
  } > "$var/run/services.json"
}

start_redis() {
  mkdir -p "$var/redis" "$var/log"
  redis-server "$root/deploy/redis/redis.conf" --port "$base_port" --dir "$var/redis" \
    > "$var/log/redis.log" 2>&1 &
  children+=($!)
  until redis-cli -p "$base_port" ping 2>/dev/null | grep -q PONG; do
    kill -0 "${children[-1]}" 2>/dev/null || { tail -n 5 "$var/log/redis.log" >&2; return 1; }
    sleep 0.05
  done
}

start_service() {
  local service=$1 upper=${1^^} peer
  mkdir -p "$var/$service"
  : > "$var/log/$service.out"
  (
    export "TTG_${upper}_LISTEN=127.0.0.1:$(port_of "$service")"
    export "TTG_${upper}_STATE_DIR=$var/$service"
    export "TTG_${upper}_DEV_KEYS=$var/keys"
    export "TTG_${upper}_REDIS_PORT=$base_port"
    export "TTG_${upper}_REFLECTION=true"
    for peer in $(peers_of "$service"); do
      export "TTG_${upper}_PEER_${peer^^}=127.0.0.1:$(port_of "$peer")"
    done
    exec "$programs/ttg-$service" > "$var/log/$service.out" 2>> "$var/log/$service.log"
  ) &
  children+=($!)
}

all_run() {
  local child
  for child in "${children[@]}"; do kill -0 "$child" 2>/dev/null || return 1; done
}

await_services() {
  local service
  for service in "${services[@]}"; do
    until grep -q "^READY $service" "$var/log/$service.out"; do
      if ! all_run || [ "$((SECONDS - started))" -gt 30 ]; then
        echo "$service did not start; see $var/log/$service.log:" >&2
        tail -n 5 "$var/log/$service.log" "$var/log/$service.out" >&2
        return 1
      fi
      sleep 0.02
    done
  done
}

# Services first, so that they can still tell Redis; then Redis. Some may have ended already.
stop_everything() {
  trap - EXIT INT TERM
  local i
  for ((i = 1; i < ${#children[@]}; ++i)); do kill -TERM "${children[$i]}" 2>/dev/null || :; done
  for ((i = 1; i < ${#children[@]}; ++i)); do wait "${children[$i]}" 2>/dev/null || :; done
  [ ${#children[@]} -eq 0 ] || kill -TERM "${children[0]}" 2>/dev/null || :
  wait
}

start_everything() {
  var=$(mkdir -p "$1" && cd "$1" && pwd)
  base_port=${TTG_BASE_PORT:-$(free_base_port)}
  started=$SECONDS
  trap stop_everything EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  write_state
  start_redis
  local service
  for service in "${services[@]}"; do start_service "$service"; done
  await_services
  export TTG_CLI_STATE=$var/run/services.json
  (umask 077 && "$programs/ttg" token --subject dev-lead --role resettlement-lead --role administrator \
    --role employment-adviser --role mentor-coordinator --role provider-manager --role inspector \
    --hours 720 > "$var/run/token")
}

# Imports the six files of a caseload. Rows that are refused are no failure: the simulator writes
# some on purpose.
import_caseload() {
  local kind status
  for kind in people bedspaces placements voids mentors vacancies; do
    echo "--- $kind"
    status=0
    "$programs/ttg" import "$kind" "$1/$kind.csv" --as-of "${2:?}" || status=$?
    [ "$status" = 0 ] || [ "$status" = 3 ] || return "$status"
  done
}
