/** Types and clicks through VS Code's window, with the packaged extension, as a user would. */

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE, OUT, SERVER, VSIX } from "./harness/checkout.mjs";
import { openBrowser } from "./harness/chromium.mjs";
import { changedRegion, contentOf, layProject } from "./harness/project.mjs";
import { startVSCode } from "./harness/vscode.mjs";
import { Workbench } from "./harness/workbench.mjs";
import { IN_WORDS } from "./screen/inWords.mjs";
import { PREVIEWED } from "./screen/previewed.mjs";
import { BESIDE_OPENTOFU, BROKEN_SERVER, FIRST_DAY, NO_PYTHON } from "./screen/steps.mjs";

const OUR_SERVER = { "terraformer.server.path": SERVER };

/** The walks with one of the names, or all where there are none. */
export async function runScreenTests(scratch, names) {
  const results = [];
  for (const [name, [steps, options]] of Object.entries(WALKS)) {
    if (names.length === 0 || names.some((part) => name.includes(part))) {
      results.push(...(await walk(scratch, name, steps, options)));
    }
  }
  return results;
}

/** What OpenTofu's extension says of its languages; its code isn't needed for what we test. */
const OPENTOFU = {
  publisher: "opentofu",
  name: "vscode-opentofu",
  version: "0.3.4",
  engines: { vscode: "^1.88.0" },
  contributes: {
    languages: [
      { id: "opentofu", aliases: ["OpenTofu"], extensions: [".tf", ".tofu"] },
      { id: "opentofu-vars", extensions: [".tfvars"] },
    ],
  },
};

const WALKS = {
  "first-day": [FIRST_DAY, { settings: OUR_SERVER }],
  "in-words": [IN_WORDS, { settings: OUR_SERVER }],
  previewed: [PREVIEWED, { settings: OUR_SERVER }],
  "no-python": [NO_PYTHON, { settings: { "terraformer.server.python": "/no/python" } }],
  "broken-server": [BROKEN_SERVER, { settings: { "terraformer.server.path": process.execPath } }],
  "beside-opentofu": [BESIDE_OPENTOFU, { settings: OUR_SERVER, others: [OPENTOFU] }],
};

/** The steps of a walk build on each other, so the first that fails ends it. */
async function walk(scratch, name, steps, { settings, others = [] }) {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const project = join(folder, "project");
  const before = layProject(EXAMPLE, project);
  const changed = () => {
    const now = contentOf(project);
    return Object.keys({ ...before, ...now }).filter((path) => before[path] !== now[path]);
  };
  const changeOf = (path) => changedRegion(before[path], contentOf(project)[path]);
  const vscode = await startVSCode(folder, {
    extension: VSIX,
    others,
    settings,
    flags: ["--disable-workspace-trust"],
  });
  const results = [];
  try {
    const browser = await openBrowser();
    const workbench = new Workbench(browser.page, join(OUT, name));
    try {
      await workbench.open(vscode.port, project);
      for (const [title, step] of Object.entries(steps)) {
        const started = performance.now();
        await step(workbench, { changed, changeOf, assert });
        results.push({ title, milliseconds: performance.now() - started });
      }
    } catch (error) {
      const picture = await workbench.picture("failure");
      const title = Object.keys(steps)[results.length];
      results.push({ title, error: `${error.stack}\nThe screen then: ${picture}` });
    } finally {
      await browser.close();
    }
  } finally {
    await vscode.close();
  }
  return results;
}
