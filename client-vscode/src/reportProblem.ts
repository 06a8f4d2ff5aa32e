/**
 * Shows why there is no server, with the buttons that help.
 */

import * as vscode from "vscode";
import { explain, type Remedy, type ServerProblem } from "./server/explain.ts";

const LABELS: Readonly<Record<Remedy, string>> = {
  "try-again": "Try Again",
  settings: "Open Settings",
  output: "Show Output",
  "python-download": "Get Python",
};

/** Does not wait for the answer: the user may leave the message where it is. */
export function reportProblem(
  problem: ServerProblem,
  output: vscode.LogOutputChannel,
  tryAgain: () => Promise<void>,
): void {
  const { message, detail, remedies, setting } = explain(problem);
  output.error(message);
  if (detail !== "") {
    output.error(detail);
  }
  const take: Readonly<Record<Remedy, () => unknown>> = {
    "try-again": tryAgain,
    settings: () => vscode.commands.executeCommand("workbench.action.openSettings", setting),
    output: () => output.show(),
    "python-download": () =>
      vscode.env.openExternal(vscode.Uri.parse("https://www.python.org/downloads/")),
  };
  const labels = remedies.map((remedy) => LABELS[remedy]);
  const choosing =
    problem.kind === "cancelled"
      ? vscode.window.showWarningMessage(message, ...labels)
      : vscode.window.showErrorMessage(message, ...labels);
  void choosing.then((label) => {
    const remedy = remedies.find((candidate) => LABELS[candidate] === label);
    return remedy === undefined ? undefined : take[remedy]();
  });
}
