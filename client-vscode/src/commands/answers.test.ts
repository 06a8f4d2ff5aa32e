import assert from "node:assert/strict";
import { test } from "node:test";
import { generationOf, isReady, textOf } from "./answers.ts";

test("what the server generated, with its evidence", () => {
  assert.deepEqual(generationOf({ text: "locals {}\n", evidence: "syntax passes" }), {
    text: "locals {}\n",
    evidence: "syntax passes",
  });
});

test("an answer of another shape reads as nothing rather than failing", () => {
  for (const answer of [null, undefined, 3, [], {}, { text: 3 }]) {
    assert.deepEqual(generationOf(answer), { text: "", evidence: "" });
  }
});

test("a bare text is an answer too", () => {
  assert.equal(textOf("all is well", "text"), "all is well");
});

test("a set-up is ready only when it says so", () => {
  assert.ok(isReady({ ready: true, problems: [] }));
  assert.ok(!isReady({ ready: false, problems: ["no network"] }));
  assert.ok(!isReady(null));
});
