import assert from "node:assert/strict";
import { test } from "node:test";
import { findPython, pythonCandidates } from "./python.ts";
import type { Run } from "./runProcess.ts";

/** A machine that has these programs, each with its answer to who it is. */
function machine(programs: Readonly<Record<string, string>>): Run {
  return async (program) => {
    const output = programs[program];
    return output === undefined ? { kind: "missing" } : { kind: "finished", code: 0, output };
  };
}

const candidates = pythonCandidates("", "linux");

test("the first usable Python is taken, past those that are too old", async () => {
  const run = machine({ python3: "python 3 9 2 True\n", "python3.12": "python 3 12 1 True\n" });
  const search = await findPython(candidates, run);
  assert.deepEqual(search, {
    kind: "found",
    python: { program: "python3.12", parameters: [] },
    version: "3.12.1",
  });
});

test("a Python that is too old is named when there is no other", async () => {
  const search = await findPython(candidates, machine({ python3: "python 3 9 2 True\n" }));
  assert.deepEqual(search, { kind: "python-too-old", program: "python3", version: "3.9.2" });
});

test("a Python without venv matters more than one that is too old", async () => {
  const run = machine({ python: "python 3 11 2 False\n", "python3.13": "python 2 7 18 True\n" });
  const search = await findPython(candidates, run);
  assert.deepEqual(search, { kind: "venv-missing", program: "python", version: "3.11.2" });
});

test("where there is none, it says what was tried", async () => {
  const search = await findPython(pythonCandidates("/opt/python", "linux"), machine({}));
  assert.deepEqual(search, { kind: "python-missing", tried: ["/opt/python"] });
});

test("the Windows launcher is asked for a Python 3", () => {
  assert.deepEqual(pythonCandidates("", "win32")[0], { program: "py", parameters: ["-3"] });
});

test("a program that isn't Python is passed over", async () => {
  const run = machine({ python3: "Python was not found; run without arguments to install\n" });
  assert.equal((await findPython(candidates, run)).kind, "python-missing");
});
