/** Runs the tests of api/ inside VS Code's extension host. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLIENT, E2E, EXAMPLE, OUT } from "./harness/checkout.mjs";
import { openBrowser } from "./harness/chromium.mjs";
import { contentOf, layProject } from "./harness/project.mjs";
import { startVSCode } from "./harness/vscode.mjs";

/** How long all tests together may take before VS Code counts as hung. */
const PATIENCE = 10 * 60 * 1000;

/**
 * The extension runs from its folder, so it finds the checkout's server by itself. Of the tests only
 * the files with one of the names are run, where there are any.
 */
export async function runApiTests(scratch, names) {
  const project = join(scratch, "project");
  const before = layProject(EXAMPLE, project);
  const resultsFile = join(scratch, "results.json");
  const vscode = await startVSCode(scratch, {
    flags: ["--enable-smoke-test-driver", "--disable-workspace-trust"],
    environment: {
      TERRAFORMER_E2E_RESULTS: resultsFile,
      TERRAFORMER_E2E_NAMES: JSON.stringify(names),
    },
  });
  try {
    const browser = await openBrowser();
    try {
      await runInHost(browser.page, vscode.port, project);
      if (!existsSync(resultsFile)) {
        await browser.page.screenshot({ path: join(OUT, "api-without-results.png") });
      }
    } finally {
      await browser.close();
    }
  } finally {
    await vscode.close();
  }
  if (!existsSync(resultsFile)) {
    return [{ title: "the tests run in VS Code", error: vscode.log() || "no results" }];
  }
  const results = JSON.parse(readFileSync(resultsFile, "utf8"));
  return [...results, untouched(before, contentOf(project))];
}

/** Opens the page that starts the extension host with the tests, until it says that they ended. */
async function runInHost(page, port, project) {
  const ended = Promise.withResolvers();
  const timer = setTimeout(() => ended.resolve("timeout"), PATIENCE);
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.exposeFunction("codeAutomationExit", (code) => ended.resolve(code));
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = JSON.stringify([
    ["extensionDevelopmentPath", remote(CLIENT)],
    ["extensionTestsPath", remote(join(E2E, "api/index.cjs"))],
    ["skipWelcome", "true"],
  ]);
  const address = new URL(`http://127.0.0.1:${port}/`);
  address.searchParams.set("folder", project);
  address.searchParams.set("payload", payload);
  await page.goto(address.href);
  await ended.promise;
  clearTimeout(timer);
}

function untouched(before, after) {
  const changed = Object.keys({ ...before, ...after }).filter(
    (path) => before[path] !== after[path],
  );
  const title = "nothing is written to the user's folder";
  return changed.length === 0 ? { title } : { title, error: `changed: ${changed.join(", ")}` };
}
