// What the tests do in the editor, and how they wait: always for an event of VS Code's, up to a
// deadline that only a failure meets.

const vscode = require("vscode");

const DEADLINE = 90_000;

/** The URI of a file of the open folder. */
function fileUri(path) {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, path);
}

/** Opens a file of the folder in an editor. */
async function open(path) {
  return await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(fileUri(path)),
  );
}

/**
 * The first truthy answer of `look`, asked now and after each event.
 *
 * @template T
 * @param {string} what for the message of a failure
 * @param {readonly vscode.Event<unknown>[]} events
 * @param {() => T | undefined | false} look
 * @returns {Promise<T>}
 */
function eventually(what, events, look) {
  return new Promise((resolve, reject) => {
    const listening = [];
    const finish = (settle, value) => {
      clearTimeout(deadline);
      for (const listener of listening) {
        listener.dispose();
      }
      settle(value);
    };
    const deadline = setTimeout(
      () => finish(reject, new Error(`never happened: ${what}`)),
      DEADLINE,
    );
    const check = () => {
      const seen = look();
      if (seen) {
        finish(resolve, seen);
      }
    };
    for (const event of events) {
      listening.push(event(check));
    }
    check();
  });
}

/** For what VS Code has no event for: a few looks a second. */
function everyMoment(listener) {
  const timer = setInterval(listener, 200);
  return { dispose: () => clearInterval(timer) };
}

/** TerraFormer's findings of a document. */
function findingsOf(uri) {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "TerraFormer");
}

/** The rule's id, whether the finding links to its page or not. */
function ruleOf(diagnostic) {
  return typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
}

/** Waits until the document's findings are as `look` wants, and answers with what it answers. */
function findingsUntil(what, uri, look) {
  return eventually(what, [vscode.languages.onDidChangeDiagnostics], () => look(findingsOf(uri)));
}

/** Waits for a finding of a rule at a line that matches `pattern`, if one is given. */
function findingOf(rule, document, pattern = /./) {
  return findingsUntil(`${rule} in ${document.fileName}`, document.uri, (findings) =>
    findings.find(
      (finding) =>
        ruleOf(finding) === rule && pattern.test(document.lineAt(finding.range.start.line).text),
    ),
  );
}

/** The line that contains `text`. */
function lineOf(document, text) {
  const lines = document.getText().split(/\r?\n/);
  const line = lines.findIndex((candidate) => candidate.includes(text));
  if (line < 0) {
    throw new Error(`${document.fileName} has no line with ${text}`);
  }
  return line;
}

module.exports = {
  eventually,
  everyMoment,
  fileUri,
  findingOf,
  findingsOf,
  findingsUntil,
  lineOf,
  open,
  ruleOf,
};
