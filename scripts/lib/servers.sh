# Servers on loopback for the time of the run. Sourced by scripts/test.
# shellcheck shell=bash

# Steps run in subshells: what they start is noted in a file, one process id a line.
readonly STARTED="$SCRATCH/started"
readonly POSTGRES="$SCRATCH/postgres"
readonly DOCKERD="$SCRATCH/dockerd.pid"

# Stops the servers of a step, within five seconds each.
stop_started() {
  local pid
  [[ -f $STARTED ]] || return 0
  while read -r pid; do
    kill "$pid" 2>/dev/null || continue
    for _ in {1..50}; do
      kill -0 "$pid" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  done <"$STARTED"
  rm "$STARTED"
}

# Stops everything and removes the scratch directory.
stop_everything() {
  stop_started
  [[ ! -f $POSTGRES/data/postmaster.pid ]] ||
    as_postgres "$(postgres_bin)/pg_ctl" stop --silent --mode immediate --pgdata "$POSTGRES/data"
  if [[ -f $DOCKERD ]]; then
    mv "$DOCKERD" "$STARTED"
    stop_started
  fi
  rm -rf "$SCRATCH"
}

# A port nobody listens on, below the range that outgoing connections use.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((10000 + RANDOM % 20000))
    (exec 4<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { printf '%s' "$port" && return; }
  done
  die "no free port"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [[ $EUID == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# start_postgres PORT
start_postgres() {
  local bin options
  bin=$(postgres_bin)
  mkdir "$POSTGRES"
  [[ $EUID != 0 ]] || chown postgres "$POSTGRES"
  as_postgres "$bin/initdb" --pgdata "$POSTGRES/data" --username postgres --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync
  options="-c listen_addresses=127.0.0.1 -c port=$1 -c unix_socket_directories=$POSTGRES"
  options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
  as_postgres "$bin/pg_ctl" start --silent --wait --timeout 60 --pgdata "$POSTGRES/data" \
    --log "$POSTGRES/log" --options "$options"
}

# A daemon that runs already is used as it is; otherwise one is started, as root and
# with gVisor, and stopped at the end of the run. Either has the sandbox's image afterwards.
start_docker() {
  local pid
  if ! docker info >/dev/null 2>&1; then
    [[ $EUID == 0 ]] || die "no Docker daemon answers, and only root can start one"
    printf '{ "runtimes": { "runsc": { "path": "%s", "runtimeArgs": ["--platform=ptrace", "--network=none"] } } }' \
      "$(command -v runsc)" >"$SCRATCH/docker.json"
    dockerd --config-file "$SCRATCH/docker.json" >"$LOGS/dockerd.log" 2>&1 &
    pid=$!
    echo "$pid" >"$DOCKERD"
    for _ in {1..300}; do
      docker info >/dev/null 2>&1 && break
      kill -0 "$pid" 2>/dev/null || { cat "$LOGS/dockerd.log" && die "dockerd does not start"; }
      sleep 0.1
    done
  fi
  docker image inspect toolhub-sandbox:latest >/dev/null 2>&1 || as_root scripts/sandbox-image data
}

# start LOG COMMAND...: runs a server in the background until the end of the step.
start() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 &
  echo "$!" >>"$STARTED"
}

# wait_for URL LOG: polls until the server that started last answers, for ten seconds.
wait_for() {
  for _ in {1..100}; do
    curl --silent --fail --output /dev/null "$1" && return
    kill -0 "$(tail -n1 "$STARTED")" 2>/dev/null || break
    sleep 0.1
  done
  cat "$2"
  say "no answer from $1"
  return 1
}
