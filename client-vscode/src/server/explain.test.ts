import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "./explain.ts";

test("pip's own words are kept for the output channel, and the message names the package", () => {
  const { message, detail, remedies } = explain({
    kind: "package-failed",
    requirement: "terraformer-ls==0.1.0",
    output: "ERROR: No matching distribution found",
  });
  assert.match(message, /terraformer-ls==0\.1\.0/);
  assert.equal(detail, "ERROR: No matching distribution found");
  assert.equal(remedies[0], "output");
});

test("a Python that is too old is named with its version and with what is needed", () => {
  const { message, setting } = explain({
    kind: "python-too-old",
    program: "python3",
    version: "3.9.2",
  });
  assert.match(message, /3\.11 or newer; python3 is 3\.9\.2/);
  assert.equal(setting, "terraformer.server.python");
});
