/** VS Code's window as a user sees it: what is on the screen, and the keys that change it. */

import { join } from "node:path";

/** How long something may take to appear. Only a failure waits for so long. */
const PATIENCE = 90_000;

/** After this time a question for quick fixes stays without an answer: the server gives up before. */
const UNANSWERED = 8_000;

export class Workbench {
  #page;
  #pictures;
  #taken = 0;

  /** @param {import("playwright-core").Page} page */
  constructor(page, pictures) {
    this.#page = page;
    this.#pictures = pictures;
    page.setDefaultTimeout(PATIENCE);
  }

  /** Opens the window on a folder. */
  async open(port, folder) {
    const address = new URL(`http://127.0.0.1:${port}/`);
    address.searchParams.set("folder", folder);
    await this.#page.goto(address.href);
    await this.#page.locator(".monaco-workbench").waitFor();
    await this.#page.getByRole("treeitem").first().waitFor();
  }

  /** Saves what the screen shows, numbered, and answers with the file's path. */
  async picture(name) {
    this.#taken += 1;
    const path = join(this.#pictures, `${String(this.#taken).padStart(2, "0")}-${name}.png`);
    await this.#page.screenshot({ path });
    return path;
  }

  press(key) {
    return this.#page.keyboard.press(key);
  }

  type(text) {
    return this.#page.keyboard.type(text);
  }

  /** Opens a file of the folder by its name. */
  async openFile(name) {
    await this.press("Control+p");
    await this.#choose(name, name);
    await this.tab(name).waitFor();
    await this.#page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** Runs a command of the palette by its whole title. */
  async runCommand(title) {
    await this.press("F1");
    await this.#choose(title, title);
  }

  /** Puts the cursor into a line and column, both from 1. */
  async goTo(line, column) {
    await this.press("Control+g");
    await this.#input().waitFor();
    await this.type(`${line}:${column}`);
    await this.#page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await this.press("Enter");
    await this.#input().waitFor({ state: "hidden" });
  }

  /** Types into the quick pick that is open and takes the row with `label`. */
  async #choose(text, label) {
    await this.#input().waitFor();
    await this.type(text);
    const row = this.#page
      .locator(".quick-input-list .monaco-list-row", { hasText: label })
      .first();
    await row.waitFor();
    await row.click();
  }

  #input() {
    return this.#page.locator(".quick-input-widget:visible input:visible").first();
  }

  /** Answers the input box that has this title. */
  async answer(title, text) {
    const box = this.#page.locator(".quick-input-widget:visible", { hasText: title });
    await box.locator("input:visible").first().fill(text);
    await this.press("Enter");
  }

  /** The active tab, when it is the one of `name`. */
  tab(name) {
    return this.#page.locator(".tab.active", { hasText: name });
  }

  /** The active tab, when it is the one of `name` and has nothing unsaved. */
  savedTab(name) {
    return this.#page.locator(".tab.active:not(.dirty)", { hasText: name });
  }

  /** Saves a file as soon as it is the active editor's and has something unsaved. */
  async save(name) {
    await this.#page.locator(".tab.active.dirty", { hasText: name }).waitFor();
    await this.press("Control+s");
    await this.savedTab(name).waitFor();
  }

  /** The line of the active editor that shows `text`. */
  line(text) {
    return this.#page
      .locator(".editor-group-container.active .view-line", { hasText: text })
      .first();
  }

  /** The colours in which a line is drawn. */
  async coloursOf(text) {
    const colours = await this.line(text).evaluate((line) =>
      [...line.querySelectorAll("span > span")].map((part) => getComputedStyle(part).color),
    );
    return new Set(colours);
  }

  statusItem(text) {
    return this.#page.locator(".statusbar-item", { hasText: text }).first();
  }

  notifications() {
    return this.#page.locator(".notification-toast");
  }

  notification(text) {
    return this.#page.locator(".notification-toast", { hasText: text }).first();
  }

  hover(text) {
    return this.#page.locator(".monaco-hover:visible", { hasText: text }).first();
  }

  /**
   * Opens the quick fixes of the cursor's line and answers with the one that has `text`.
   *
   * A fix that is still being verified isn't offered yet, and findings that arrive meanwhile make
   * VS Code drop the question: whoever wants the fix asks again, and so do we.
   */
  async quickFix(text) {
    const fix = this.#page.locator(".action-widget .monaco-list-row", { hasText: text }).first();
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      await this.press("Control+.");
      const isThere = await fix.waitFor({ timeout: UNANSWERED }).then(
        () => true,
        () => false,
      );
      if (isThere) {
        return fix;
      }
      await this.press("Escape"); // In an open menu, the same keys would take its first action.
    }
    throw new Error(`no quick fix with ${text}`);
  }

  ghostText() {
    return this.#page.locator(".editor-group-container.active [class*='ghost-text']").first();
  }

  /** Waits until ghost text is shown that does not have `text`. */
  async untilGhostTextLacks(text) {
    await this.#page.waitForFunction((unwanted) => {
      const shown = [
        ...document.querySelectorAll(".editor-group-container.active [class*='ghost-text']"),
      ];
      const said = shown.map(({ textContent }) => textContent.trim()).join("");
      return said !== "" && !said.includes(unwanted);
    }, text);
  }

  /** The quick pick that has this title. */
  quickPick(title) {
    return this.#page.locator(".quick-input-widget:visible", { hasText: title });
  }

  /** The rows of the quick pick that are, or are not, ticked. */
  quickPickRows(isTicked) {
    return this.#page.locator(`.quick-input-list .monaco-list-row[aria-checked="${isTicked}"]`);
  }

  quickPickRow(text) {
    return this.#page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }

  /** Waits until the line with `text` is, or is no more, underlined as an error. */
  async untilUnderlined(text, isUnderlined) {
    await this.#page.waitForFunction(
      ([wanted, expected]) => {
        const editor = document.querySelector(".editor-group-container.active .monaco-editor");
        const plain = (element) => element.textContent.replace(/\s+/g, " ");
        const line = [...editor.querySelectorAll(".view-line")].find((candidate) =>
          plain(candidate).includes(wanted),
        );
        const overlays = [...editor.querySelectorAll(".view-overlays > div")];
        const overlay = overlays.find((candidate) => candidate.style.top === line?.style.top);
        const underlined = overlay?.querySelector(".squiggly-error") != null;
        return line !== undefined && underlined === expected;
      },
      [text, isUnderlined],
    );
  }
}
