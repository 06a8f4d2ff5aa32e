/**
 * Fixes all that is found in a file or a module: the changes are shown before they are made, and
 * undone in one step.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isOurs } from "../languages.ts";
import { askServer } from "./askServer.ts";

export const fixFile = (client: LanguageClient) => fixAll(client, "file");

export const fixModule = (client: LanguageClient) => fixAll(client, "module");

/** What came of it is told by the server, and shown by the editor's own preview. */
async function fixAll(client: LanguageClient, reach: "file" | "module"): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isOurs(document)) {
    void vscode.window.showInformationMessage("Open a file of the module to fix it.");
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const parameters = { uri, reach, preview: true };
  await askServer(client, "terraformer.fix", parameters, `Fixing the ${reach}`);
}
