/**
 * Tells what was checked, with the way to the findings that remain.
 */

import * as vscode from "vscode";

/** Does not wait: the message stays until the user has read it. */
export function tellVerdict(verdict: string): void {
  const problems = "Show Problems";
  void vscode.window.showInformationMessage(`TerraFormer: ${verdict}`, problems).then((choice) => {
    if (choice === problems) {
      void vscode.commands.executeCommand("workbench.actions.view.problems");
    }
  });
}
