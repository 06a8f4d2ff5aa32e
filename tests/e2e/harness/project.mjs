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

/**
 * What was changed between two texts, as one region of whole lines: everything before and after it
 * is the same byte for byte.
 *
 * @returns {{removed: string, added: string}}
 */
export function changedRegion(before, after) {
  const from = before.split(/(?<=\n)/);
  const to = after.split(/(?<=\n)/);
  while (from.length > 0 && from[0] === to[0]) {
    from.shift();
    to.shift();
  }
  while (from.length > 0 && from.at(-1) === to.at(-1)) {
    from.pop();
    to.pop();
  }
  return { removed: from.join(""), added: to.join("") };
}
