// Claude Code with a home of its own and no account.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { run } from "./process.mjs";

export const PROGRAM = fileURLToPath(new URL("node_modules/@anthropic-ai/claude-code/cli-wrapper.cjs", import.meta.url));
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR, PATH } = process.env;

// A sandbox for each piece of code, and none that waits.
const SANDBOX = { TOOLHUB_SANDBOX: "docker", TOOLHUB_SANDBOX_POOL: "0" };

/** How the host reaches toolhub, as its configuration files say it. */
export const SERVER = {
  stdio: { command: TOOLHUB_BIN, args: [], env: { TOOLHUB_DATA_DIR, ...SANDBOX } },
  http: { type: "http", url: TOOLHUB_URL, headers: { Authorization: `Bearer ${TOOLHUB_TOKEN}` } },
};

export const home = mkdtempSync(join(tmpdir(), "toolhub-claude-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));

/** Runs it to its end; resolves to what it printed. */
export async function claude(args, variables = {}) {
  const env = { PATH, HOME: home, CLAUDE_CONFIG_DIR: join(home, ".claude"), ...variables };
  const { output } = await run(process.execPath, [PROGRAM, ...args], { cwd: home, env });
  return output;
}
