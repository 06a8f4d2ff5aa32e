/**
 * Sends one of the server's own commands, with progress that the user sees and can cancel.
 */

import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  type LanguageClient,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
} from "vscode-languageclient/node";

export type Answer = { readonly kind: "answered"; readonly value: unknown } | { kind: "cancelled" };

/**
 * What the server says under the request's own progress token is shown in a notification, until it
 * says that the work has ended: it may ask the user something before it answers.
 */
export async function askServer(
  client: LanguageClient,
  command: string,
  parameters: Readonly<Record<string, unknown>>,
  title: string,
): Promise<Answer> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title, cancellable: true };
  return new Promise((resolve, reject) => {
    void vscode.window.withProgress(
      options,
      (progress, cancellation) =>
        new Promise<void>((end) => {
          ask(client, command, parameters, progress, cancellation, end)
            .then(resolve, reject)
            .finally(end);
        }),
    );
  });
}

async function ask(
  client: LanguageClient,
  command: string,
  parameters: Readonly<Record<string, unknown>>,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancellation: vscode.CancellationToken,
  onEnd: () => void,
): Promise<Answer> {
  const workDoneToken = randomUUID();
  let shown = 0;
  const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind === "end") {
      onEnd();
      return;
    }
    const increment = value.percentage === undefined ? 0 : Math.max(0, value.percentage - shown);
    shown += increment;
    progress.report(
      value.message === undefined ? { increment } : { increment, message: value.message },
    );
  });
  const cancelling = cancellation.onCancellationRequested(() =>
    client.sendNotification(WorkDoneProgressCancelNotification.type, { token: workDoneToken }),
  );
  try {
    const request = { command, arguments: [parameters], workDoneToken };
    const value: unknown = await client.sendRequest(
      ExecuteCommandRequest.type,
      request,
      cancellation,
    );
    return cancellation.isCancellationRequested
      ? { kind: "cancelled" }
      : { kind: "answered", value };
  } catch (error) {
    if (cancellation.isCancellationRequested || isCancelled(error)) {
      return { kind: "cancelled" };
    }
    throw error;
  } finally {
    listening.dispose();
    cancelling.dispose();
  }
}

function isCancelled(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof ResponseError &&
      (error.code === LSPErrorCodes.RequestCancelled ||
        error.code === LSPErrorCodes.ServerCancelled))
  );
}
