// Bundles the extension into dist/, with the grammar beside it.
//
//   node scripts/build.mjs [--production] [--watch]
//
// The grammar is HashiCorp's own (MPL-2.0), as published in `tm-grammars`; docs/editors.md says why
// it is that one. It is copied here rather than kept in the repository, so that the lock file says
// exactly which revision ships.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const client = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(client, "dist");
const production = process.argv.includes("--production");

/** HashiCorp's licence text, cut out of the notices of the package that carries the grammar. */
function grammarLicence() {
  const notices = readFileSync(join(client, "node_modules/tm-grammars/NOTICE"), "utf8");
  const section = notices
    .split(/^={80,}$/m)
    .find((part) => /^Files:.*\bterraform\.json\b/m.test(part));
  if (section === undefined) {
    throw new Error(
      "tm-grammars no longer carries the licence of terraform.json: look what changed",
    );
  }
  return section.trim();
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
copyFileSync(
  join(client, "node_modules/tm-grammars/grammars/terraform.json"),
  join(dist, "terraform.tmGrammar.json"),
);
writeFileSync(join(dist, "terraform.tmGrammar.LICENSE.txt"), `${grammarLicence()}\n`);

const options = {
  absWorkingDir: client,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.cjs",
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  external: ["vscode"],
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "eof",
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options);
}
