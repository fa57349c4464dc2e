# Independent clients and the conformance suite. Sourced by scripts/test.
# shellcheck shell=bash

# One line per client: the name in the matrix, the eras, the program.
readonly CLIENT_LIST=(
  "python mcp 1.27.2|2025-11-25|python_client 1.27.2"
  "python mcp 2.3.0|legacy auto 2026-07-28|python_client 2.3.0"
  "typescript client 2.4.0|legacy auto 2026-07-28|node_program sdk.mjs client"
  "typescript sdk 1.32.2|2025-11-25|node_program sdk.mjs sdk"
  "inspector cli 2.12.0|legacy modern|node_program inspector.mjs"
  "claude code|auto|node_program claude.mjs"
  "claude code agent loop|auto|node_program agent.mjs"
  "hosts, by toolhub install|auto|node_program hosts.mjs"
)

python_client() {
  local version=$1
  shift
  timeout 300 "$TOOLS/mcp-$version/bin/python" "$CLIENTS/python/client.py" "$@"
}

node_program() {
  local program=$1
  shift
  PATH="$(node_bin):$PATH" timeout 300 node "$CLIENTS/node/$program" "$@"
}

# toolhub_env TRANSPORT COMMAND...: becomes the release binary with its environment and
# nothing else, so that the process noted by start is the one to stop.
toolhub_env() {
  local data="$SCRATCH/data-$1"
  shift
  exec env -i PATH="$PATH" HOME="$SCRATCH" TOOLHUB_DATA_DIR="$data" "$@"
}

# Every client in every era over both transports, against the release binary.
run_clients() {
  local port token entry name eras program era transport outcome=0
  cargo build --quiet --locked --release
  port=$(free_port)
  token=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
  export TOOLHUB_BIN="$ROOT/target/release/toolhub" TOOLHUB_URL="http://127.0.0.1:$port/mcp" TOOLHUB_TOKEN=$token
  start "$LOGS/toolhub-http.log" toolhub_env http HTTP_PORT="$port" TOOLHUB_API_TOKEN="$token" \
    TOOLHUB_SANDBOX=docker TOOLHUB_SANDBOX_POOL=0 "$TOOLHUB_BIN" --http
  wait_for "http://127.0.0.1:$port/readyz" "$LOGS/toolhub-http.log"

  printf '  %-26s%-12s%-14s%s\n' client era stdio http >&3
  for entry in "${CLIENT_LIST[@]}"; do
    IFS='|' read -r name eras program <<<"$entry"
    for era in $eras; do
      printf '  %-26s%-12s' "$name" "$era" >&3
      for transport in stdio http; do
        run_client "$name" "$program" "$transport" "$era" || outcome=1
      done
      printf '\n' >&3
    done
  done
  verify_audit || outcome=1
  return "$outcome"
}

# run_client NAME PROGRAM TRANSPORT ERA: one cell of the matrix.
run_client() {
  local log="$LOGS/client-${1// /-}-$3-$4.log" program outcome=0 cell data
  read -ra program <<<"$2"
  # Over stdio every cell has data of its own; over HTTP all of them share one server.
  data="$SCRATCH/data-http"
  [[ $3 == http ]] || data=$(mktemp -d "$SCRATCH/data-stdio-XXXXXX")
  TOOLHUB_DATA_DIR=$data "${program[@]}" "$3" "$4" >"$log" 2>&1 || outcome=$?
  if [[ $outcome == 0 ]]; then
    cell="✓ $(grep -c '^ok ' "$log")"
  else
    cell="✗ $(grep -c '^not ok ' "$log")/$(grep -cE '^(not )?ok ' "$log")"
    say "--- $1, $3, $4"
    cat "$log"
  fi
  printf '%-14s' "$cell" >&3
  return "$outcome"
}

# What the clients changed stands in audit logs whose chains must hold.
verify_audit() {
  local data outcome=0 held=0
  for data in "$SCRATCH"/data-*; do
    if env -i PATH="$PATH" HOME="$SCRATCH" TOOLHUB_DATA_DIR="$data" "$TOOLHUB_BIN" audit verify; then
      held=$((held + 1))
    else
      outcome=1
    fi
  done
  printf '  %d audit logs hold\n' "$held" >&3
  return "$outcome"
}

# The official suite against the fixture, for both requirement sets.
run_conformance() {
  local address="$SCRATCH/conformance-url" url
  cargo build --quiet --locked --example conformance
  start "$address" "$ROOT/target/debug/examples/conformance"
  for _ in {1..100}; do
    url=$(grep -oEm1 'http://[^ ]+/mcp' "$address") && break
    sleep 0.1
  done
  node_program conformance.mjs "$url" "$LOGS/conformance" >&3
}
