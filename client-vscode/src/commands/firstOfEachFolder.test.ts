import assert from "node:assert/strict";
import { test } from "node:test";
import { firstOfEachFolder } from "./firstOfEachFolder.ts";

test("each folder is there once, whatever the order", () => {
  assert.deepEqual(firstOfEachFolder(["/a/modules/n/x.tf", "/a/main.tf", "/a/iam.tf", "/b/z.tf"]), [
    "/a/iam.tf",
    "/a/modules/n/x.tf",
    "/b/z.tf",
  ]);
});
