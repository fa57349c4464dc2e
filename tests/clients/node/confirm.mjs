// Runs confirm.json: every way to a change that a client can take.

import { readFileSync } from "node:fs";

import { match, Mismatch, reasonOf, report } from "./checks.mjs";

const { token: TOKEN, dialogue: DIALOGUE } = JSON.parse(
  readFileSync(new URL("../confirm.json", import.meta.url), "utf8"),
);

/** The person in front of a client; the client hands every form to `ask`. */
export class Person {
  asked = [];
  #answer = null;
  #meanwhile = null;

  expect(answer, meanwhile) {
    this.asked = [];
    this.#answer = answer ?? null;
    this.#meanwhile = meanwhile;
  }

  async ask(form) {
    this.asked.push(form);
    const meanwhile = this.#meanwhile;
    this.#meanwhile = null;
    await meanwhile?.();
    return this.#answer ?? { action: "cancel" };
  }
}

/** Puts values in the place of `{names}`; what is nothing but a name becomes its value. */
function fill(template, values) {
  if (typeof template === "string") {
    const whole = /^\{(\w+)\}$/.exec(template);
    return whole ? values[whole[1]] : template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
  if (Array.isArray(template)) return template.map((element) => fill(element, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
}

/** Orders that can be refunded and that no client has touched. */
async function orders(request) {
  const listing = { name: "list_orders", arguments: { status: "delivered", limit: 50 } };
  const { structuredContent: page } = await request("tools/call", listing);
  const dollars = page.orders.filter((order) => order.currency === "USD").map((order) => order.order_id);
  const [first, second, third, fourth] = dollars;
  return { first, second, third, fourth };
}

async function take(step, values, request, { person, elsewhere }) {
  const { call, expect, answer, asked = [] } = fill(step, values);
  const change = async () => {
    for (const other of step.meanwhile) await take(other, values, elsewhere, {});
  };
  person?.expect(answer, step.meanwhile && change);
  const result = await request("tools/call", call);
  match(expect, result);
  if (person && person.asked.length !== asked.length) {
    throw new Mismatch(`the person was asked ${person.asked.length} times, not ${asked.length}`);
  }
  asked.forEach((pattern, index) => match(pattern, person.asked[index], `question ${index + 1}`));
  for (const [name, path] of Object.entries(step.keep ?? {})) {
    values[name] = path.split(".").reduce((value, key) => value?.[key], result);
  }
}

async function runAll(checks, values, request, others) {
  let passed = true;
  for (const check of checks) {
    try {
      for (const step of check.steps) await take(step, values, request, others);
      report(check.name);
    } catch (error) {
      passed = report(check.name, reasonOf(error));
    }
  }
  return passed;
}

/** The way of a client that cannot ask anybody. */
export async function runToken(request) {
  return runAll(TOKEN, await orders(request), request, {});
}

/** The way of a client that can ask `person`; `elsewhere` requests through one that cannot. */
export async function runDialogue(request, person, elsewhere) {
  return runAll(DIALOGUE, await orders(request), request, { person, elsewhere });
}
