/**
 * Finds a Python that can make the server's environment. Knows no editor.
 */

import type { Run } from "./runProcess.ts";

/** The oldest Python that terraformer-ls runs on; `requires-python` of its distribution. */
export const OLDEST_PYTHON: readonly [number, number] = [3, 11];

/** A program with the parameters that come before ours (`py -3`). */
export interface PythonCommand {
  readonly program: string;
  readonly parameters: readonly string[];
}

export type PythonSearch =
  | { readonly kind: "found"; readonly python: PythonCommand; readonly version: string }
  | { readonly kind: "python-missing"; readonly tried: readonly string[] }
  | { readonly kind: "python-too-old"; readonly program: string; readonly version: string }
  | { readonly kind: "venv-missing"; readonly program: string; readonly version: string };

/** Where Python may be, the likeliest first; only `configured` when the user named one. */
export function pythonCandidates(
  configured: string,
  platform: NodeJS.Platform,
): readonly PythonCommand[] {
  if (configured !== "") {
    return [{ program: configured, parameters: [] }];
  }
  const named = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
  const candidates = named.map((program) => ({ program, parameters: [] }));
  return platform === "win32" ? [{ program: "py", parameters: ["-3"] }, ...candidates] : candidates;
}

// Debian ships `venv` without `ensurepip`, and then an environment can't be made: ask for both.
const QUESTION = `
import importlib.util as u, sys
print("python", *sys.version_info[:3], all(u.find_spec(m) for m in ("venv", "ensurepip")))
`;

/** The first candidate that is new enough and can make environments, else the nearest miss. */
export async function findPython(
  candidates: readonly PythonCommand[],
  run: Run,
): Promise<PythonSearch> {
  let nearest: PythonSearch = {
    kind: "python-missing",
    tried: candidates.map(({ program }) => program),
  };
  for (const python of candidates) {
    const judged = await judge(python, run);
    if (judged?.kind === "found") {
      return judged;
    }
    if (judged !== undefined && nearest.kind !== "venv-missing") {
      nearest = judged;
    }
  }
  return nearest;
}

async function judge(python: PythonCommand, run: Run): Promise<PythonSearch | undefined> {
  const ending = await run(python.program, [...python.parameters, "-c", QUESTION]);
  if (ending.kind !== "finished" || ending.code !== 0) {
    return undefined;
  }
  const answer = /^python (\d+) (\d+) (\d+) (True|False)$/m.exec(ending.output);
  if (answer === null) {
    return undefined;
  }
  const [major, minor] = [Number(answer[1]), Number(answer[2])];
  const version = `${major}.${minor}.${answer[3]}`;
  const { program } = python;
  const [oldestMajor, oldestMinor] = OLDEST_PYTHON;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return { kind: "python-too-old", program, version };
  }
  if (answer[4] === "False") {
    return { kind: "venv-missing", program, version };
  }
  return { kind: "found", python, version };
}
