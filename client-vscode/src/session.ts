/**
 * The running server: started, restarted, stopped, and what it says about itself.
 */

import * as vscode from "vscode";
import { type LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { askText } from "./askText.ts";
import { chooseFixes } from "./chooseFixes.ts";
import { DOCUMENTS } from "./languages.ts";
import { ReliableClient } from "./reliableClient.ts";
import { reportProblem } from "./reportProblem.ts";
import type { ServerProblem } from "./server/explain.ts";
import { obtainServer } from "./server/obtain.ts";
import { SECTION, serverSettings } from "./serverSettings.ts";
import type { Status, StatusItem } from "./status.ts";

export class Session implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #output: vscode.LogOutputChannel;
  readonly #status: StatusItem;
  #client: LanguageClient | undefined;
  /** Starts and stops happen one after the other, however fast they are asked for. */
  #queue: Promise<void> = Promise.resolve();
  /** Ends the start under way, if that still installs: a newer one may need nothing installed. */
  #supersede = new AbortController();

  constructor(
    context: vscode.ExtensionContext,
    output: vscode.LogOutputChannel,
    status: StatusItem,
  ) {
    this.#context = context;
    this.#output = output;
    this.#status = status;
  }

  /** The client, once the start under way has ended; undefined when no server answers then. */
  async client(): Promise<LanguageClient | undefined> {
    await this.#queue;
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  /** Ends the server that runs, if one does, and starts the one that the settings ask for now. */
  restart(): Promise<void> {
    const { signal } = this.#nextStart();
    return this.#afterwards(async () => {
      await this.#stop();
      if (!signal.aborted) {
        await this.#start(signal);
      }
    });
  }

  stop(): Promise<void> {
    this.#supersede.abort();
    return this.#afterwards(() => this.#stop());
  }

  dispose(): void {
    void this.stop();
  }

  #nextStart(): AbortController {
    this.#supersede.abort();
    this.#supersede = new AbortController();
    return this.#supersede;
  }

  #afterwards(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work, work);
    return this.#queue;
  }

  async #start(signal: AbortSignal): Promise<void> {
    const report = (problem: ServerProblem) =>
      reportProblem(problem, this.#output, () => this.restart());
    this.#status.show({ state: "starting" });
    const obtained = await obtainServer(this.#context, this.#output, signal);
    if (signal.aborted) {
      return;
    }
    if (obtained.kind === "problem") {
      this.#status.show({ state: "stopped", message: "The server could not be found." });
      report(obtained.problem);
      return;
    }
    const { program } = obtained;
    const client = new ReliableClient(program, clientOptions(this.#output), () =>
      report({ kind: "died-often", program }),
    );
    client.onNotification("terraformer/status", (status: Status) => this.#status.show(status));
    client.onRequest("terraformer/askText", askText);
    client.onRequest("terraformer/chooseFixes", chooseFixes(client));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) {
        this.#status.show({ state: "starting" });
      } else if (newState === State.Running) {
        this.#status.show({ state: "ready" });
      } else if (newState === State.Stopped) {
        this.#status.show({ state: "stopped", message: "The server has ended." });
      }
    });
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#status.show({ state: "problem", message: "The server did not start." });
      report({ kind: "start-failed", program, reason });
      return;
    }
    if (obtained.isNewlyInstalled) {
      void offerSetUp();
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // A server that never got as far as running has nothing to be told.
    await client?.dispose().catch((error: unknown) => this.#output.debug(String(error)));
  }
}

function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: DOCUMENTS,
    diagnosticCollectionName: "terraformer",
    outputChannel: output,
    traceOutputChannel: output,
    initializationOptions: () => ({
      ...serverSettings(),
      client: { askText: true, chooseFixes: true },
    }),
    middleware: {
      workspace: {
        configuration: async (asked, token, next) => {
          const told = await next(asked, token);
          return Array.isArray(told)
            ? told.map((value: unknown, index) =>
                asked.items[index]?.section === SECTION ? serverSettings() : value,
              )
            : told;
        },
      },
    },
    initializationFailedHandler: () => false,
  };
}

async function offerSetUp(): Promise<void> {
  const setUp = "Set Up";
  const choice = await vscode.window.showInformationMessage(
    "TerraFormer is installed. Download Checkov and the model now? Without them there are no findings of policies, and suggestions come from recipes only.",
    setUp,
    "Later",
  );
  if (choice === setUp) {
    await vscode.commands.executeCommand("terraformer.setUp");
  }
}
