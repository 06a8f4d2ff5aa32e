/**
 * The server's program, as the user's machine has it: found, or installed with progress.
 */

import { accessSync, constants, existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ServerProblem } from "./explain.ts";
import { locateServer } from "./locate.ts";
import { installServer, managedServer, type Wanted } from "./managedEnvironment.ts";
import { findPython, type PythonCommand, pythonCandidates } from "./python.ts";
import { runProcess } from "./runProcess.ts";

export type Obtained =
  | { readonly kind: "ready"; readonly program: string; readonly isNewlyInstalled: boolean }
  | { readonly kind: "problem"; readonly problem: ServerProblem };

/**
 * Finds the server, and installs it into an environment of the extension's own when it is nowhere.
 * The signal ends an installation, as the user's own cancelling does.
 */
export async function obtainServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  signal: AbortSignal,
): Promise<Obtained> {
  const settings = vscode.workspace.getConfiguration("terraformer.server");
  const located = locateServer(
    {
      configured: settings.get("path", "").trim(),
      checkout: checkoutAround(context),
      searchPath: process.env.PATH ?? "",
      home: homedir(),
      platform: process.platform,
    },
    isProgram,
  );
  if (located.kind === "configured-missing") {
    return { kind: "problem", problem: located };
  }
  if (located.kind === "found") {
    output.info(`Server: ${located.program} (from ${located.origin})`);
    return { kind: "ready", program: located.program, isNewlyInstalled: false };
  }
  const wanted: Wanted = {
    storage: context.globalStorageUri.fsPath,
    requirement: settings.get("package", "").trim() || releaseOf(context),
    platform: process.platform,
  };
  const present = await managedServer(wanted);
  if (present !== undefined) {
    output.info(`Server: ${present} (the extension's own)`);
    return { kind: "ready", program: present, isNewlyInstalled: false };
  }
  const named = settings.get("python", "").trim();
  const search = await findPython(pythonCandidates(named, process.platform), runProcess);
  if (search.kind !== "found") {
    return { kind: "problem", problem: search };
  }
  output.info(`Python: ${search.python.program} ${search.version}`);
  return await install(wanted, search.python, output, signal);
}

async function install(
  wanted: Wanted,
  python: PythonCommand,
  output: vscode.LogOutputChannel,
  signal: AbortSignal,
): Promise<Obtained> {
  const installation = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: "Installing TerraFormer's server",
      cancellable: true,
    },
    (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return installServer(wanted, python, runProcess, {
        signal: AbortSignal.any([abort.signal, signal]),
        onStep: (step) => {
          output.info(`Installing the server: ${step}`);
          progress.report({ message: step });
        },
      });
    },
  );
  if (installation.kind !== "installed") {
    return { kind: "problem", problem: installation };
  }
  output.info(`Server: ${installation.program} (installed just now)`);
  return { kind: "ready", program: installation.program, isNewlyInstalled: true };
}

function releaseOf(context: vscode.ExtensionContext): string {
  const manifest: unknown = context.extension.packageJSON;
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest
      ? String(manifest.version)
      : "";
  return `terraformer-ls==${version}`;
}

/** The checkout that the extension is developed in; never that of an installed extension. */
function checkoutAround(context: vscode.ExtensionContext): string | undefined {
  if (context.extensionMode === vscode.ExtensionMode.Production) {
    return undefined;
  }
  const around = join(context.extensionPath, "..");
  return existsSync(join(around, "server", "terraformer_ls")) ? around : undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
