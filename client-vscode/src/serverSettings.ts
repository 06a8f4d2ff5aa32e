/**
 * The settings as the server is told them: the user's, completed by what only the editor knows.
 */

import * as vscode from "vscode";
import { wantsLanguageFeatures } from "./languageFeatures.ts";
import { isBesideAnother } from "./languages.ts";

export const SECTION = "terraformer";

/** The section `terraformer`, with what holds here and whether the workspace is trusted. */
export function serverSettings(): object {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const said = settings.inspect<boolean>("languageFeatures.enabled");
  const chosen = said?.workspaceFolderValue ?? said?.workspaceValue ?? said?.globalValue;
  return {
    ...vscode.workspace.getConfiguration().get<object>(SECTION),
    languageFeatures: { enabled: wantsLanguageFeatures(chosen, isBesideAnother()) },
    trusted: vscode.workspace.isTrusted,
  };
}
