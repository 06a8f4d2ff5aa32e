/**
 * What to tell the user when the server can't be had. Knows no editor.
 */

import type { InstallationFailure } from "./managedEnvironment.ts";
import { OLDEST_PYTHON, type PythonSearch } from "./python.ts";

export type ServerProblem =
  | InstallationFailure
  | Exclude<PythonSearch, { kind: "found" }>
  | { readonly kind: "configured-missing"; readonly program: string }
  | { readonly kind: "start-failed"; readonly program: string; readonly reason: string }
  | { readonly kind: "died-often"; readonly program: string };

/** What the user may do about it; the editor's part turns each into a button. */
export type Remedy = "try-again" | "settings" | "output" | "python-download";

export interface Explanation {
  readonly message: string;
  /** The setting to open, when `settings` is among the remedies. */
  readonly setting: string;
  readonly remedies: readonly Remedy[];
  /** The tool's own words, for the output channel. */
  readonly detail: string;
}

const oldest = OLDEST_PYTHON.join(".");

/** One or two sentences that say what is missing and what to do, and the buttons that do it. */
export function explain(problem: ServerProblem): Explanation {
  switch (problem.kind) {
    case "configured-missing":
      return {
        message: `The setting terraformer.server.path names ${problem.program}, and there is no such program.`,
        setting: "terraformer.server.path",
        remedies: ["settings", "try-again"],
        detail: "",
      };
    case "python-missing":
      return {
        message: `TerraFormer's server needs Python ${oldest} or newer, and none was found (tried ${problem.tried.join(", ")}). Install Python, or name yours in the settings.`,
        setting: "terraformer.server.python",
        remedies: ["python-download", "settings", "try-again"],
        detail: "",
      };
    case "python-too-old":
      return {
        message: `TerraFormer's server needs Python ${oldest} or newer; ${problem.program} is ${problem.version}. Install a newer one, or name yours in the settings.`,
        setting: "terraformer.server.python",
        remedies: ["python-download", "settings", "try-again"],
        detail: "",
      };
    case "venv-missing":
      return {
        message: `${problem.program} (${problem.version}) can't make environments: its module venv or ensurepip is missing. On Debian and Ubuntu: sudo apt install python3-venv.`,
        setting: "terraformer.server.python",
        remedies: ["try-again", "settings"],
        detail: "",
      };
    case "environment-failed":
      return {
        message: "TerraFormer could not make a Python environment for its server.",
        setting: "terraformer.server.python",
        remedies: ["output", "try-again", "settings"],
        detail: problem.output,
      };
    case "package-failed":
      return {
        message: `pip could not install ${problem.requirement}. The output says why; without access to a package index, name a wheel in the settings.`,
        setting: "terraformer.server.package",
        remedies: ["output", "try-again", "settings"],
        detail: problem.output,
      };
    case "cancelled":
      return {
        message: "TerraFormer's server was not installed. Findings and suggestions need it.",
        setting: "terraformer.server.path",
        remedies: ["try-again", "settings"],
        detail: "",
      };
    case "start-failed":
      return {
        message: `TerraFormer's server (${problem.program}) did not start. The output may say why.`,
        setting: "terraformer.server.path",
        remedies: ["output", "try-again", "settings"],
        detail: problem.reason,
      };
    case "died-often":
      return {
        message: `TerraFormer's server (${problem.program}) ended again and again, so it is not started any more.`,
        setting: "terraformer.server.path",
        remedies: ["output", "try-again", "settings"],
        detail: "",
      };
  }
}
