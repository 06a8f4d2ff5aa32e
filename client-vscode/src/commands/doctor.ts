/**
 * What is installed and what is missing, as a document to read or to paste into an issue.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { askServer } from "./askServer.ts";

export async function showDoctor(client: LanguageClient): Promise<void> {
  const answer = await askServer(client, "terraformer.doctor", {}, "Looking at the installation");
  if (answer.kind === "cancelled") {
    return;
  }
  const content = typeof answer.value === "string" ? answer.value : "";
  const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
  await vscode.window.showTextDocument(document, { preview: true });
}
