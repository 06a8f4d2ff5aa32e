/**
 * Runs a program to its end and says how it went. Knows no editor and no particular program.
 */

import { spawn } from "node:child_process";

/** How a program ended. A program that can't be started is `missing`, which is no exception. */
export type Ending =
  | { readonly kind: "finished"; readonly code: number; readonly output: string }
  | { readonly kind: "missing" }
  | { readonly kind: "cancelled" };

export type Run = (
  program: string,
  parameters: readonly string[],
  watch?: { readonly signal?: AbortSignal; readonly onLine?: (line: string) => void },
) => Promise<Ending>;

/**
 * Runs `program` without a shell. `output` is what it wrote to stdout and stderr, in order; each
 * whole line also goes to `onLine` as it comes. Aborting the signal ends the program.
 */
export const runProcess: Run = (program, parameters, { signal, onLine } = {}) =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ kind: "cancelled" });
      return;
    }
    const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"], signal });
    let output = "";
    let unfinished = "";
    const take = (text: string) => {
      output += text;
      const lines = (unfinished + text).split(/\r?\n/);
      unfinished = lines.pop() ?? "";
      for (const line of lines) {
        onLine?.(line);
      }
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) =>
      resolve({ kind: error.name === "AbortError" ? "cancelled" : "missing" }),
    );
    child.on("close", (code) =>
      resolve(
        signal?.aborted ? { kind: "cancelled" } : { kind: "finished", code: code ?? -1, output },
      ),
    );
  });
