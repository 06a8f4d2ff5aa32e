/**
 * Words to configuration: asks for the words, then shows the verified answer where the user wants
 * it. Nothing is written to disk.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isOurs } from "../languages.ts";
import { generationOf } from "./answers.ts";
import { askServer } from "./askServer.ts";
import { tellVerdict } from "./tellVerdict.ts";

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
  const { text, verdict } = generationOf(answer.value);
  if (text.trim() === "") {
    void vscode.window.showWarningMessage(
      "TerraFormer has no configuration for these words that passes its checks. Other words, or a larger model (see the settings), may help.",
    );
    return;
  }
  if (await place(text)) {
    tellVerdict(verdict);
  }
}

/** Puts the text where the user wants it; false when they turned away. */
async function place(text: string): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isOurs(editor.document)) {
    await openNew(text);
    return true;
  }
  const { document } = editor;
  const file = vscode.workspace.asRelativePath(document.uri);
  const cursor = document.lineAt(editor.selection.active.line);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const asNew = { label: "$(new-file) Open as a new document" };
  const append = { label: `$(arrow-down) Append to ${file}` };
  const insert = { label: `$(insert) Insert into ${file}`, description: "at the cursor" };
  // Within a line, blocks would tear another block apart.
  const choices = cursor.isEmptyOrWhitespace ? [asNew, append, insert] : [asNew, append];
  const choice = await vscode.window.showQuickPick(choices, {
    title: "TerraFormer: where should the configuration go?",
    ignoreFocusOut: true,
  });
  if (choice === asNew) {
    await openNew(text);
  } else if (choice === append) {
    await editor.edit((edit) =>
      edit.insert(end, end.character === 0 ? `\n${text}` : `\n\n${text}`),
    );
    editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.AtTop);
  } else if (choice === insert) {
    await editor.edit((edit) => edit.replace(cursor.range, text));
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
