/**
 * Words to configuration: asks for the words, then shows the verified answer where the user wants
 * it. Nothing is written to disk.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isOurs } from "../languages.ts";
import { generationOf } from "./answers.ts";
import { askServer } from "./askServer.ts";

export async function generateFromWords(client: LanguageClient): Promise<void> {
  const words = await vscode.window.showInputBox({
    title: "TerraFormer: Generate from Words",
    prompt: "Describe the infrastructure you want",
    placeHolder: "a private S3 bucket with versioning and encryption",
    ignoreFocusOut: true,
  });
  if (words === undefined || words.trim() === "") {
    return;
  }
  const answer = await askServer(client, "terraformer.generate", { words }, "Generating");
  if (answer.kind === "cancelled") {
    return;
  }
  const { text, evidence } = generationOf(answer.value);
  if (text.trim() === "") {
    void vscode.window.showWarningMessage(evidence || "No verified configuration was found.");
    return;
  }
  if (!(await place(text))) {
    return;
  }
  if (evidence !== "") {
    void vscode.window.showInformationMessage(`TerraFormer: ${evidence}`);
  }
}

/** False when the user turned away. */
async function place(text: string): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isOurs(editor.document)) {
    await openNew(text);
    return true;
  }
  const file = vscode.workspace.asRelativePath(editor.document.uri);
  const asNew = { label: "$(new-file) Open as a new document" };
  const atCursor = {
    label: `$(insert) Insert into ${file}`,
    description: `at line ${editor.selection.active.line + 1}`,
  };
  const choice = await vscode.window.showQuickPick([asNew, atCursor], {
    title: "TerraFormer: where should the configuration go?",
    ignoreFocusOut: true,
  });
  if (choice === asNew) {
    await openNew(text);
  } else if (choice === atCursor) {
    await editor.edit((edit) => edit.insert(editor.selection.active, text));
  }
  return choice !== undefined;
}

async function openNew(text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: "terraform",
    content: text,
  });
  await vscode.window.showTextDocument(document);
}
