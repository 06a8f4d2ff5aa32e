import assert from "node:assert/strict";
import { test } from "node:test";
import { nextFinding } from "./nextFinding.ts";

const finding = (name: string, ...[from, to]: [[number, number], [number, number]]) => ({
  name,
  range: {
    start: { line: from[0], character: from[1] },
    end: { line: to[0], character: to[1] },
  },
});

const block = finding("block", [2, 0], [9, 1]);
const argument = finding("argument", [4, 2], [4, 20]);
const below = finding("below", [12, 0], [14, 1]);
const findings = [below, block, argument];

const at = (line: number, character = 0) => nextFinding(findings, { line, character })?.name;

test("the innermost finding around the cursor is meant", () => {
  assert.equal(at(4, 5), "argument");
  assert.equal(at(6), "block");
});

test("without one around, the next below", () => {
  assert.equal(at(0), "block");
  assert.equal(at(10), "below");
});

test("after the last, the first again", () => {
  assert.equal(at(20), "block");
});

test("no findings, nothing", () => {
  assert.equal(nextFinding([], { line: 0, character: 0 }), undefined);
});
