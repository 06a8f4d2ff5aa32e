import assert from "node:assert/strict";
import { test } from "node:test";
import { wantsLanguageFeatures } from "./languageFeatures.ts";

test("language features are off beside another extension, unless the user says otherwise", () => {
  assert.equal(wantsLanguageFeatures(undefined, false), true);
  assert.equal(wantsLanguageFeatures(undefined, true), false);
  assert.equal(wantsLanguageFeatures(true, true), true);
  assert.equal(wantsLanguageFeatures(false, false), false);
});
