/** The walk through the window, step by step; each leaves a picture. */

const FINDING = "storage_encrypted = false";
const FIXED = "storage_encrypted = true";

export const STEPS = {
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
    await workbench.press("Control+.");
    const fix = workbench.quickFix("Fix with TerraFormer: CKV_AWS_16");
    await fix.waitFor();
    await workbench.picture("quick-fix-menu");
    await fix.click();
    await workbench.line(FIXED).waitFor();
    await workbench.untilUnderlined(FIXED, false);
    await workbench.picture("fixed");
  },

  "ghost text is shown, and Tab accepts it": async (workbench) => {
    await workbench.openFile("main.tf");
    await workbench.line("locals").click();
    await workbench.press("Control+End");
    await workbench.type('\nresource "aws_ebs_volume" "backups" {\n');
    await workbench.ghostText().waitFor();
    await workbench.picture("ghost-text");
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
    await workbench.press("Control+s");
    await workbench.savedTab("database.tf").waitFor();
    assert.deepEqual(changed(), ["database.tf"]);
  },

  "words become a configuration in a new document": async (workbench) => {
    await workbench.runCommand("TerraFormer: Generate from Words…");
    await workbench.answer("a private S3 bucket with versioning");
    await workbench.picture("generating");
    await workbench.pick("Open as a new document");
    await workbench.tab("Untitled").waitFor();
    await workbench.line("aws_s3_bucket").waitFor();
    await workbench.picture("generated");
  },

  "the status bar opens the commands": async (workbench) => {
    await workbench.statusItem("TerraFormer").click();
    await workbench.quickPickRow("Restart Server").waitFor();
    await workbench.picture("menu");
    await workbench.press("Escape");
  },
};
