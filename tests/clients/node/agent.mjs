// A whole run of an agent: Claude Code, driven by a script in the place of its model, uses
// toolhub; the checks are about what a model would have seen.
// usage: agent.mjs stdio|http

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { match, Mismatch, reasonOf, report } from "./checks.mjs";
import { claude, home, SERVER } from "./claude-code.mjs";
import { standIn } from "./messages.mjs";

const [transport] = process.argv.slice(2);
const { TOOLHUB_BIN, TOOLHUB_DATA_DIR, PATH } = process.env;
const ASKED = join(home, "asked.jsonl");
const ANSWER = join(home, "answer.json");

/** Runs the host once; with hooks the person in front of it can be played too. */
async function converse(moves, hooks = {}) {
  const model = await standIn(moves);
  const servers = join(home, "servers.json");
  writeFileSync(servers, JSON.stringify({ mcpServers: { toolhub: SERVER[transport] } }));
  const options = ["--mcp-config", servers, "--strict-mcp-config", "--settings", JSON.stringify({ hooks })];
  const output = await claude(["-p", "go", ...options, "--allowedTools", "mcp__toolhub"], {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "none",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    // Every tool is described to the model from the start.
    ENABLE_TOOL_SEARCH: "false",
  });
  model.close();
  return { ...model.seen, output };
}

const PLOT = `
import matplotlib.pyplot as plt
plt.plot([1, 4, 9])
plt.savefig("/tmp/out/plot.png", dpi=40)
`;

const call = (tool, args) => [`mcp__toolhub__${tool}`, args];
const read = ([result]) => JSON.parse(result.text);
const undamaged = (results) => read(results).orders.find((order) => order.currency === "USD").order_id;

let passed = true;

function check(name, body) {
  let reason = null;
  try {
    body();
  } catch (error) {
    reason = reasonOf(error);
  }
  passed = report(name, reason) && passed;
}

/** That the result is no error and its JSON contains `pattern`. */
function expect(results, pattern) {
  const [result] = results ?? [];
  match({ error: false }, result);
  match({ $json: pattern }, result.text);
}

/** That the result is an error whose text contains all of `parts`. */
function expectError(results, ...parts) {
  match({ error: true }, results?.[0]);
  for (const part of parts) match({ $contains: part }, results[0].text, "the error");
}

// Nobody is there to answer a form: this is how a host runs in a pipeline.
{
  const key = "agent-note";
  const note = (results) => [
    call("add_order_note", { order_id: undamaged(results[5]), note: "from the agent", idempotency_key: key }),
  ];
  const { tools, preamble, results, output } = await converse([
    [call("get_order", { order_id: "A100" })],
    [call("list_orders", { limit: 2 })],
    (results) => [call("list_orders", { limit: 2, cursor: read(results[1]).next_cursor })],
    [call("get_order", { order_id: "A999999" })],
    [call("list_orders", { limit: 500 })],
    [call("list_orders", { status: "delivered", limit: 50 }), call("order_stats", { group_by: "status" })],
    (results) => [call("refund_order", { order_id: undamaged(results[5]), reason: "it came broken" })],
    (results) => [call("refund_order", { order_id: undamaged(results[5]), reason: "it came broken", confirm: true })],
    note,
    note,
    (results) => [call("get_order", { order_id: undamaged(results[5]) })],
    [["ReadMcpResourceTool", { server: "toolhub", uri: "catalog://item/SKU-1" }]],
    [call("run_python", { code: PLOT })],
  ]);

  check("the host plays the script to its end", () => match({ $contains: "done" }, output));
  check("the model sees every tool whole", () => {
    const env = { PATH, TOOLHUB_DATA_DIR };
    const offered = JSON.parse(execFileSync(TOOLHUB_BIN, ["tools", "--json"], { env, encoding: "utf8" }));
    for (const { name, description, inputSchema } of offered) {
      const shown = tools.find((tool) => tool.name === `mcp__toolhub__${name}`);
      match({ description }, shown, name);
      if (!isDeepStrictEqual(shown.input_schema, inputSchema)) throw new Mismatch(`the schema of ${name} is another`);
    }
  });
  check("the model sees the instructions", () =>
    match({ $contains: "When a result says MORE AVAILABLE it also says how to get the rest." }, preamble));
  check("a read arrives typed", () =>
    expect(results[0], { order_id: "A100", status: "shipped", total: "249.00", customer: { customer_id: "C-1" } }));
  check("a page says that there is more, and its cursor leads on", () => {
    expect(results[1], { more_available: true, next_cursor: { $contains: "" }, orders: { $count: 2 } });
    expect(results[2], { more_available: true, orders: { $count: 2 } });
    const ids = [results[1], results[2]].flatMap((page) => read(page).orders.map((order) => order.order_id));
    match({ size: 4 }, new Set(ids), "the ids of both pages");
  });
  check("an unknown order names the next move", () => expectError(results[3], "A999999", "list_orders"));
  check("a wrong argument names what is allowed", () => expectError(results[4], "limit: 500", "from 1 to 50"));
  check("two calls at once are both answered, a long page whole", () => {
    expect(results[5], { orders: { $count: 50 } });
    expect([results[5][1]], { groups: { $some: [{ key: "shipped" }] } });
  });
  // Claude Code declares elicitation even where nobody can answer, and closes the form.
  check("without a person a destructive tool is declined, whatever the model says", () => {
    for (const declined of [results[6], results[7]]) {
      expect(declined, { status: "declined", next: { $contains: "Do not repeat the call" } });
    }
  });
  check("a note is written once for its key, and a declined refund leaves nothing", () => {
    expect(results[9], read(results[8]));
    expect(results[10], { status: "delivered", refunded: "0.00", history: { $count: 1, $some: [{ kind: "note" }] } });
  });
  check("a plot arrives as a picture", () => {
    const [{ error, blocks }] = results[12];
    expect([{ error, text: blocks.at(-1).text }], { exit: "ok", files: { $some: [{ name: "plot.png" }] } });
    match({ $some: [{ type: "image", source: { type: "base64", media_type: "image/png" } }] }, blocks, "the blocks");
    const { data } = blocks.find((block) => block.type === "image").source;
    match({ $contains: "PNG" }, Buffer.from(data, "base64").toString("latin1", 0, 8), "the picture");
  });
  check("a resource can be read", () => expect(results[11], { contents: { $some: [{ text: { $json: { sku: "SKU-1" } } }] } }));
}

