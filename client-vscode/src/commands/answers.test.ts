import assert from "node:assert/strict";
import { test } from "node:test";
import { generationOf, isReady } from "./answers.ts";

test("what the server generated, with everything that the user should know of it", () => {
  const generated = {
    text: "locals {}\n",
    evidence: "syntax passes; 1 line changed",
    origin: "the library's example aws/bucket",
    unmet: ["versioning"],
  };
  assert.deepEqual(generationOf(generated), {
    text: "locals {}\n",
    verdict:
      "syntax passes; 1 line changed; from the library's example aws/bucket; nothing in it answers to: versioning",
  });
});

test("an answer of another shape reads as nothing rather than failing", () => {
  for (const answer of [null, undefined, 3, "text", [], {}, { text: 3, unmet: "all" }]) {
    assert.deepEqual(generationOf(answer), { text: "", verdict: "" });
  }
});

test("a set-up is ready only when it says so", () => {
  assert.ok(isReady({ ready: true, problems: [] }));
  assert.ok(!isReady({ ready: false, problems: ["no network"] }));
  assert.ok(!isReady(null));
});
