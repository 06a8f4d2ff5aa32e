// VS Code's extension host loads this and calls `run`. Results go to a file, since the host that
// reads them is another process; whoever starts VS Code names it in TERRAFORMER_E2E_RESULTS, and
// what of the tests to run in TERRAFORMER_E2E_NAMES.

const { writeFileSync } = require("node:fs");
const { readdirSync } = require("node:fs");
const { join } = require("node:path");
const Mocha = require("mocha");

exports.run = function run() {
  const mocha = new Mocha({ ui: "bdd", timeout: 120_000, reporter: Quiet });
  const wanted = JSON.parse(process.env.TERRAFORMER_E2E_NAMES);
  const isWanted = (name) => wanted.length === 0 || wanted.some((part) => name.includes(part));
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith(".test.cjs") && isWanted(name)) {
      mocha.addFile(join(__dirname, name));
    }
  }
  const results = [];
  return new Promise((resolve, reject) => {
    mocha
      .run((failures) => {
        writeFileSync(process.env.TERRAFORMER_E2E_RESULTS, JSON.stringify(results));
        failures === 0 ? resolve() : reject(new Error(`${failures} failed`));
      })
      .on("pass", (test) => results.push({ title: test.fullTitle(), milliseconds: test.duration }))
      .on("fail", (test, error) =>
        results.push({ title: test.fullTitle(), error: error.stack ?? String(error) }),
      );
  });
};

function Quiet() {}
