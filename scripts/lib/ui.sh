# Steps, their logs and their durations. Sourced by scripts/test.
# shellcheck shell=bash

if [[ -t 1 ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' RESET=$'\e[0m'
else
  BOLD='' DIM='' RED='' GREEN='' RESET=''
fi

FAILED=()

say() { printf '%s\n' "$*"; }
note() { printf '%s%s%s\n' "$DIM" "$*" "$RESET"; }

die() {
  printf '%s%s%s\n' "$RED" "$*" "$RESET" >&2
  exit 1
}

# seconds_since MILLISECONDS: "12.3 s"
seconds_since() {
  local elapsed=$(($(now) - $1))
  printf '%d.%d s' $((elapsed / 1000)) $((elapsed % 1000 / 100))
}

now() {
  local stamp=${EPOCHREALTIME/[^0-9]/}
  printf '%s' "${stamp:0:-3}"
}

# step NAME COMMAND...: one line for the step; its output goes to the terminal
# only when it fails. What it writes to file descriptor 3 always does.
step() {
  local name=$1 log="$LOGS/$1.log" start outcome=0
  shift
  start=$(now)
  # No `if` around it: a condition would switch `set -e` off in all it calls.
  set +e
  (set -e; "$@") 3>"$LOGS/$name.out" >"$log" 2>&1
  outcome=$?
  set -e
  stop_started
  if [[ $outcome == 0 ]]; then
    printf '%s✓%s %-12s %s%8s%s\n' "$GREEN" "$RESET" "$name" "$DIM" "$(seconds_since "$start")" "$RESET"
    cat "$LOGS/$name.out"
  else
    printf '%s✗ %-12s %8s%s\n' "$RED" "$name" "$(seconds_since "$start")" "$RESET"
    cat "$log" "$LOGS/$name.out"
    echo
    failed "$name"
  fi
}

# last_step NAME COMMAND...: the same for the step whose output ends the run.
last_step() {
  local name=$1
  shift
  printf '%s%s%s\n' "$BOLD" "$name" "$RESET"
  "$@" 2>&1 || failed "$name"
}

failed() {
  FAILED+=("$1")
  [[ $KEEP_GOING == yes ]] || die "$1 failed"
}
