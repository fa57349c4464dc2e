// Asks Claude Code whether it can connect.
// usage: claude.mjs stdio|http

import { report } from "./checks.mjs";
import { claude } from "./claude-code.mjs";

const [transport] = process.argv.slice(2);
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR } = process.env;

const http = (token) => ["--transport", "http", "toolhub", TOOLHUB_URL, "--header", `Authorization: Bearer ${token}`];
const stdio = ["toolhub", "-e", `TOOLHUB_DATA_DIR=${TOOLHUB_DATA_DIR}`, "--", TOOLHUB_BIN];

async function listed(server) {
  await claude(["mcp", "add", ...server]);
  const list = await claude(["mcp", "list"]);
  await claude(["mcp", "remove", "toolhub"]);
  return list.split("\n").find((line) => line.startsWith("toolhub:")) ?? list;
}

const line = await listed(transport === "stdio" ? stdio : http(TOOLHUB_TOKEN));
let passed = report("claude mcp list says Connected", /\bConnected\b/.test(line) ? null : line);
if (transport === "http") {
  const refused = await listed(http("wrong"));
  passed = report("a wrong token is refused", /\bConnected\b/.test(refused) ? refused : null) && passed;
}
process.exit(passed ? 0 : 1);
