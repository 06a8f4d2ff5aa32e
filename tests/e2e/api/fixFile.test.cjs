const assert = require("node:assert/strict");
const vscode = require("vscode");
const { eventually, everyMoment, findingOf, open } = require("./editor.cjs");

/** The tab that compares the file with what it would be, while the fixes are shown. */
function previewTab() {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input?.modified?.scheme === "terraformer-fixes");
}

/** Opens a file, asks for its fixes with a preview, and answers once they are shown. */
async function askForFixes() {
  const { document } = await open("database.tf");
  await findingOf("CKV_AWS_16", document);
  const original = document.getText();
  const answer = vscode.commands.executeCommand("terraformer.fix", {
    uri: document.uri.toString(),
    reach: "file",
    preview: true,
  });
  const tab = await eventually("the fixes are shown", [everyMoment], previewTab);
  return { document, original, answer, tab };
}

describe("fixing a file", () => {
  it("makes several fixes at once, and one undo takes all of them back", async () => {
    const { document } = await open("database.tf");
    await findingOf("CKV_AWS_16", document);
    const original = document.getText();

    const answer = await vscode.commands.executeCommand("terraformer.fix", {
      uri: document.uri.toString(),
      reach: "file",
    });
    assert.ok(answer.applied, answer.problem);
    assert.match(document.getText(), /storage_encrypted\s*= true/);
    assert.match(document.getText(), /publicly_accessible\s*= false # until the office VPN works/);

    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), original);
    assert.ok(!document.isDirty);
  });

  it("shows the file with the fixes, makes them all when accepted, and undoes them at once", async () => {
    const { document, original, answer, tab } = await askForFixes();
    const fixed = await vscode.workspace.openTextDocument(tab.input.modified);
    const shown = fixed.getText();
    assert.match(shown, /storage_encrypted\s*= true/);
    assert.equal(document.getText(), original, "nothing is changed yet");

    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    const { applied, problem } = await answer;
    assert.ok(applied, problem);
    assert.equal(document.getText(), shown, "what was shown is what was done");
    await eventually("the preview is closed", [everyMoment], () => previewTab() === undefined);

    await open("database.tf");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), original);
    assert.ok(!document.isDirty);
  });

  it("changes nothing when it is turned away", async () => {
    const { document, original, answer } = await askForFixes();
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    const { applied, problem } = await answer;
    assert.ok(!applied);
    assert.match(problem, /Nothing was changed/);
    assert.equal(document.getText(), original);
    await eventually("the preview is closed", [everyMoment], () => previewTab() === undefined);
  });

  it("changes nothing, and says why, when the text changes meanwhile", async () => {
    const { document, original, answer } = await askForFixes();
    const typing = new vscode.WorkspaceEdit();
    typing.insert(document.uri, new vscode.Position(0, 0), "# typed meanwhile\n");
    await vscode.workspace.applyEdit(typing);
    const { applied, problem } = await answer;
    assert.ok(!applied);
    assert.match(problem, /changed meanwhile/);
    assert.equal(document.getText(), `# typed meanwhile\n${original}`);

    await open("database.tf");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), original);
  });
});
