/** A walk through the fixes of a file: turned away, taken in part, undone, taken as they come. */

const FILE = "database.tf";
const TITLE = "Fix the file with TerraFormer";
const LEFT_OUT = "Set `publicly_accessible` to false";

/** Asks for all fixes of the file and waits until they are shown, with the diff behind them. */
async function askForFixes(workbench) {
  await workbench.runCommand("TerraFormer: Fix File");
  await workbench.quickPick(TITLE).waitFor();
  await workbench.tab("before and after the fixes").waitFor();
}

export const PREVIEWED = {
  "all fixes are shown, each ticked and with its evidence": async (workbench, { assert }) => {
    await workbench.openFile(FILE);
    await workbench.untilUnderlined("storage_encrypted = false", true);
    await askForFixes(workbench);
    const row = workbench.quickPickRow("Set `storage_encrypted` to true");
    await row.waitFor();
    assert.match(await row.textContent(), /fixes CKV_AWS_16; .*pass/);
    assert.equal(await workbench.quickPickRows(false).count(), 0);
    assert.ok((await workbench.quickPickRows(true).count()) > 5);
    await workbench.picture("fixes-with-evidence");
  },

  "turned away, nothing changes": async (workbench) => {
    await workbench.press("Escape");
    await workbench.notification("Nothing was changed").waitFor();
    await workbench.savedTab(FILE).waitFor();
    await workbench.line("storage_encrypted = false").waitFor();
    await workbench.picture("turned-away");
  },

  "what is left out is not there, and all the rest is": async (workbench) => {
    await askForFixes(workbench);
    await workbench.quickPickRow(LEFT_OUT).click();
    await workbench.picture("one-left-out");
    await workbench.press("Enter");
    await workbench.notification("findings fixed").waitFor();
    await workbench.line("storage_encrypted = true").waitFor();
    await workbench.line(/backup_retention_period\s+=\s7/).waitFor();
    await workbench.line(/publicly_accessible\s+=\strue\s#/).waitFor();
    await workbench.picture("all-but-one");
  },

  "one undo takes all of them back": async (workbench) => {
    await workbench.line("storage_encrypted = true").click();
    await workbench.press("Control+z");
    await workbench.line("storage_encrypted = false").waitFor();
    await workbench.line(/backup_retention_period\s+=\s0/).waitFor();
    await workbench.savedTab(FILE).waitFor();
  },

  "who just says yes gets every fix": async (workbench, { changed, changeOf, assert }) => {
    await askForFixes(workbench);
    await workbench.press("Enter");
    await workbench.line("storage_encrypted = true").waitFor(); // which the diff shows, too
    await workbench.save(FILE);
    await workbench.picture("all-fixed");
    assert.deepEqual(changed(), [FILE]);
    const { added } = changeOf(FILE);
    assert.match(added, /publicly_accessible\s+= false # until the office VPN works/);
    assert.match(added, /backup_retention_period\s+= 7/);
  },
};
