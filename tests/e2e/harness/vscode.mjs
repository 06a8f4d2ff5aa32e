/** A VS Code of its own for one run: a server on a free port with everything in a scratch folder. */

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VSCODE } from "./checkout.mjs";
import { endTree } from "./processes.mjs";

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "files.autoSave": "off", // The browser's VS Code saves by itself, the desktop's does not.
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.restoreWindows": "none",
  "workbench.reduceMotion": "on", // Pictures show what is there, not what is fading in.
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * Starts VS Code's server.
 *
 * @param {string} scratch a folder for its data
 * @param {{settings?: object, extension?: string, others?: object[], flags?: string[],
 *   environment?: object}} options `settings` are the machine's; `extension` is a .vsix to install
 *   first, beside the extensions whose manifests `others` are
 * @returns {Promise<{port: number, log: () => string, close: () => Promise<void>}>}
 */
export async function startVSCode(
  scratch,
  { settings = {}, extension, others = [], flags = [], environment } = {},
) {
  const data = join(scratch, "vscode");
  for (const folder of [join(data, "user/Machine"), join(data, "user/User")]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
  }
  const extensions = join(data, "extensions");
  for (const manifest of others) {
    const { publisher, name, version } = manifest;
    const folder = join(extensions, `${publisher}.${name}-${version}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  }
  const entry = join(VSCODE, "out/server-main.js");
  const where = [
    "--server-data-dir",
    data,
    "--extensions-dir",
    extensions,
    "--accept-server-license-terms",
  ]; // prettier-ignore
  if (extension !== undefined) {
    execFileSync(process.execPath, [entry, ...where, "--install-extension", extension], {
      stdio: ["ignore", "ignore", "ignore"],
    });
  }
  const logFile = join(scratch, "vscode.log");
  const log = openSync(logFile, "w");
  const server = spawn(
    process.execPath,
    [
      entry,
      ...where,
      "--host",
      "127.0.0.1",
      "--port",
      "0",
      "--without-connection-token",
      "--user-data-dir",
      join(data, "user"),
      "--telemetry-level",
      "off",
      ...flags,
    ],
    { stdio: ["ignore", "pipe", log], env: { ...process.env, ...environment } },
  );
  return {
    port: await portOf(server, logFile),
    log: () => readFileSync(logFile, "utf8"),
    close: () => endTree(server.pid),
  };
}

/** The server says on which port it listens, once it does. */
function portOf(server, logFile) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const port = /listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    });
    server.on("exit", (code) =>
      reject(new Error(`VS Code's server ended with ${code}: ${readFileSync(logFile, "utf8")}`)),
    );
  });
}
