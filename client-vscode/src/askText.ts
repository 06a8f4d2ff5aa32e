/**
 * `terraformer/askText`: the server wants a text of the user's own, and suggests some.
 */

import * as vscode from "vscode";
import { choices, type TextQuestion } from "./textChoices.ts";

/** What the user wrote or took; null when they turned away. */
export function askText(question: TextQuestion, token: vscode.CancellationToken) {
  return new Promise<string | null>((resolve) => {
    const box = vscode.window.createQuickPick();
    const offer = () => {
      box.items = choices(box.value, question.suggestions).map((label) => ({
        label,
        alwaysShow: true,
      }));
    };
    box.title = "TerraFormer";
    box.placeholder = question.prompt;
    box.ignoreFocusOut = true;
    const answer = (text: string | null) => {
      resolve(text);
      box.dispose();
    };
    box.onDidChangeValue(offer);
    box.onDidAccept(() => {
      // After quick typing, the row that the editor shows as chosen may still be one of before.
      const offered = choices(box.value, question.suggestions);
      const shown = offered.find((label) => label === box.activeItems[0]?.label);
      const chosen = shown ?? offered[0];
      if (chosen !== undefined) {
        answer(chosen);
      }
    });
    box.onDidHide(() => answer(null));
    token.onCancellationRequested(() => answer(null));
    offer();
    box.show();
  });
}
