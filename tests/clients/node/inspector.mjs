// Drives toolhub with MCP Inspector's command line, one process per request.
// usage: inspector.mjs stdio|http ERA (legacy or modern)

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

import { report, run, Unsupported } from "./checks.mjs";
import { runToken } from "./confirm.mjs";

const [transport, era] = process.argv.slice(2);
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR, PATH } = process.env;
const INSPECTOR = fileURLToPath(new URL("node_modules/.bin/mcp-inspector", import.meta.url));
const HOME = mkdtempSync(join(tmpdir(), "toolhub-inspector-"));

// Each request is a process of its own, and over stdio a server of its own too: what one of them
// seals the next one must believe.
const SECRET_KEY = randomBytes(32).toString("base64");

const ARGUMENTS = {
  "tools/list": () => ["--strict"],
  "tools/call": (params) => ["--tool-name", params.name, "--tool-args-json", JSON.stringify(params.arguments)],
  "tools/call, typed": (params) => ["--tool-name", params.name, ...typed(params.arguments)],
  "resources/list": () => [],
  "resources/templates/list": () => [],
  "resources/read": (params) => ["--uri", params.uri],
  "prompts/list": () => [],
  "prompts/get": (params) => [
    "--prompt-name",
    params.name,
    "--prompt-args",
    ...Object.entries(params.arguments).map(([key, value]) => `${key}=${value}`),
  ],
};

/** As a person types them: text is quoted only where it would be read as JSON. */
function typed(values) {
  const readAsJson = (value) => {
    try {
      return typeof value === "string" && (JSON.parse(value), true);
    } catch {
      return false;
    }
  };
  return Object.entries(values).flatMap(([key, value]) => [
    "--tool-arg",
    `${key}=${readAsJson(value) ? JSON.stringify(value) : value}`,
  ]);
}

function target(token) {
  if (transport === "stdio") {
    const variables = { TOOLHUB_DATA_DIR, TOOLHUB_SECRET_KEY: SECRET_KEY };
    return [TOOLHUB_BIN, ...Object.entries(variables).flatMap(([name, value]) => ["-e", `${name}=${value}`])];
  }
  const header = token ? ["--header", `Authorization: Bearer ${token}`] : [];
  return [TOOLHUB_URL, "--transport", "http", "--stored-auth-only", ...header];
}

async function ask(method, params, token, form = method) {
  if (!ARGUMENTS[form]) throw new Unsupported(`the Inspector has no ${method}`);
  const options = ["--cli", ...target(token), "--protocol-era", era, "--format", "json", "--quiet"];
  const command = [INSPECTOR, ...options, "--method", method, ...ARGUMENTS[form](params)];
  // It exits with 5 for a result that is an error, and prints that result all the same.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, {
    env: { PATH, HOME },
    timeout: 30_000,
  }).catch((failure) => failure.code === 5 ? failure : Promise.reject(new Error(failure.stderr || failure.message)));
  const answer = JSON.parse(stdout || stderr);
  if (!answer.result) throw new Error(stderr || stdout);
  return answer.result;
}

async function refused(name, token) {
  try {
    await ask("tools/list", {}, token);
  } catch (error) {
    return report(name, /401|unauthorized|auth_required/i.test(error.message) ? null : error.message);
  }
  return report(name, "it was served");
}

let passed = await run((method, params) => ask(method, params, TOOLHUB_TOKEN));
passed = (await runToken((method, params) => ask(method, params, TOOLHUB_TOKEN, `${method}, typed`))) && passed;
if (transport === "http") {
  passed = (await refused("no token is refused")) && passed;
  passed = (await refused("a wrong token is refused", "wrong")) && passed;
}
rmSync(HOME, { recursive: true });
process.exit(passed ? 0 : 1);
