/**
 * `terraformer/chooseFixes`: the user is shown what is about to change and may leave some of it out.
 * All fixes are ticked at first, so that one key takes them; the editor behind the list shows what
 * the fix at hand changes.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

/** The scheme of the texts with all fixes, which are compared with the user's own. */
const SCHEME = "terraformer-fixes";

/** How often something was asked: the editor keeps the texts of earlier answers for a while. */
let asked = 0;

/** What `terraformer/chooseFixes` brings. */
export interface FixesQuestion {
  readonly title: string;
  readonly description: string;
  readonly fixes: readonly {
    readonly label: string;
    readonly description: string;
    readonly detail: string;
    /** Where to look at it in the file with all fixes, whose lines count from 0. */
    readonly uri: string;
    readonly line: number;
  }[];
  /** The files that change, with all fixes. */
  readonly files: readonly { readonly uri: string; readonly text: string }[];
}

/** Answers by the numbers of the fixes that are taken; null when the user turned away. */
export function chooseFixes(client: Pick<LanguageClient, "protocol2CodeConverter">) {
  return async (question: FixesQuestion, token: vscode.CancellationToken) => {
    asked += 1;
    const query = String(asked);
    const before = (uri: string) => client.protocol2CodeConverter.asUri(uri);
    const after = (uri: string) => before(uri).with({ scheme: SCHEME, query });
    const texts = new Map(question.files.map(({ uri, text }) => [after(uri).toString(), text]));
    const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
    });
    const show = async ({ uri, line }: FixesQuestion["fixes"][number]) => {
      const name = vscode.workspace.asRelativePath(before(uri));
      const selection = new vscode.Range(line, 0, line, 0);
      const options = { preview: false, preserveFocus: true, selection };
      const title = `${name}: before and after the fixes`;
      await vscode.commands.executeCommand("vscode.diff", before(uri), after(uri), title, options);
    };
    try {
      const watched = new Set(question.files.map(({ uri }) => before(uri).toString()));
      return await pick(question, show, watched, token);
    } finally {
      await vscode.window.tabGroups.close(tabsThatShow(query));
      provider.dispose();
    }
  };
}

function pick(
  { title, description, fixes }: FixesQuestion,
  show: (fix: FixesQuestion["fixes"][number]) => Promise<void>,
  watched: ReadonlySet<string>,
  token: vscode.CancellationToken,
) {
  return new Promise<readonly number[] | null>((resolve) => {
    const list = vscode.window.createQuickPick<
      vscode.QuickPickItem & { readonly number: number }
    >();
    list.title = title;
    list.placeholder = description;
    list.canSelectMany = true;
    list.ignoreFocusOut = true;
    list.matchOnDescription = true;
    list.matchOnDetail = true;
    list.items = fixes.map(({ label, description: block, detail }, number) => ({
      label,
      description: block,
      detail,
      number,
    }));
    list.selectedItems = list.items;
    let isAnswered = false;
    // One after the other: the editor shows the fix that was last looked at.
    let shown = Promise.resolve();
    let lookedAt: number | undefined;
    const look = (number: number) => {
      lookedAt = number;
      shown = shown.then(async () => {
        const fix = fixes[number];
        if (fix !== undefined && lookedAt === number && !isAnswered) {
          await show(fix);
        }
      });
    };
    const answer = (numbers: readonly number[] | null) => {
      if (isAnswered) {
        return;
      }
      isAnswered = true;
      for (const listening of [list, changing, cancelling]) {
        listening.dispose();
      }
      void shown.finally(() => resolve(numbers)).catch(() => undefined);
    };
    // The fixes are meant for the texts as they are; the server says so to the user.
    const changing = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && watched.has(document.uri.toString())) {
        answer(null);
      }
    });
    const cancelling = token.onCancellationRequested(() => answer(null));
    list.onDidAccept(() => answer(list.selectedItems.map(({ number }) => number)));
    list.onDidHide(() => answer(null));
    list.onDidChangeActive(([item]) => look(item?.number ?? 0));
    look(0);
    list.show();
  });
}

function tabsThatShow(query: string): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff &&
        input.modified.scheme === SCHEME &&
        input.modified.query === query,
    );
}
