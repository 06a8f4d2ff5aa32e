/**
 * Reads what the server's commands answer. A value that isn't what we expect reads as nothing:
 * the server may be older or newer than this client. Knows no editor.
 */

/** The text of an answer that is a string, or has one under `key`; "" when there is none. */
export function textOf(answer: unknown, key: string): string {
  if (typeof answer === "string") {
    return answer;
  }
  if (typeof answer !== "object" || answer === null) {
    return "";
  }
  const value = new Map<string, unknown>(Object.entries(answer)).get(key);
  return typeof value === "string" ? value : "";
}

export interface Generation {
  readonly text: string;
  /** What was checked, in one sentence. */
  readonly evidence: string;
}

export function generationOf(answer: unknown): Generation {
  return {
    text: typeof answer === "string" ? answer : textOf(answer, "text"),
    evidence: typeof answer === "string" ? "" : textOf(answer, "evidence"),
  };
}

/** Whether a set-up answers that everything is there. */
export function isReady(answer: unknown): boolean {
  return (
    typeof answer === "object" && answer !== null && "ready" in answer && answer.ready === true
  );
}
