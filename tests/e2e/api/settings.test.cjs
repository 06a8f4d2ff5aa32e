const vscode = require("vscode");
const { findingOf, findingsUntil, open } = require("./editor.cjs");

describe("settings", () => {
  const settings = () => vscode.workspace.getConfiguration("terraformer");
  const set = (value) => settings().update("stages", value, vscode.ConfigurationTarget.Global);

  afterEach(() => set(undefined));

  it("reach the server while it runs", async () => {
    const { document } = await open("database.tf");
    await findingOf("CKV_AWS_16", document);
    const gone = findingsUntil(
      "no policy findings",
      document.uri,
      (findings) => findings.length === 0,
    );
    await set(["syntax"]);
    await gone;
    await set(undefined);
    await findingOf("CKV_AWS_16", document);
  });
});
