const assert = require("node:assert/strict");
const vscode = require("vscode");
const { open } = require("./editor.cjs");

describe("languages", () => {
  it("are HashiCorp's two, and no second one for the same files", async () => {
    assert.equal((await open("main.tf")).document.languageId, "terraform");
    assert.equal((await open("terraform.tfvars")).document.languageId, "terraform-vars");
    const ours = (await vscode.languages.getLanguages()).filter((id) =>
      /terraform|tofu|hcl/.test(id),
    );
    assert.deepEqual(ours.sort(), ["terraform", "terraform-vars"]);
  });

  it("OpenTofu's file names are Terraform too", async () => {
    const untitled = vscode.Uri.parse("untitled:/nowhere/main.tofu");
    const document = await vscode.workspace.openTextDocument(untitled);
    assert.equal(document.languageId, "terraform");
  });
});
