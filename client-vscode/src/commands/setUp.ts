/**
 * Downloads what the server needs once: Checkov's environment and the embedded model.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { textOf } from "./answers.ts";
import { askServer } from "./askServer.ts";

export async function setUp(client: LanguageClient): Promise<void> {
  const answer = await askServer(client, "terraformer.setup", {}, "Setting up TerraFormer");
  if (answer.kind === "cancelled") {
    return;
  }
  const message = textOf(answer.value, "message") || "TerraFormer is set up.";
  void vscode.window.showInformationMessage(message);
}
