/** A walk through all that users say in their own words: a change, a reason, a new block. */

const REASON = "the shop window is meant to be seen";

/** Opens a file, and puts the cursor into the line that shows `text`. */
async function goToLine(workbench, file, text) {
  await workbench.openFile(file);
  await workbench.line(text).click();
}

export const IN_WORDS = {
  "a change in words touches what they name, and nothing else": async (
    workbench,
    { changed, changeOf, assert },
  ) => {
    await goToLine(workbench, "storage.tf", "local.name}-pictures");
    await workbench.runCommand("TerraFormer: Change with Words…");
    await workbench.answer(
      "TerraFormer: Change with Words",
      "add tag team = platform to the bucket",
    );
    await workbench.line('"platform"').waitFor();
    await workbench.notification("TerraFormer:").waitFor();
    await workbench.picture("changed-with-words");
    await workbench.save("storage.tf");
    assert.deepEqual(changed(), ["storage.tf"]);
    const { removed, added } = changeOf("storage.tf");
    assert.equal(removed, "");
    assert.match(added, /^\s*tags = \{\s*team\s*= "platform"\s*\}\s*$/);
  },

  "a suppression asks for the reason and writes it down": async (
    workbench,
    { changeOf, assert },
  ) => {
    const before = changeOf("storage.tf").added;
    await goToLine(workbench, "storage.tf", "block_public_acls");
    const suppress = await workbench.quickFix("Suppress CKV_AWS_53 here");
    await workbench.picture("suppress-menu");
    await suppress.click();
    await workbench.answer("TerraFormer", REASON);
    await workbench.line(REASON).waitFor();
    await workbench.picture("suppressed");
    await workbench.save("storage.tf");
    const { added } = changeOf("storage.tf");
    assert.ok(!before.includes(REASON));
    assert.match(added, new RegExp(`^ +# checkov:skip=CKV_AWS_53: ${REASON}$`, "m"));
  },

  "a comment becomes a verified configuration below it": async (
    workbench,
    { changed, changeOf, assert },
  ) => {
    await goToLine(workbench, "outputs.tf", "output");
    await workbench.press("Control+End");
    await workbench.type("\n# a private S3 bucket named acme-exports");
    const generate = await workbench.quickFix("Generate with TerraFormer");
    await workbench.picture("generate-menu");
    await generate.click();
    await workbench.line('resource "aws_s3_bucket" "').waitFor();
    await workbench.notification(/TerraFormer: .*pass/).waitFor();
    await workbench.picture("generated-from-comment");
    await workbench.save("outputs.tf");
    assert.ok(changed().includes("outputs.tf"));
    assert.equal(changeOf("outputs.tf").removed, "");
    assert.match(changeOf("outputs.tf").added, /acme-exports/);
  },
};
