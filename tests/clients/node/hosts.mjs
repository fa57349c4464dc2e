// What `toolhub install` writes is put before the hosts themselves: each in a home of its own,
// with nothing in it but that entry.
// usage: hosts.mjs stdio|http

import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { report } from "./checks.mjs";
import { PROGRAM as CLAUDE } from "./claude-code.mjs";
import { run } from "./process.mjs";

const [transport] = process.argv.slice(2);
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR, PATH } = process.env;
const module = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

const HOSTS = [
  { id: "claude-code", program: CLAUDE, connects: (host) => host(["mcp", "list"]), says: /^toolhub: .*Connected/m },
  {
    id: "gemini",
    program: module("@google/gemini-cli/bundle/gemini.js"),
    variables: { GEMINI_CLI_TRUST_WORKSPACE: "true" },
    connects: (host) => host(["mcp", "list"]),
    says: /toolhub: .*Connected/,
  },
  // `codex mcp list` shows the entry; whether it connects, its model is told.
  { id: "codex", program: module("@openai/codex/bin/codex.js"), connects: toldByCodex, says: /mcp__toolhub/ },
];

/** What Codex sends its model, and what `codex mcp list` shows before. */
async function toldByCodex(host) {
  const list = await host(["mcp", "list"]);
  if (!/toolhub .*enabled/.test(list)) return list;
  let told = "";
  const model = createServer(async (request, response) => {
    for await (const part of request) told += part;
    const item = { type: "message", role: "assistant", id: "message", content: [{ type: "output_text", text: "done" }] };
    const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of [
      { type: "response.created", response: { id: "response" } },
      { type: "response.output_item.done", item },
      { type: "response.completed", response: { id: "response", usage } },
    ]) {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
  });
  await new Promise((resolve) => model.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${model.address().port}/v1`;
  const provider = `{ name = "stand-in", base_url = "${url}", wire_api = "responses", request_max_retries = 0 }`;
  const options = ["-c", 'model_provider="stand_in"', "-c", `model_providers.stand_in=${provider}`];
  const output = await host(["exec", "--skip-git-repo-check", ...options, "go"]);
  model.closeAllConnections();
  model.close();
  return told || output;
}

/** Installs into an empty home, asks the host, and takes the entry out again. */
async function checked({ id, program, variables, connects }, url, token) {
  const home = mkdtempSync(join(tmpdir(), "toolhub-host-"));
  const env = { PATH, HOME: home, ...variables };
  const toolhub = async (args, more = {}) => {
    const { code, output } = await run(TOOLHUB_BIN, args, { cwd: home, env: { ...env, ...more } });
    if (code !== 0) throw new Error(output);
    return output;
  };
  const target = url ? ["--url", url] : ["--env", "TOOLHUB_DATA_DIR", "--env", "TOOLHUB_SANDBOX=off"];
  try {
    await toolhub(["install", id, "--yes", ...target], url ? {} : { TOOLHUB_DATA_DIR });
    const hostEnv = { ...env, ...(url && { TOOLHUB_API_TOKEN: token }) };
    const host = async (args) => (await run(process.execPath, [program, ...args], { cwd: home, env: hostEnv })).output;
    const said = await connects(host);
    const removed = await toolhub(["uninstall", id, "--yes"]);
    return { said, removed };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

let passed = true;
for (const host of HOSTS) {
  const http = transport === "http";
  const { said, removed } = await checked(host, http && TOOLHUB_URL, TOOLHUB_TOKEN);
  passed = report(`${host.id} connects`, host.says.test(said) ? null : said.slice(0, 2000)) && passed;
  passed = report(`${host.id} is left without the entry`, /kept in/.test(removed) ? null : removed) && passed;
  if (http) {
    const { said: refused } = await checked(host, TOOLHUB_URL, "wrong-token-wrong-token");
    passed = report(`${host.id} with a wrong token`, host.says.test(refused) ? refused.slice(0, 2000) : null) && passed;
  }
}
process.exit(passed ? 0 : 1);
