/** Types and clicks through VS Code's window, with the packaged extension, as a user would. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { openBrowser } from "./harness/chromium.mjs";
import { EXAMPLE, OUT, SERVER, VSIX } from "./harness/checkout.mjs";
import { contentOf, layProject } from "./harness/project.mjs";
import { startVSCode } from "./harness/vscode.mjs";
import { Workbench } from "./harness/workbench.mjs";
import { STEPS } from "./screen/steps.mjs";

/** The steps build on each other, so the first that fails ends the run. */
export async function runScreenTests(scratch) {
  const project = join(scratch, "project");
  const before = layProject(EXAMPLE, project);
  const vscode = await startVSCode(scratch, {
    extension: VSIX,
    settings: { "terraformer.server.path": SERVER },
    flags: ["--disable-workspace-trust"],
  });
  const results = [];
  try {
    const browser = await openBrowser();
    const workbench = new Workbench(browser.page, OUT);
    try {
      await workbench.open(vscode.port, project);
      const changed = () => {
        const now = contentOf(project);
        return Object.keys({ ...before, ...now }).filter((path) => before[path] !== now[path]);
      };
      for (const [title, step] of Object.entries(STEPS)) {
        const started = performance.now();
        await step(workbench, { changed, assert });
        results.push({ title, milliseconds: performance.now() - started });
      }
    } catch (error) {
      const picture = await workbench.picture("failure");
      const title = Object.keys(STEPS)[results.length];
      results.push({ title, error: `${error.stack}\nThe screen then: ${picture}` });
    } finally {
      await browser.close();
    }
  } finally {
    await vscode.close();
  }
  return results;
}
