/**
 * The language client, restarted when its server dies, and quiet about streams and error codes: the
 * library's own messages go to the output channel, and whoever starts the client tells the user in
 * the user's words.
 */

import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

/** A server that dies this often within the time below is not started again. */
const MOST_DEATHS = 5;
const WITHIN = 3 * 60 * 1000;

export class ReliableClient extends LanguageClient {
  /** @param onGivenUp called when the server, having run before, dies too often. */
  constructor(program: string, options: LanguageClientOptions, onGivenUp: () => void) {
    const hasRun = { once: false };
    const errorHandler = restarting(() => hasRun.once, onGivenUp);
    const command = { command: program, args: ["serve"] };
    super("terraformer", "TerraFormer", command, { ...options, errorHandler });
    this.onDidChangeState(() => {
      hasRun.once ||= this.isRunning();
    });
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** A server that never ran is not tried again: it would end in the same way. */
function restarting(hasRun: () => boolean, onGivenUp: () => void): ErrorHandler {
  let deaths: readonly number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      deaths = [...deaths.filter((death) => now - death < WITHIN), now];
      if (hasRun() && deaths.length < MOST_DEATHS) {
        return { action: CloseAction.Restart, handled: true };
      }
      if (hasRun()) {
        onGivenUp();
      }
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
