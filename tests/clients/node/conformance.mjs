// Runs the official conformance suite, once per requirement set.
// usage: conformance.mjs URL OUTPUT-DIRECTORY

import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [url, output] = process.argv.slice(2);
const SUITE = fileURLToPath(new URL("node_modules/.bin/conformance", import.meta.url));

/** Every check of these scenarios that did not pass, one line each. */
function unmet(directory, scenarios) {
  const files = scenarios.flatMap(([, , name]) => globSync(join(directory, `server-${name}-2*/checks.json`)));
  return files.flatMap((file) =>
    JSON.parse(readFileSync(file, "utf8"))
      .filter((check) => check.status === "FAILURE" || check.status === "WARNING")
      .map((check) => `  ${check.status} ${check.id}: ${(check.errorMessage ?? "").slice(0, 300)}`),
  );
}

let passed = true;
for (const revision of ["2026-07-28", "2025-11-25"]) {
  const directory = join(output, revision);
  rmSync(directory, { recursive: true, force: true });
  const options = ["server", "--url", url, "--requirements", revision, "--output-dir", directory];
  const { status, stdout, stderr } = spawnSync(process.execPath, [SUITE, ...options], { encoding: "utf8" });
  const scenarios = [...stdout.matchAll(/^([✓✗]) (\S+): \d+ passed/gm)];
  const unscored = new Set([...stdout.matchAll(/^ {2}[✓✗] (\S+) \(/gm)].map(([, name]) => name));
  const count = (of) => {
    const held = of.filter(([, mark]) => mark === "✓").length;
    return `${held} of ${of.length}`;
  };
  const scored = scenarios.filter(([, , name]) => !unscored.has(name));
  const others = scenarios.filter(([, , name]) => unscored.has(name));
  console.log(`  ${revision}: ${count(scored)} required scenarios, ${count(others)} of those not required`);
  if (status !== 0 || scored.length === 0) {
    passed = false;
    console.log(unmet(directory, scored).join("\n") || stdout + stderr);
  }
}
process.exit(passed ? 0 : 1);
