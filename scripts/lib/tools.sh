# What the steps need beside a Rust toolchain. Sourced by scripts/test.
# shellcheck shell=bash
#
# Each need_* function leaves its tool ready, installing it where it is missing,
# or, with --no-install, adds a line to MISSING. Everything but Debian's
# packages goes under target/tools and tests/clients/node/node_modules.

readonly NEXTEST=0.9.143 MACHETE=0.9.2 DENY=0.20.2
readonly TOOLS="$ROOT/target/tools"
readonly CLIENTS="$ROOT/tests/clients"
readonly NODE_MODULES="$CLIENTS/node/node_modules"

MISSING=()

# missing WHAT HOW COMMAND...: installs with COMMAND, or only notes HOW a person would.
missing() {
  local what=$1 how=$2
  shift 2
  if [[ $INSTALL == no ]]; then
    MISSING+=("$what: $how")
    return
  fi
  note "installing $what: $how"
  "$@" >"$LOGS/install.log" 2>&1 || { cat "$LOGS/install.log" && die "cannot install $what"; }
}

as_root() {
  if [[ $EUID == 0 ]]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  as_root apt-get update -q &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

missing_debian() {
  local what=$1
  shift
  missing "$what" "apt-get install $*" apt_install "$@"
}

# need_command COMMAND DEBIAN-PACKAGE...
need_command() {
  local command=$1
  shift
  command -v "$command" >/dev/null || missing_debian "$command" "$@"
}

# at_least WANTED COMMAND...: whether `COMMAND --version` is WANTED or newer.
at_least() {
  local wanted=$1 version
  shift
  version=$("$@" --version 2>/dev/null | grep -oEm1 '[0-9]+\.[0-9]+\.[0-9]+') || return 1
  [[ $(printf '%s\n' "$wanted" "$version" | sort -V | head -n1) == "$wanted" ]]
}

# need_cargo CRATE VERSION
need_cargo() {
  local command=(cargo install --locked --debug --version "$2" "$1")
  at_least "$2" "$1" || missing "$1" "${command[*]}" "${command[@]}" --root "$TOOLS"
}

need_nextest() { need_cargo cargo-nextest "$NEXTEST"; }
need_machete() { need_cargo cargo-machete "$MACHETE"; }
need_deny() { need_cargo cargo-deny "$DENY"; }
need_shellcheck() { need_command shellcheck shellcheck; }
need_curl() { need_command curl curl; }

# The SQL guard's judge is PostgreSQL's own parser, whose crate is made with libclang.
need_libclang() {
  compgen -G '/usr/lib/llvm-*/lib/libclang*.so*' >/dev/null ||
    ldconfig -p | grep -q libclang ||
    missing_debian libclang libclang-dev
}

need_postgres() {
  [[ -n $(postgres_bin) ]] || missing_debian PostgreSQL postgresql
}

need_pgbouncer() { need_command pgbouncer pgbouncer; }
need_bubblewrap() { need_command bwrap bubblewrap; }

# A daemon and its client, gVisor for it, and what makes the sandbox's image.
need_docker() {
  need_command docker docker.io
  need_command runsc runsc
  docker info >/dev/null 2>&1 || need_command dockerd docker.io
  need_command debootstrap debootstrap
}

# The directory of the newest PostgreSQL server on this machine.
postgres_bin() {
  local initdb
  initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb "$(command -v initdb)" | sort -V | tail -n1)
  [[ -x $initdb ]] && dirname "$initdb"
}

need_python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing_debian "python3 with venv" python3-venv
}

# need_venv NAME REQUIREMENTS-FILE
need_venv() {
  need_python
  fresh "$TOOLS/$1" "$2" ||
    missing "Python packages for $1" "pip install -r ${2#"$ROOT/"} in $TOOLS/$1" make_venv "$TOOLS/$1" "$2"
}

make_venv() {
  python3 -m venv --clear "$1" &&
    "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2" &&
    cp "$2" "$1/installed-from"
}

# fresh DIRECTORY FILE: whether DIRECTORY was installed from FILE as it is now.
fresh() { cmp --silent "$1/installed-from" "$2"; }

need_typos() { need_venv lint "$ROOT/scripts/requirements.txt"; }

need_python_clients() {
  local version
  for version in 1.27.2 2.3.0; do
    need_venv "mcp-$version" "$CLIENTS/python/requirements-$version.txt"
  done
}

# Node 22 comes as an npm package too: what the machine has may be too old.
need_node() {
  need_command npm npm
  fresh "$NODE_MODULES" "$CLIENTS/node/package-lock.json" ||
    missing "npm clients" "npm ci --ignore-scripts in tests/clients/node" make_node_modules
}

make_node_modules() {
  (cd "$CLIENTS/node" && npm ci --ignore-scripts --no-audit --no-fund) &&
    cp "$CLIENTS/node/package-lock.json" "$NODE_MODULES/installed-from"
}

# node_bin: the directory of Node 22.
node_bin() { dirname "$NODE_MODULES"/node-linux-*/bin/node; }
