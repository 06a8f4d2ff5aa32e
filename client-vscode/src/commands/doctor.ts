/**
 * What is installed and what is missing, as a document to read or to paste into an issue.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { textOf } from "./answers.ts";
import { askServer } from "./askServer.ts";

export async function showDoctor(client: LanguageClient): Promise<void> {
  const answer = await askServer(client, "terraformer.doctor", {}, "Looking at the installation");
  if (answer.kind === "cancelled") {
    return;
  }
  const content = textOf(answer.value, "text");
  const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
  await vscode.window.showTextDocument(document, { preview: true });
}
