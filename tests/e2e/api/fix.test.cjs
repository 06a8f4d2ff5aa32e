const assert = require("node:assert/strict");
const vscode = require("vscode");
const { findingOf, findingsOf, findingsUntil, lineOf, open, ruleOf } = require("./editor.cjs");

describe("Fix with TerraFormer", () => {
  it("changes the text, takes the finding away and adds none", async () => {
    const { document } = await open("storage.tf");
    const finding = await findingOf("CKV_AWS_53", document);
    const before = findingsOf(document.uri).map(ruleOf).sort();

    const actions = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const fix = actions.find(({ title }) => /^Fix with TerraFormer: CKV_AWS_53\b/.test(title));
    assert.ok(fix, `no fix among ${actions.map(({ title }) => title).join("; ")}`);
    assert.match(fix.title, /pass/, "the title says what was checked");
    assert.ok(fix.isPreferred);

    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.lineAt(lineOf(document, "block_public_acls ")).text, /= true$/);
    const after = await findingsUntil("the finding is gone", document.uri, (findings) => {
      const rules = findings.map(ruleOf);
      return !rules.includes("CKV_AWS_53") && rules.length > 0 && rules.sort();
    });
    assert.deepEqual(
      after.filter((rule) => !before.includes(rule)),
      [],
      "no finding is new",
    );
    await vscode.commands.executeCommand("undo");
  });
});
