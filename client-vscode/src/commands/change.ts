/**
 * Changes the block at the cursor, or the module where there is none, as the user's words say.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isOurs } from "../languages.ts";
import { askServer } from "./askServer.ts";

export async function changeWithWords(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isOurs(editor.document)) {
    void vscode.window.showInformationMessage("Open a file of the module to change it.");
    return;
  }
  const { document, selection } = editor;
  const words = await vscode.window.showInputBox({
    title: "TerraFormer: Change with Words",
    prompt: "Say what should change; what you don't name stays as it is",
    placeHolder: "keep backups for 30 days and add the tag Team = shop",
    ignoreFocusOut: true,
  });
  if (words === undefined || words.trim() === "") {
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const range = client.code2ProtocolConverter.asRange(selection);
  await askServer(client, "terraformer.mutate", { uri, words, range }, "Changing");
}
