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

/** What the server says under the request's own progress token is shown in a notification. */
export function askServer(
  client: LanguageClient,
  command: string,
  parameters: Readonly<Record<string, unknown>>,
  title: string,
): Promise<Answer> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title, cancellable: true };
  const asking = vscode.window.withProgress(options, async (progress, cancellation) => {
    const workDoneToken = randomUUID();
    let shown = 0;
    const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      const percentage = value.kind === "end" ? undefined : value.percentage;
      const increment = percentage === undefined ? 0 : Math.max(0, percentage - shown);
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
        ? ({ kind: "cancelled" } as const)
        : ({ kind: "answered", value } as const);
    } catch (error) {
      if (cancellation.isCancellationRequested || isCancelled(error)) {
        return { kind: "cancelled" } as const;
      }
      throw error;
    } finally {
      listening.dispose();
      cancelling.dispose();
    }
  });
  return Promise.resolve(asking);
}

function isCancelled(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof ResponseError &&
      (error.code === LSPErrorCodes.RequestCancelled ||
        error.code === LSPErrorCodes.ServerCancelled))
  );
}
