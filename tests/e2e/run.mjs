// Runs the tests in a real VS Code.
//
//   node tests/e2e/run.mjs [api|screen] [name...]
//
// Exit 0 if all passed, 1 if one failed, 2 if it could not run. With names, only the files of api/
// and the walks of screen/ that have one in theirs are run: `api fixFile`, `screen previewed`.
//
// `api` runs in VS Code's extension host and asks VS Code for what it knows; `screen` types and
// clicks in the browser, with the packaged extension, and leaves screenshots in out/. Everything is
// real: the server of .venv, Checkov, the model. TERRAFORMER_E2E_KEEP=1 keeps the scratch folder.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runApiTests } from "./api.mjs";
import { CLIENT, OUT, SERVER } from "./harness/checkout.mjs";
import { findChromium, NO_CHROMIUM } from "./harness/chromium.mjs";
import { runScreenTests } from "./screen.mjs";
import { runNpm, setUp } from "./setup.mjs";

const SUITES = { api: runApiTests, screen: runScreenTests };

/** What is missing, as one sentence for the user, or undefined. */
function obstacle() {
  if (findChromium() === undefined) {
    return NO_CHROMIUM;
  }
  return existsSync(SERVER)
    ? undefined
    : `There is no ${SERVER}: the tests run the checkout's own server, so set it up first.`;
}

async function main(wanted, names) {
  const missing = obstacle();
  if (missing !== undefined) {
    console.error(missing);
    return 2;
  }
  setUp();
  runNpm(CLIENT, ["run", "--silent", "package"]);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), "terraformer-e2e-"));
  let failed = 0;
  try {
    for (const name of wanted) {
      const folder = join(scratch, name);
      mkdirSync(folder);
      const results = await SUITES[name](folder, names);
      failed += report(name, results);
    }
  } finally {
    if (process.env.TERRAFORMER_E2E_KEEP === undefined) {
      rmSync(scratch, { recursive: true, force: true });
    } else {
      console.log(`kept ${scratch}`);
    }
  }
  return failed === 0 ? 0 : 1;
}

/** Prints one line per test and the count; answers with the number of failures. */
function report(name, results) {
  for (const { title, error, milliseconds } of results) {
    const time = milliseconds === undefined ? "" : ` (${(milliseconds / 1000).toFixed(1)} s)`;
    console.log(`${error === undefined ? "✔" : "✘"} ${title}${time}`);
    if (error !== undefined) {
      console.log(error.replace(/^/gm, "    "));
    }
  }
  const failed = results.filter(({ error }) => error !== undefined).length;
  console.log(`editor (${name}): ${results.length - failed} passed, ${failed} failed`);
  return failed;
}

const given = process.argv.slice(2);
const isSuite = (name) => Object.hasOwn(SUITES, name);
const suites = given.filter(isSuite);
process.exitCode = await main(
  suites.length === 0 ? Object.keys(SUITES) : suites,
  given.filter((name) => !isSuite(name)),
);
