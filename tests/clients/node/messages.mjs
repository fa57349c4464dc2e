// Stands in for the model behind a host: a Messages API on loopback whose every answer is the
// next move of a script. What the host sends is what a model would see.

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

/**
 * A move is a list of [tool, arguments], or a function of the results of the moves before that
 * gives one. After the last move the answer is "done".
 */
export async function standIn(moves) {
  const seen = new Seen();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    if (request.method !== "POST" || new URL(request.url, "http://stand.in").pathname !== "/v1/messages") {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
      return;
    }
    const body = JSON.parse(text);
    // A host also asks for titles and the like: those requests offer no tools.
    const calls = body.tools?.length ? seen.next(body, moves) : [];
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of answer(body, calls)) {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, seen, close: () => server.closeAllConnections() ?? server.close() };
}

class Seen {
  /** The tools as they were offered. */
  tools = [];
  /** Everything else that the first request said, as JSON. */
  preamble = "";
  /** The results of each move: { error, blocks, text }, one for each call. */
  results = [];

  /** The calls that answer `body`; it says itself how far the script is, so that a repeated request does no harm. */
  next(body, moves) {
    const results = toolResults(body.messages);
    const turn = 1 + Math.max(-1, ...results.map((result) => result.turn));
    if (turn === 0) {
      this.tools = body.tools;
      this.preamble = JSON.stringify([body.system, body.messages]);
    } else {
      this.results[turn - 1] = results.filter((result) => result.turn === turn - 1);
    }
    const move = moves[turn] ?? [];
    const calls = typeof move === "function" ? move(this.results) : move;
    return calls.map(([name, input], index) => ({ id: id(turn, index), name, input }));
  }
}

const id = (turn, index) => `toolu_${turn}_${index}`;

/** All results in a conversation, in the order of their calls. */
function toolResults(messages) {
  const results = messages
    .flatMap((message) => (Array.isArray(message.content) ? message.content : []))
    .filter((block) => block.type === "tool_result")
    .map(({ tool_use_id, content, is_error }) => {
      const [, turn, index] = tool_use_id.split("_").map(Number);
      const blocks = typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []);
      const text = blocks.map((block) => block.text ?? "").join("\n");
      return { turn, index, error: is_error === true, blocks, text };
    });
  return results.sort((one, other) => one.turn - other.turn || one.index - other.index);
}

/** The events of a streamed message. */
function* answer({ model }, calls) {
  const usage = { input_tokens: 1, output_tokens: 1 };
  // A host takes messages with the same id for one.
  const message = { id: `msg_${randomUUID()}`, type: "message", role: "assistant", model, content: [], usage };
  yield { type: "message_start", message: { ...message, stop_reason: null, stop_sequence: null } };
  const blocks = calls.map((call) => [
    { type: "tool_use", ...call, input: {} },
    { type: "input_json_delta", partial_json: JSON.stringify(call.input) },
  ]);
  if (calls.length === 0) blocks.push([{ type: "text", text: "" }, { type: "text_delta", text: "done" }]);
  for (const [index, [content_block, delta]] of blocks.entries()) {
    yield { type: "content_block_start", index, content_block };
    yield { type: "content_block_delta", index, delta };
    yield { type: "content_block_stop", index };
  }
  const stop_reason = calls.length === 0 ? "end_turn" : "tool_use";
  yield { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage };
  yield { type: "message_stop" };
}
