import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CATALOGUE } from "./commands/catalogue.ts";

// VS Code wants in package.json what the code, and the server, also know: here they are compared.

const client = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(client, "package.json"), "utf8"));

test("the palette offers the commands of the catalogue", () => {
  const declared = manifest.contributes.commands
    .filter(({ command }: { command: string }) => command !== "terraformer.showMenu")
    .map(({ command, title, icon }: Record<string, string>) => ({ id: command, title, icon }));
  assert.deepEqual(
    declared,
    CATALOGUE.map((entry) => ({ ...entry, icon: `$(${entry.icon})` })),
  );
});

test("every setting of the server is offered, with the server's default", {
  skip: existsSync(python()) ? false : "the server isn't set up here",
}, () => {
  const ask = `
import dataclasses, json
from terraformer_ls.settings import Settings
print(json.dumps({f.name: f.default for f in dataclasses.fields(Settings)}))
`;
  const expected: Record<string, unknown> = JSON.parse(
    execFileSync(python(), ["-c", ask], { encoding: "utf8" }),
  );
  delete expected.trusted; // told by the editor itself, see serverSettings.ts
  const offered: Record<string, unknown> = {};
  for (const { properties } of manifest.contributes.configuration) {
    for (const [key, { type, default: value }] of Object.entries<Setting>(properties)) {
      const name = key
        .replace("terraformer.", "")
        .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
        .replaceAll(".", "_");
      if (!/^(server|trace)_/.test(name)) {
        offered[name] = type === "object" ? Object.entries(value as object) : value;
      }
    }
  }
  assert.deepEqual(offered, expected);
});

interface Setting {
  readonly type: string;
  readonly default: unknown;
}

function python(): string {
  const windows = process.platform === "win32";
  return join(client, "..", ".venv", windows ? "Scripts/python.exe" : "bin/python");
}
