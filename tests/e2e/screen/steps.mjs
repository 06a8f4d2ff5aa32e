/** The walks through the window, step by step; each step leaves a picture. */

const FINDING = "storage_encrypted = false";
const FIXED = "storage_encrypted = true";

/** What a user does on the first day. */
export const FIRST_DAY = {
  "a squiggle appears under what Checkov found": async (workbench) => {
    await workbench.openFile("database.tf");
    await workbench.untilUnderlined(FINDING, true);
    await workbench.statusItem("TerraFormer").waitFor();
    await workbench.picture("squiggles");
  },

  "hovering explains the finding": async (workbench) => {
    await workbench.line(FINDING).hover({ position: { x: 60, y: 8 } });
    await workbench.hover("CKV_AWS_16").waitFor();
    await workbench.picture("hover");
  },

  "the quick fix changes the text and the squiggle goes": async (workbench) => {
    await workbench.line(FINDING).click();
    const fix = await workbench.quickFix("Fix with TerraFormer: CKV_AWS_16");
    await workbench.picture("quick-fix-menu");
    await fix.click();
    await workbench.line(FIXED).waitFor();
    await workbench.untilUnderlined(FIXED, false);
    await workbench.picture("fixed");
  },

  "of ghost text a word can be taken, and the rest stays; Tab takes it": async (workbench) => {
    await workbench.openFile("main.tf");
    await workbench.line("locals").click();
    await workbench.press("Control+End");
    await workbench.type('\nresource "aws_ebs_volume" "backups" {\n');
    await workbench.ghostText().waitFor();
    await workbench.picture("ghost-text");
    await workbench.press("Control+ArrowRight");
    await workbench.untilGhostTextLacks("availability_zone");
    await workbench.line("availability_zone").waitFor();
    await workbench.picture("ghost-text-by-word");
    await workbench.press("Tab");
    await workbench.line('availability_zone = "${var.region}a"').waitFor();
    await workbench.picture("ghost-text-accepted");
  },

  "nothing is written until it is saved, and then only that file": async (
    workbench,
    { changed, assert },
  ) => {
    assert.deepEqual(changed(), []);
    await workbench.openFile("database.tf");
    await workbench.save("database.tf");
    assert.deepEqual(changed(), ["database.tf"]);
  },

  "words become a configuration in a new document, with its evidence": async (workbench) => {
    await workbench.runCommand("TerraFormer: Generate from Words…");
    await workbench.answer(
      "TerraFormer: Generate from Words",
      "a private S3 bucket with versioning",
    );
    const asNew = workbench.quickPickRow("Open as a new document");
    await asNew.waitFor();
    await workbench.picture("where-to");
    await asNew.click();
    await workbench.notification("Generating").waitFor();
    await workbench.picture("generating");
    await workbench.tab("Untitled").waitFor();
    await workbench.notification(/TerraFormer: .*pass/).waitFor();
    await workbench.picture("generated");
  },

  "the status bar opens the commands": async (workbench) => {
    await workbench.statusItem("TerraFormer").click();
    await workbench.quickPickRow("Restart Server").waitFor();
    await workbench.picture("menu");
  },
};

/** What a user meets whose machine has no server and no Python. */
export const NO_PYTHON = {
  "without Python, a message says what is missing and offers what helps": async (workbench) => {
    await workbench.openFile("database.tf");
    const message = workbench.notification("needs Python 3.11 or newer, and none was found");
    await message.waitFor();
    await message.getByRole("button", { name: "Open Settings" }).waitFor();
    await workbench.picture("no-python");
  },

  "the file is coloured all the same": async (workbench, { assert }) => {
    const colours = await workbench.coloursOf(FINDING);
    assert.ok(colours.size >= 3, `one line in ${colours.size} colours`);
  },
};

/** What a user meets whose server is no server. */
export const BROKEN_SERVER = {
  "a server that ends at once is reported once, with what helps": async (workbench, { assert }) => {
    await workbench.openFile("database.tf");
    const message = workbench.notification("did not start");
    await message.waitFor();
    await message.getByRole("button", { name: "Show Output" }).waitFor();
    assert.equal(await workbench.notifications().count(), 1);
    await workbench.picture("broken-server");
  },
};

/** What a user sees who has OpenTofu's extension as well. */
export const BESIDE_OPENTOFU = {
  "files keep OpenTofu's language, and TerraFormer's findings": async (workbench) => {
    await workbench.openFile("database.tf");
    await workbench.statusItem("OpenTofu").waitFor();
    await workbench.untilUnderlined(FINDING, true);
    await workbench.picture("opentofu");
  },
};