// A hook plays the person: it keeps the form and gives the answer that lies ready.
{
  const command = `cat >>'${ASKED}'; echo >>'${ASKED}'; cat '${ANSWER}'`;
  const answers = (answer, calls) => {
    writeFileSync(ANSWER, JSON.stringify({ hookSpecificOutput: { hookEventName: "Elicitation", ...answer } }));
    return calls;
  };
  const yes = { action: "accept", content: { confirm: true } };
  const refund = (results) => [call("refund_order", { order_id: undamaged(results[0]), reason: "it came broken" })];
  const { results } = await converse(
    [
      [call("list_orders", { status: "delivered", limit: 50 }), call("list_orders", { status: "pending" })],
      (results) => answers({ action: "decline" }, refund(results)),
      (results) => answers(yes, refund(results)),
      (results) => [call("get_order", { order_id: undamaged(results[0]) })],
      (results) => [call("cancel_order", { order_id: read([results[0][1]]).orders[0].order_id, reason: "too slow" })],
      refund,
    ],
    { Elicitation: [{ hooks: [{ type: "command", command }] }] },
  );

  check("the person reads what would be done", () => {
    const lines = readFileSync(ASKED, "utf8").split("\n").filter((line) => line !== "");
    const asked = lines.map((line) => JSON.parse(line));
    match({ $count: 3 }, asked, "the forms");
    const form = { mode: "form", requested_schema: { properties: { confirm: { type: "boolean" } } } };
    const refunding = { $contains: `of order ${undamaged(results[0])} to customer` };
    match({ mcp_server_name: "toolhub", message: refunding, ...form }, asked[0], "the first form");
    match({ message: refunding, ...form }, asked[1], "the second form");
    match({ message: { $contains: "Back into stock" }, ...form }, asked[2], "the third form");
  });
  check("what the person declines is not done", () => expect(results[1], { status: "declined" }));
  check("what the person accepts is done", () => {
    expect(results[2], { status: "done", result: { status: "refunded", left: "0.00" } });
    expect(results[3], { status: "refunded", history: { $some: [{ kind: "refund", note: "it came broken" }] } });
    expect(results[4], { status: "done", result: { status: "cancelled" } });
  });
  check("what cannot be done is refused and asks nobody", () =>
    expectError(results[5], "all that was paid is refunded already", "nothing left to refund"));
}
process.exit(passed ? 0 : 1);
