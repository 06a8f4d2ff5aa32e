import assert from "node:assert/strict";
import { test } from "node:test";
import { choices } from "./textChoices.ts";

const REASONS = ["accepted risk", "false positive", "handled elsewhere"];

test("before anything is written, all suggestions and nothing else", () => {
  assert.deepEqual(choices("", REASONS), REASONS);
  assert.deepEqual(choices("  ", REASONS), REASONS);
});

test("what is written comes first, then the suggestions that have its words", () => {
  assert.deepEqual(choices("Risk ", REASONS), ["Risk", "accepted risk"]);
  assert.deepEqual(choices("only a scratch volume", REASONS), ["only a scratch volume"]);
});

test("a suggestion that was written out is not offered twice", () => {
  assert.deepEqual(choices("false positive", REASONS), ["false positive"]);
});
