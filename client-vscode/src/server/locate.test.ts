import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { locateServer, type Places } from "./locate.ts";

const places: Places = {
  configured: "",
  checkout: undefined,
  searchPath: "/usr/local/bin:/usr/bin",
  home: "/home/ada",
  platform: "linux",
};

const has =
  (...programs: readonly string[]) =>
  (path: string) =>
    programs.includes(path);

test("the user's own choice comes first", () => {
  const located = locateServer(
    { ...places, configured: "~/tools/terraformer-ls", checkout: "/src/terraformer" },
    has("/home/ada/tools/terraformer-ls", "/src/terraformer/.venv/bin/terraformer-ls"),
  );
  assert.deepEqual(located, {
    kind: "found",
    program: "/home/ada/tools/terraformer-ls",
    origin: "setting",
  });
});

test("a configured program that isn't there is not replaced by another", () => {
  const located = locateServer(
    { ...places, configured: "/gone/terraformer-ls" },
    has("/usr/bin/terraformer-ls"),
  );
  assert.deepEqual(located, { kind: "configured-missing", program: "/gone/terraformer-ls" });
});

test("a configured name without a folder is looked up on PATH", () => {
  const located = locateServer({ ...places, configured: "tf-ls" }, has("/usr/bin/tf-ls"));
  assert.deepEqual(located, { kind: "found", program: "/usr/bin/tf-ls", origin: "setting" });
});

test("a checkout's server comes before the one on PATH", () => {
  const own = join("/src/terraformer", ".venv", "bin", "terraformer-ls");
  const located = locateServer(
    { ...places, checkout: "/src/terraformer" },
    has(own, "/usr/bin/terraformer-ls"),
  );
  assert.deepEqual(located, { kind: "found", program: own, origin: "checkout" });
});

test("PATH is searched in its order", () => {
  const located = locateServer(
    places,
    has("/usr/bin/terraformer-ls", "/usr/local/bin/terraformer-ls"),
  );
  assert.deepEqual(located, {
    kind: "found",
    program: "/usr/local/bin/terraformer-ls",
    origin: "PATH",
  });
});

test("nowhere is an answer", () => {
  assert.deepEqual(locateServer({ ...places, searchPath: "" }, has()), { kind: "nowhere" });
});
