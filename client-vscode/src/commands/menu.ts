/**
 * The status bar's menu: all commands, as a quick pick.
 */

import * as vscode from "vscode";
import { CATALOGUE } from "./catalogue.ts";

export async function showMenu(): Promise<void> {
  const items = CATALOGUE.map(({ id, title, icon }) => ({ label: `$(${icon}) ${title}`, id }));
  const choice = await vscode.window.showQuickPick(items, { title: "TerraFormer" });
  if (choice !== undefined) {
    await vscode.commands.executeCommand(choice.id);
  }
}
