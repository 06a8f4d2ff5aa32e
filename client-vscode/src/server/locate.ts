/**
 * Decides which `terraformer-ls` to run among those that are there. Knows no editor.
 */

import { delimiter, join } from "node:path";

/** Everything the choice depends on. */
export interface Places {
  /** The user's own choice, or "". */
  readonly configured: string;
  /** The folder of a checkout of TerraFormer when the extension runs from one. */
  readonly checkout: string | undefined;
  /** The environment variable PATH. */
  readonly searchPath: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

export type Located =
  | {
      readonly kind: "found";
      readonly program: string;
      readonly origin: "setting" | "checkout" | "PATH";
    }
  | { readonly kind: "configured-missing"; readonly program: string }
  | { readonly kind: "nowhere" };

/**
 * The server to run: what the user named, else the checkout's own, else the one on PATH.
 *
 * A configured program that isn't there is reported and not replaced by another: the user would
 * otherwise talk to a server they did not choose.
 */
export function locateServer(places: Places, isProgram: (path: string) => boolean): Located {
  const onPath = (name: string) =>
    places.searchPath
      .split(delimiter)
      .filter((folder) => folder !== "")
      .map((folder) => join(folder, name))
      .find(isProgram);
  if (places.configured !== "") {
    const named = places.configured.replace(/^~(?=[/\\]|$)/, places.home);
    const program = /[/\\]/.test(named) ? named : onPath(named);
    return program !== undefined && isProgram(program)
      ? { kind: "found", program, origin: "setting" }
      : { kind: "configured-missing", program: named };
  }
  if (places.checkout !== undefined) {
    const program = programOf(join(places.checkout, ".venv"), places.platform);
    if (isProgram(program)) {
      return { kind: "found", program, origin: "checkout" };
    }
  }
  const program = onPath(executableName(places.platform));
  return program === undefined ? { kind: "nowhere" } : { kind: "found", program, origin: "PATH" };
}

/** Where a Python environment keeps its `terraformer-ls`. */
export function programOf(environment: string, platform: NodeJS.Platform): string {
  return join(environment, platform === "win32" ? "Scripts" : "bin", executableName(platform));
}

function executableName(platform: NodeJS.Platform): string {
  return platform === "win32" ? "terraformer-ls.exe" : "terraformer-ls";
}
