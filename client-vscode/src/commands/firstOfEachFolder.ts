/**
 * Picks one file for each folder. Knows no editor.
 */

/** Of the paths or URIs, the first of each folder, in alphabetical order. */
export function firstOfEachFolder(paths: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const path of paths.toSorted()) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!first.has(folder)) {
      first.set(folder, path);
    }
  }
  return [...first.values()];
}
