const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const vscode = require("vscode");
const { eventually, everyMoment, findingOf, findingsUntil, open } = require("./editor.cjs");

/** The language servers that this extension host has started. */
function serverPids() {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split(
    "\n",
  );
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(
      (row) =>
        row !== null && Number(row[2]) === process.pid && /terraformer-ls serve/.test(row[3]),
    )
    .map((row) => Number(row[1]));
}

describe("the server", () => {
  it("is the checkout's own, once", () => {
    assert.equal(serverPids().length, 1);
  });

  it("is another one after a restart, and finds the same", async () => {
    const { document } = await open("database.tf");
    await findingOf("CKV_AWS_16", document);
    const [before] = serverPids();
    await vscode.commands.executeCommand("terraformer.restartServer");
    await eventually("the former server ends", [everyMoment], () => {
      const running = serverPids();
      return running.length === 1 && running[0] !== before;
    });
    await findingOf("CKV_AWS_16", document);
  });

  it("is started again when it is killed", async () => {
    const { document } = await open("database.tf");
    const [victim] = serverPids();
    const gone = findingsUntil("findings go", document.uri, (findings) => findings.length === 0);
    process.kill(victim, "SIGKILL");
    await gone;
    await findingOf("CKV_AWS_16", document);
    assert.notEqual(serverPids()[0], victim);
  });
});
