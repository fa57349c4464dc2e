// Claude Code with a home of its own and no account.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("node_modules/@anthropic-ai/claude-code/cli-wrapper.cjs", import.meta.url));
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR, PATH } = process.env;

/** How the host reaches toolhub, as its configuration files say it. */
export const SERVER = {
  stdio: { command: TOOLHUB_BIN, args: [], env: { TOOLHUB_DATA_DIR } },
  http: { type: "http", url: TOOLHUB_URL, headers: { Authorization: `Bearer ${TOOLHUB_TOKEN}` } },
};

export const home = mkdtempSync(join(tmpdir(), "toolhub-claude-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));

/** Runs it to its end, within a minute and a half; resolves to what it printed. */
export function claude(args, variables = {}) {
  const env = { PATH, HOME: home, CLAUDE_CONFIG_DIR: join(home, ".claude"), ...variables };
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: home, env, stdio, detached: true });
  // It is a group of processes.
  const late = setTimeout(() => process.kill(-child.pid, "SIGKILL"), 90_000);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(late);
      resolve(output);
    });
  });
}
