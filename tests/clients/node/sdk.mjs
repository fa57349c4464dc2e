// Drives toolhub with one of the two TypeScript SDKs.
// usage: sdk.mjs client|sdk stdio|http ERA

import { report, run } from "./checks.mjs";
import { Person, runDialogue, runToken } from "./confirm.mjs";

const [sdk, transport, era] = process.argv.slice(2);
const { TOOLHUB_BIN, TOOLHUB_URL, TOOLHUB_TOKEN, TOOLHUB_DATA_DIR, PATH } = process.env;

const load = {
  client: async () => ({
    ...(await import("@modelcontextprotocol/client")),
    ...(await import("@modelcontextprotocol/client/stdio")),
  }),
  sdk: async () => ({
    ...(await import("@modelcontextprotocol/sdk/client/index.js")),
    ...(await import("@modelcontextprotocol/sdk/client/stdio.js")),
    ...(await import("@modelcontextprotocol/sdk/client/streamableHttp.js")),
    ...(await import("@modelcontextprotocol/sdk/types.js")),
  }),
};
const { Client, StdioClientTransport, StreamableHTTPClientTransport, ElicitRequestSchema } = await load[sdk]();

const METHODS = {
  "tools/list": (client) => client.listTools(),
  "tools/call": (client, params) => client.callTool(params),
  "resources/list": (client) => client.listResources(),
  "resources/templates/list": (client) => client.listResourceTemplates(),
  "resources/read": (client, params) => client.readResource(params),
  "completion/complete": (client, params) => client.complete(params),
  "prompts/list": (client) => client.listPrompts(),
  "prompts/get": (client, params) => client.getPrompt(params),
};

function overStdio() {
  return new StdioClientTransport({ command: TOOLHUB_BIN, env: { PATH, TOOLHUB_DATA_DIR }, stderr: "ignore" });
}

function overHttp(token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  return new StreamableHTTPClientTransport(new URL(TOOLHUB_URL), { requestInit: { headers } });
}

/** A connection; with a person it can ask for confirmation. */
async function connected(transport, person) {
  const mode = ["legacy", "auto"].includes(era) ? era : { pin: era };
  const options = sdk === "client" ? { versionNegotiation: { mode } } : {};
  if (person) options.capabilities = { elicitation: { form: {} } };
  const client = new Client({ name: `toolhub-test-${sdk}`, version: "1.0.0" }, options);
  if (person) {
    const method = sdk === "client" ? "elicitation/create" : ElicitRequestSchema;
    client.setRequestHandler(method, (request) => person.ask(request.params));
  }
  await client.connect(transport);
  return client;
}

async function refused(name, token) {
  try {
    const client = await connected(overHttp(token));
    await client.listTools();
  } catch (error) {
    const reason = `${error} ${JSON.stringify(error)}`;
    return report(name, /401|unauthorized/i.test(reason) ? null : `the client saw no 401 but ${reason}`);
  }
  return report(name, "it was served");
}

const served = () => (transport === "stdio" ? overStdio() : overHttp(TOOLHUB_TOKEN));
const through = (client) => (method, params) => METHODS[method](client, params);
const person = new Person();
const client = await connected(served());
const asking = await connected(served(), person);
let passed = await run(through(client));
passed = (await runToken(through(client))) && passed;
passed = (await runDialogue(through(asking), person, through(client))) && passed;
await client.close();
await asking.close();
if (transport === "http") {
  passed = (await refused("no token is refused")) && passed;
  passed = (await refused("a wrong token is refused", "wrong")) && passed;
}
process.exit(passed ? 0 : 1);
