/** The folder that VS Code opens: a copy of an example, and a way to see what changed in it. */

import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Copies the example `from` to `to` and answers with its content by path. */
export function layProject(from, to) {
  cpSync(from, to, { recursive: true });
  return contentOf(to);
}

/** Every file of a folder with its text; what a test compares before and after. */
export function contentOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [relative(folder, file), readFileSync(file, "utf8")]),
  );
}
