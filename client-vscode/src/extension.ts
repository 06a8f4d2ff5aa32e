/**
 * TerraFormer for VS Code: starts the language server and gives its commands a place in the
 * editor. What is verified, proposed or generated is the server's business.
 */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { CommandId } from "./commands/catalogue.ts";
import { changeWithWords } from "./commands/change.ts";
import { showDoctor } from "./commands/doctor.ts";
import { fixFile, fixModule } from "./commands/fixAll.ts";
import { fixFinding } from "./commands/fixFinding.ts";
import { generateFromWords } from "./commands/generate.ts";
import { showMenu } from "./commands/menu.ts";
import { setUp } from "./commands/setUp.ts";
import { showPlan } from "./commands/showPlan.ts";
import { verifyWorkspace } from "./commands/verifyWorkspace.ts";
import { yieldToOpenTofu } from "./languages.ts";
import { Session } from "./session.ts";
import { StatusItem } from "./status.ts";

const MENU = "terraformer.showMenu";

/** Settings that a running server does not learn of. */
const READ_AT_START = ["terraformer.server", "terraformer.languageFeatures"];

let session: Session | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("TerraFormer", { log: true });
  const status = new StatusItem(MENU);
  const running = new Session(context, output, status);
  session = running;

  /** A command that needs the server says so when there is none. */
  const withServer = (command: (client: LanguageClient) => Promise<void>) => async () => {
    const client = await running.client();
    if (client === undefined) {
      const restart = "Restart Server";
      const message = "TerraFormer's server isn't running.";
      if ((await vscode.window.showWarningMessage(message, restart)) === restart) {
        await running.restart();
      }
      return;
    }
    await command(client);
  };
  const commands: Readonly<Record<CommandId | typeof MENU, () => unknown>> = {
    "terraformer.verifyWorkspace": withServer(verifyWorkspace),
    "terraformer.fixFinding": fixFinding,
    "terraformer.fixFile": withServer(fixFile),
    "terraformer.fixModule": withServer(fixModule),
    "terraformer.changeWithWords": withServer(changeWithWords),
    "terraformer.generateFromWords": withServer(generateFromWords),
    "terraformer.showPlan": withServer(showPlan),
    "terraformer.setUp": withServer(setUp),
    "terraformer.showDoctor": withServer(showDoctor),
    "terraformer.restartServer": () => running.restart(),
    "terraformer.showOutput": () => output.show(),
    "terraformer.openSettings": () =>
      vscode.commands.executeCommand(
        "workbench.action.openSettings",
        "@ext:terraformer.terraformer",
      ),
    [MENU]: showMenu,
  };

  context.subscriptions.push(
    output,
    status,
    running,
    yieldToOpenTofu(),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    vscode.workspace.onDidChangeConfiguration((change) =>
      READ_AT_START.some((section) => change.affectsConfiguration(section))
        ? running.restart()
        : undefined,
    ),
  );
  // Not awaited: an installation may take minutes, and the commands have to work meanwhile.
  void running.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
