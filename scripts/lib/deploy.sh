# What deploys toolhub, checked without a cluster, a registry or a network. Sourced
# by scripts/test.
# shellcheck shell=bash

readonly DEPLOY_BIN="$TOOLS/deploy/bin"
readonly SCRIPT_MODULES="$ROOT/scripts/node/node_modules"

need_deploy() {
  need_venv deploy "$ROOT/scripts/requirements-deploy.txt"
  need_script_modules
  need_command nginx nginx-light
  need_command systemd-analyze systemd
  need_command openssl openssl
}

need_script_modules() {
  need_command npm npm
  fresh "$SCRIPT_MODULES" "$ROOT/scripts/node/package-lock.json" ||
    missing "npm tools" "npm ci --ignore-scripts in scripts/node" make_script_modules
}

make_script_modules() {
  (cd "$ROOT/scripts/node" && npm ci --ignore-scripts --no-audit --no-fund) &&
    cp "$ROOT/scripts/node/package-lock.json" "$SCRIPT_MODULES/installed-from"
}

run_deploy() {
  "$DEPLOY_BIN/actionlint" .github/workflows/*.yml
  "$DEPLOY_BIN/zizmor" --offline --quiet .github
  "$DEPLOY_BIN/hadolint" --failure-threshold warning Dockerfile
  python3 scripts/deploy/names.py
  check_compose
  "$DEPLOY_BIN/kubectl" kustomize deploy/kubernetes | "$DEPLOY_BIN/python" scripts/deploy/kubernetes.py
  "$DEPLOY_BIN/kubernetes-validate" --strict --quiet deploy/kubernetes/secret.example.yaml
  check_unit
  check_proxies
  node "$SCRIPT_MODULES/@anthropic-ai/mcpb/dist/cli/cli.js" validate deploy/mcpb/manifest.json
  python3 scripts/third_party.py "$SCRATCH/third-party.md"
  printf '  %s\n' "workflows, Dockerfile, compose, Kubernetes, Helm, systemd, proxies, bundle" >&3
}

# With secrets that were made for it, so that the files it names are there.
check_compose() {
  cp -r deploy "$SCRATCH/deploy"
  "$SCRATCH/deploy/secrets/make"
  PATH="$DEPLOY_BIN:$PATH" docker-compose --file "$SCRATCH/deploy/compose.yaml" config --quiet
}

# The unit with a program that is there; and how much of the system it can reach,
# from 0 (nothing) to 10, as systemd counts.
check_unit() {
  local exposure complaints unit="$SCRATCH/toolhub.service"
  sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' deploy/systemd/toolhub.service >"$unit"
  complaints=$(systemd-analyze verify "$unit" 2>&1) || { echo "$complaints" && return 1; }
  # It forgives what it does not know.
  [[ $complaints != *toolhub.service* ]] || { echo "$complaints" && return 1; }
  exposure=$(systemd-analyze security --no-pager --offline=true "$unit" | grep -oP 'exposure level for .*: \K[0-9]+\.[0-9]+')
  printf '  systemd exposure %s\n' "$exposure" >&3
  [[ ${exposure%.*} -lt 2 ]]
}

check_proxies() {
  local served="$SCRATCH/nginx"
  mkdir -p "$served"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=tools.example.com \
    -keyout "$served/privkey.pem" -out "$served/fullchain.pem" 2>/dev/null
  {
    echo "pid $served/pid; error_log stderr; events {} http { access_log off;"
    sed "s|/etc/toolhub/tls|$served|" deploy/proxy/nginx.conf
    echo "}"
  } >"$served/nginx.conf"
  nginx -t -q -c "$served/nginx.conf"
  XDG_DATA_HOME="$SCRATCH" XDG_CONFIG_HOME="$SCRATCH" \
    "$DEPLOY_BIN/caddy" validate --adapter caddyfile --config deploy/proxy/Caddyfile
}

# Every file that is in the repository or could be: tokens, keys, passwords in URLs.
# Invented passwords of tests are `hunter2` or begin with `canary`.
run_secrets() {
  git ls-files --cached --others --exclude-standard -z |
    xargs -0 node "$SCRIPT_MODULES/secretlint/bin/secretlint.js" --secretlintrc .secretlintrc.json
}
