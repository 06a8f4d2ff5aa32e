import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { installServer, managedServer, type Wanted } from "./managedEnvironment.ts";
import { runProcess } from "./runProcess.ts";

// With a real Python, a real environment and a real pip: only the package is a small one.

const scratch = mkdtempSync(join(tmpdir(), "terraformer-client-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const WRITE_WHEEL = `
import sys, zipfile
info = "terraformer_ls-0.0.1.dist-info"
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("terraformer_ls.py", "def main(): print('a server')\\n")
    wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: terraformer-ls\\nVersion: 0.0.1\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\\nterraformer-ls = terraformer_ls:main\\n")
    wheel.writestr(f"{info}/RECORD", "")
`;

const wheel = join(scratch, "terraformer_ls-0.0.1-py3-none-any.whl");

before(async () => {
  const wrote = await runProcess("python3", ["-c", WRITE_WHEEL, wheel]);
  assert.deepEqual(wrote, { kind: "finished", code: 0, output: "" });
});

const python = { program: "python3", parameters: [] };

const wantedIn = (folder: string, requirement = wheel): Wanted => ({
  storage: join(scratch, folder),
  requirement,
  platform: process.platform,
});

test("the server is installed once, runs, and is found again until its package changes", async () => {
  const wanted = wantedIn("first");
  assert.equal(await managedServer(wanted), undefined);

  const steps: string[] = [];
  const installation = await installServer(wanted, python, runProcess, {
    signal: new AbortController().signal,
    onStep: (step) => steps.push(step),
  });

  assert.equal(installation.kind, "installed");
  const program = installation.kind === "installed" ? installation.program : "";
  assert.deepEqual(await runProcess(program, []), {
    kind: "finished",
    code: 0,
    output: "a server\n",
  });
  assert.equal(steps[0], "making an environment");
  assert.ok(steps.includes("installing packages"));
  assert.equal(await managedServer(wanted), program);
  assert.equal(await managedServer(wantedIn("first", "terraformer-ls==9.9.9")), undefined);

  utimesSync(wheel, new Date(), new Date(Date.now() + 60_000));
  assert.equal(await managedServer(wanted), undefined, "the wheel was built again");
});

test("a package that can't be installed leaves pip's words and no environment", async () => {
  const broken = join(scratch, "broken-0.0.1-py3-none-any.whl");
  writeFileSync(broken, "not a wheel");
  const wanted = wantedIn("second", broken);

  const installation = await installServer(wanted, python, runProcess, {
    signal: new AbortController().signal,
    onStep: () => undefined,
  });

  assert.equal(installation.kind, "package-failed");
  assert.match(installation.kind === "package-failed" ? installation.output : "", /broken/);
  assert.deepEqual(readdirSync(wanted.storage), []);
});

test("cancelling leaves no environment", async () => {
  const wanted = wantedIn("third");
  const abort = new AbortController();

  const installation = await installServer(wanted, python, runProcess, {
    signal: abort.signal,
    onStep: (step) => {
      if (step === "making an environment") {
        abort.abort();
      }
    },
  });

  assert.deepEqual(installation, { kind: "cancelled" });
  assert.deepEqual(readdirSync(wanted.storage), []);
});
