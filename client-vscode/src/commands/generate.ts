/**
 * Words to configuration: asks for the words and for where the answer should go, into the module at
 * hand or a document of its own. Nothing is written to disk.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isOurs } from "../languages.ts";
import { generationOf } from "./answers.ts";
import { askServer } from "./askServer.ts";
import { tellVerdict } from "./tellVerdict.ts";

export async function generateFromWords(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const words = await vscode.window.showInputBox({
    title: "TerraFormer: Generate from Words",
    prompt: "Describe the infrastructure you want",
    placeHolder: "a private S3 bucket with versioning and encryption",
    ignoreFocusOut: true,
  });
  if (words === undefined || words.trim() === "") {
    return;
  }
  const place =
    editor !== undefined && isOurs(editor.document) ? await askPlace(editor) : { goes: "new" };
  if (place === undefined) {
    return;
  }
  if (place.goes === "new" || editor === undefined) {
    await generateAlone(client, words);
    return;
  }
  // The server inserts it itself, verified among what the module has, and tells what came of it.
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const cursor = editor.document.lineAt(editor.selection.active.line).range;
  const range = client.code2ProtocolConverter.asRange(cursor);
  const parameters = place.goes === "cursor" ? { uri, words, range } : { uri, words };
  await askServer(client, "terraformer.generate", parameters, "Generating");
}

/** Where in the editor's module it should go; undefined when the user turned away. */
async function askPlace(editor: vscode.TextEditor) {
  const file = vscode.workspace.asRelativePath(editor.document.uri);
  const line = editor.document.lineAt(editor.selection.active.line);
  const append = { label: `$(arrow-down) Append to ${file}`, goes: "end" };
  const insert = {
    label: `$(insert) Insert into ${file}`,
    description: "at the cursor",
    goes: "cursor",
  };
  const asNew = { label: "$(new-file) Open as a new document", goes: "new" };
  // Within a line, blocks would tear another block apart.
  const choices = line.isEmptyOrWhitespace ? [append, insert, asNew] : [append, asNew];
  return vscode.window.showQuickPick(choices, {
    title: "TerraFormer: where should the configuration go?",
    ignoreFocusOut: true,
  });
}

async function generateAlone(client: LanguageClient, words: string): Promise<void> {
  const answer = await askServer(client, "terraformer.generate", { words }, "Generating");
  if (answer.kind === "cancelled") {
    return;
  }
  const { text, verdict } = generationOf(answer.value);
  if (text.trim() === "") {
    void vscode.window.showWarningMessage(
      "TerraFormer has no configuration for these words that passes its checks. Other words, or a larger model (see the settings), may help.",
    );
    return;
  }
  await openNew(text);
  tellVerdict(verdict);
}

async function openNew(text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: "terraform",
    content: text,
  });
  await vscode.window.showTextDocument(document);
}
