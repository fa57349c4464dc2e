// Asks Claude Code, with a home of its own and no account, whether it can connect.
// usage: claude.mjs stdio|http

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { report } from "./checks.mjs";

const [transport] = process.argv.slice(2);
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR, PATH } = process.env;
const CLAUDE = fileURLToPath(new URL("node_modules/@anthropic-ai/claude-code/cli-wrapper.cjs", import.meta.url));
const HOME = mkdtempSync(join(tmpdir(), "toolhub-claude-"));

function claude(...args) {
  const env = { PATH, HOME, CLAUDE_CONFIG_DIR: join(HOME, ".claude") };
  const { stdout, stderr } = spawnSync(process.execPath, [CLAUDE, "mcp", ...args], {
    cwd: HOME,
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  return `${stdout}${stderr}`;
}

const http = (token) => ["--transport", "http", "toolhub", TOOLHUB_URL, "--header", `Authorization: Bearer ${token}`];
const stdio = ["toolhub", "-e", `TOOLHUB_DATA_DIR=${TOOLHUB_DATA_DIR}`, "--", TOOLHUB_BIN];

function listed(server) {
  claude("add", ...server);
  const list = claude("list");
  claude("remove", "toolhub");
  return list.split("\n").find((line) => line.startsWith("toolhub:")) ?? list;
}

const line = listed(transport === "stdio" ? stdio : http(TOOLHUB_TOKEN));
let passed = report("claude mcp list says Connected", /\bConnected\b/.test(line) ? null : line);
if (transport === "http") {
  const refused = listed(http("wrong"));
  passed = report("a wrong token is refused", /\bConnected\b/.test(refused) ? refused : null) && passed;
}
rmSync(HOME, { recursive: true });
process.exit(passed ? 0 : 1);
