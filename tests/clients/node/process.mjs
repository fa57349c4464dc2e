// Programs that are run to their end.

import { spawn } from "node:child_process";

/** Runs it within a minute and a half; resolves to { code, output }. */
export function run(program, args, { cwd, env }) {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  // It may be a group of processes.
  const late = setTimeout(() => process.kill(-child.pid, "SIGKILL"), 90_000);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(late);
      resolve({ code, output });
    });
  });
}
