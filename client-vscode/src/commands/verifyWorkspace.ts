/**
 * Verifies everything that is open as a folder, not only the files in the editor.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { textOf } from "./answers.ts";
import { askServer } from "./askServer.ts";

export async function verifyWorkspace(client: LanguageClient): Promise<void> {
  const answer = await askServer(client, "terraformer.verify", {}, "Verifying");
  if (answer.kind === "cancelled") {
    return;
  }
  const problems = "Show Problems";
  const summary = textOf(answer.value, "summary") || "Verified.";
  const choice = await vscode.window.showInformationMessage(`TerraFormer: ${summary}`, problems);
  if (choice === problems) {
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}
