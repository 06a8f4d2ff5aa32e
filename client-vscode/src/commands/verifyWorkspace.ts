/**
 * Verifies every module of the open folders, not only those with a file in the editor.
 *
 * The server verifies what is around open documents, so one file of each folder is opened, without
 * being shown.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { textOf } from "./answers.ts";
import { askServer } from "./askServer.ts";
import { firstOfEachFolder } from "./firstOfEachFolder.ts";
import { tellVerdict } from "./tellVerdict.ts";

const FILES = "**/*.{tf,tofu}";
const NOT_OURS = "**/.terraform/**";

/** Folders beyond this many are left out, and the message says so. */
const MOST_FOLDERS = 200;

export async function verifyWorkspace(client: LanguageClient): Promise<void> {
  const found = await vscode.workspace.findFiles(FILES, NOT_OURS);
  const files = firstOfEachFolder(found.map(String));
  for (const file of files.slice(0, MOST_FOLDERS)) {
    await vscode.workspace.openTextDocument(vscode.Uri.parse(file, true));
  }
  const answer = await askServer(client, "terraformer.verify", {}, "Verifying");
  if (answer.kind === "answered") {
    const left = files.length - MOST_FOLDERS;
    const limit = left > 0 ? ` ${left} folders were left out; open a file there to verify it.` : "";
    tellVerdict(`${textOf(answer.value, "summary") || "Verified."}${limit}`);
  }
}
