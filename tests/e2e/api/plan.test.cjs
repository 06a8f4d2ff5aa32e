const assert = require("node:assert/strict");
const vscode = require("vscode");
const { eventually, everyMoment, open } = require("./editor.cjs");

describe("the plan", () => {
  it("is a coloured document, and a lens over each block leads to it", async () => {
    const { document } = await open("storage.tf");
    let titles = [];
    await eventually("lenses", [everyMoment], () => {
      vscode.commands
        .executeCommand("vscode.executeCodeLensProvider", document.uri, 99)
        .then((lenses) => {
          titles = (lenses ?? []).map(({ command }) => command?.title);
        });
      return titles.length > 0;
    });
    assert.ok(titles.includes("+ create"));
    await vscode.commands.executeCommand("terraformer.showPlan");
    await eventually(
      "the plan",
      [vscode.window.onDidChangeActiveTextEditor],
      () => vscode.window.activeTextEditor?.document.uri.scheme === "terraformer-plan",
    );
    const plan = vscode.window.activeTextEditor.document;
    assert.equal(plan.languageId, "diff");
    assert.match(plan.getText(), /^\+ resource "aws_s3_bucket" "pictures" \{$/m);
    assert.match(plan.getText(), /^Plan: \d+ to add, 0 to change, 0 to destroy\.$/m);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
});
