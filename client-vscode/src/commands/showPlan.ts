/**
 * The plan of the module at hand, which the server opens as a document of its own: it follows the
 * unsaved text.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { askServer } from "./askServer.ts";

export async function showPlan(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme !== "file") {
    void vscode.window.showInformationMessage("Open a file of the module to see its plan.");
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  await askServer(client, "terraformer.plan", { uri }, "Planning");
}
