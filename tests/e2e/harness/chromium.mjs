/** The browser that shows VS Code: the system's Chromium or Chrome, never a downloaded one. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MACOS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium, or undefined. `CHROMIUM` in the environment comes first. */
export function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/bin", "/snap/bin");
  const named = process.env.CHROMIUM === undefined ? [] : [process.env.CHROMIUM];
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...places, ...MACOS].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export const NO_CHROMIUM =
  "No Chromium or Chrome was found. On Debian and Ubuntu: apt-get install -y --no-install-recommends chromium fonts-dejavu-core. Elsewhere, install Chrome, or name a Chromium in the environment variable CHROMIUM.";

/** Starts a browser with one page. `close()` of the answer ends it. */
export async function openBrowser() {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(NO_CHROMIUM);
  }
  // Imported here, since the set-up that installs it imports this file.
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox", // Containers, where tests usually run as root, have no user namespaces.
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  return { page, close: () => browser.close() };
}
