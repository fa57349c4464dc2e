// Runs checks.json against one connection and reports each check on a line.

import { readFileSync } from "node:fs";

const CHECKS = JSON.parse(readFileSync(new URL("../checks.json", import.meta.url), "utf8"));

export class Mismatch extends Error {}

/** Thrown by a client that cannot send such a request. */
export class Unsupported extends Error {}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function short(value) {
  const text = JSON.stringify(value) ?? "absent";
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

/** Throws a Mismatch unless `value` contains `pattern`. */
export function match(pattern, value, at = "result") {
  if (!isObject(pattern)) {
    if (pattern !== value) throw new Mismatch(`${at} is ${short(value)}, not ${short(pattern)}`);
    return;
  }
  for (const [key, expected] of Object.entries(pattern)) {
    if (key.startsWith("$")) OPERATORS[key](expected, value, at);
    else match(expected, value?.[key], `${at}.${key}`);
  }
}

const OPERATORS = {
  $contains(expected, value, at) {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    if (value === undefined || !text.toLowerCase().includes(expected.toLowerCase())) {
      throw new Mismatch(`${at} does not contain "${expected}": ${short(value)}`);
    }
  },
  $in(expected, value, at) {
    if (!expected.includes(value ?? null)) throw new Mismatch(`${at} is ${short(value)}, none of ${short(expected)}`);
  },
  $count(expected, value, at) {
    if (value?.length !== expected) throw new Mismatch(`${at} has not ${expected} elements: ${short(value)}`);
  },
  $some(expected, value, at) {
    for (const pattern of expected) {
      const reasons = (value ?? []).map((element) => reasonAgainst(pattern, element, at));
      if (!reasons.includes(null)) {
        throw new Mismatch(`${at} has no ${short(pattern)}: ${reasons.join("; ") || "it is empty"}`);
      }
    }
  },
  $every(expected, value, at) {
    if (!value?.length) throw new Mismatch(`${at} is empty`);
    value.forEach((element, index) => match(expected, element, `${at}[${index}]`));
  },
  $json(expected, value, at) {
    let parsed;
    try {
      parsed = JSON.parse(value);
    } catch (error) {
      throw new Mismatch(`${at} is no JSON: ${error.message}`);
    }
    match(expected, parsed, at);
  },
};

function reasonAgainst(pattern, value, at) {
  try {
    match(pattern, value, at);
    return null;
  } catch (error) {
    return error.message;
  }
}

/** Reports one outcome; the reason is null where the check passed. */
export function report(name, reason = null) {
  console.log(reason === null ? `ok ${name}` : `not ok ${name}: ${reason}`);
  return reason === null;
}

/** The reason to report for what a check threw. */
export function reasonOf(error) {
  return error instanceof Mismatch ? error.message : `${error.name}: ${error.message}`;
}

/** Runs every check through `request(method, params)`; resolves to whether all passed. */
export async function run(request) {
  let passed = true;
  for (const check of CHECKS) {
    try {
      const steps = check.walk ? walk(check, request) : single(check, request);
      for await (const name of steps) report(name);
    } catch (error) {
      if (error instanceof Unsupported) {
        console.log(`skip ${check.name}: ${error.message}`);
        continue;
      }
      passed = report(check.name, reasonOf(error));
    }
  }
  return passed;
}

async function* single(check, request) {
  const params = check.params ?? {};
  if (check.fails) {
    const result = await request(check.method, params).catch(() => null);
    if (result !== null) throw new Mismatch(`it answered ${short(result)}`);
  } else {
    match(check.expect, await request(check.method, params));
  }
  yield check.name;
}

/** Follows next_cursor to the last page, then tries a cursor that was tampered with. */
async function* walk(check, request) {
  const plan = check.walk;
  const seen = new Set();
  const page = (cursor) =>
    request("tools/call", { name: plan.tool, arguments: { ...plan.arguments, ...(cursor && { cursor }) } });
  let pages = 0;
  let cursor;
  for (let following; following !== null; cursor = following ?? cursor) {
    const result = await page(following);
    match({ isError: { $in: [null, false] } }, result);
    pages += 1;
    for (const item of result.structuredContent[plan.items]) seen.add(item[plan.key]);
    following = result.structuredContent.next_cursor ?? null;
    if (result.content[0].text.includes(plan.more) !== (following !== null)) {
      throw new Mismatch(`page ${pages} and its text disagree on whether more is available`);
    }
  }
  if (seen.size !== plan.count) {
    throw new Mismatch(`${seen.size} distinct ${plan.key} on ${pages} pages, not ${plan.count}`);
  }
  yield `${check.name} pages to its end`;

  const middle = Math.floor(cursor.length / 2);
  const other = cursor[middle] === "A" ? "B" : "A";
  match({ isError: true }, await page(cursor.slice(0, middle) + other + cursor.slice(middle + 1)));
  yield `${check.name} refuses a tampered cursor`;
}
