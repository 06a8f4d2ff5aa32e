const assert = require("node:assert/strict");
const vscode = require("vscode");
const { eventually, findingsOf, fileUri, open } = require("./editor.cjs");

describe("commands", () => {
  it("Verify Workspace finds what is in modules that nobody has opened", async () => {
    await vscode.commands.executeCommand("terraformer.verifyWorkspace");
    const unopened = fileUri("modules/network/main.tf");
    await eventually("findings of a module", [vscode.languages.onDidChangeDiagnostics], () =>
      findingsOf(unopened).some(({ code }) => code.value === "CKV_AWS_130"),
    );
  });

  it("Doctor shows what is installed", async () => {
    await vscode.commands.executeCommand("terraformer.showDoctor");
    const { document } = vscode.window.activeTextEditor;
    assert.ok(document.isUntitled);
    assert.match(document.getText(), /terraformer-ls\s+\d+\.\d+/);
    assert.match(document.getText(), /checkov/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("the server turns words into a configuration with its evidence", async () => {
    await open("main.tf");
    const generated = await vscode.commands.executeCommand("terraformer.generate", {
      words: "a private S3 bucket with versioning",
    });
    assert.match(generated.text, /resource "aws_s3_bucket"/);
    assert.match(generated.text, /versioning/);
    assert.match(generated.evidence, /\bpass(es)?\b/);
  });
});
