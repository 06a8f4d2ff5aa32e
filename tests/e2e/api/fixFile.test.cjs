const assert = require("node:assert/strict");
const vscode = require("vscode");
const { findingOf, open } = require("./editor.cjs");

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
});
