const assert = require("node:assert/strict");
const vscode = require("vscode");
const { findingOf, open } = require("./editor.cjs");

describe("fixing a module", () => {
  it("makes the fixes of all its files at once", async () => {
    const storage = (await open("storage.tf")).document;
    const database = (await open("database.tf")).document;
    await findingOf("CKV_AWS_53", storage);
    await findingOf("CKV_AWS_16", database);
    const answer = await vscode.commands.executeCommand("terraformer.fix", {
      uri: database.uri.toString(),
      reach: "module",
    });
    assert.ok(answer.applied, answer.problem);
    assert.match(storage.getText(), /block_public_acls\s*= true/);
    assert.match(database.getText(), /storage_encrypted\s*= true/);
    assert.match(database.getText(), /publicly_accessible\s*= false # until the office VPN works/);

    // Undoing it asks whether the other files go with it; going back to what is on disk asks nothing.
    const changed = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
    assert.ok(changed.includes(storage) && changed.includes(database));
    for (const document of changed) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.files.revert");
      assert.ok(!document.isDirty);
    }
  });
});
