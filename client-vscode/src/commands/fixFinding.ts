/**
 * Fixes the finding at the cursor, or goes to the next one: the keyboard's way to the quick fix.
 */

import * as vscode from "vscode";
import { nextFinding } from "./nextFinding.ts";

const SOURCE = "TerraFormer";

export async function fixFinding(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const findings = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((diagnostic) => diagnostic.source === SOURCE);
  const { line, character } = editor.selection.active;
  const finding = nextFinding(findings, { line, character });
  if (finding === undefined) {
    void vscode.window.showInformationMessage("TerraFormer found nothing to fix in this file.");
    return;
  }
  if (!finding.range.contains(editor.selection.active)) {
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
    editor.revealRange(finding.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
  await vscode.commands.executeCommand("editor.action.quickFix");
}
