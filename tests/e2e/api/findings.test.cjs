const assert = require("node:assert/strict");
const vscode = require("vscode");
const { findingOf, findingsUntil, lineOf, open } = require("./editor.cjs");

describe("findings", () => {
  it("come from Checkov, with rule, link and place", async () => {
    const { document } = await open("storage.tf");
    const finding = await findingOf("CKV_AWS_53", document);
    assert.match(String(finding.code.target), /^https:\/\//);
    const block = lineOf(document, 'resource "aws_s3_bucket_public_access_block" "pictures"');
    assert.ok(finding.range.start.line >= block && finding.range.end.line <= block + 8);
  });

  it("of the grammar come with the keystroke and go with it", async () => {
    const { document } = await open("outputs.tf");
    const end = document.lineAt(document.lineCount - 1).range.end;
    const broken = new vscode.WorkspaceEdit();
    broken.insert(document.uri, end, '\noutput "unfinished" {\n');
    await vscode.workspace.applyEdit(broken);
    await findingsUntil("a syntax finding", document.uri, (findings) =>
      findings.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    await vscode.commands.executeCommand("undo");
    await findingsUntil("no syntax finding", document.uri, (findings) =>
      findings.every(({ severity }) => severity !== vscode.DiagnosticSeverity.Error),
    );
  });
});
