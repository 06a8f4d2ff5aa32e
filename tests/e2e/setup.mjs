// Sets up what the tests in a real VS Code need; quick when there is nothing to do.
//
//   node tests/e2e/setup.mjs        with the Node (24) of .venv, see README.md
//
// VS Code comes as the npm package code-server, whose VS Code wants its dependencies in a folder
// of its own. Its lock file for them is out of step with its package.json, so that `npm ci` refuses
// it, and half of them serve things that no test uses. So the needed ones are pinned here, in our
// own package.json and lock, and VS Code's folder becomes a link to ours.

import { execFileSync } from "node:child_process";
import { lstatSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CLIENT, E2E, npmOfThisNode, VSCODE } from "./harness/checkout.mjs";

/** Installs and links; throws with a sentence for the user when it can't. */
export function setUp() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major !== 24) {
    throw new Error(`VS Code needs Node 24, and this is ${process.version}: use the one of .venv`);
  }
  installLocked(E2E);
  linkDependencies();
  installLocked(CLIENT);
}

/** `npm ci`, unless what npm installed last is as new as the lock file. */
function installLocked(folder) {
  const installed = join(folder, "node_modules/.package-lock.json");
  const when = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (when(installed) >= when(join(folder, "package-lock.json"))) {
    return;
  }
  console.log(`Installing the npm packages of ${folder}`);
  runNpm(folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function linkDependencies() {
  const link = join(VSCODE, "node_modules");
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return;
  }
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(E2E, "node_modules"), link, "dir");
}

/** Runs npm with this Node for itself and for the scripts it runs. */
export function runNpm(folder, parameters) {
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  execFileSync(process.execPath, [npmOfThisNode(), ...parameters], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  setUp();
}
