/**
 * Downloads what the server needs once: Checkov's environment and the embedded model.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isReady } from "./answers.ts";
import { askServer } from "./askServer.ts";

export async function setUp(client: LanguageClient): Promise<void> {
  const answer = await askServer(client, "terraformer.setup", {}, "Setting up TerraFormer");
  // What went wrong, the server has said itself.
  if (answer.kind === "answered" && isReady(answer.value)) {
    void vscode.window.showInformationMessage("TerraFormer is set up.");
  }
}
