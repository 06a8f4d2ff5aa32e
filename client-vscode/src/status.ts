/**
 * The status bar item: what the server is doing, in one word and one icon.
 */

import * as vscode from "vscode";

/** The server's states (`terraformer/status`), and those it can't tell us since it isn't there. */
export type State = "starting" | "ready" | "working" | "problem" | "stopped";

/** What the server sends as `terraformer/status`. */
export interface Status {
  readonly state: State;
  /** One sentence or a word for the tooltip; may be empty. */
  readonly message?: string;
}

const ICONS: Readonly<Record<State, string>> = {
  starting: "$(loading~spin)",
  ready: "$(verified)",
  working: "$(sync~spin)",
  problem: "$(warning)",
  stopped: "$(circle-slash)",
};

const WORDS: Readonly<Record<State, string>> = {
  starting: "starting",
  ready: "ready",
  working: "verifying",
  problem: "problem",
  stopped: "not running",
};

export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "terraformer.status",
    vscode.StatusBarAlignment.Right,
    100,
  );

  constructor(menuCommand: string) {
    this.#item.name = "TerraFormer";
    this.#item.command = menuCommand;
    this.show({ state: "starting" });
    this.#item.show();
  }

  show({ state, message }: Status): void {
    this.#item.text = `${ICONS[state]} TerraFormer`;
    const tooltip = new vscode.MarkdownString(`**TerraFormer**: ${WORDS[state]}\n\n`);
    if (message !== undefined && message !== "") {
      tooltip.appendText(`${message}\n\n`);
    }
    tooltip.appendMarkdown("Click for its commands.");
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: `TerraFormer: ${WORDS[state]}` };
    this.#item.backgroundColor =
      state === "problem" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  }

  dispose(): void {
    this.#item.dispose();
  }
}
