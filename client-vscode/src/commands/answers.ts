/**
 * Reads what the server's commands answer. A value that isn't what we expect reads as nothing:
 * the server may be older or newer than this client. Knows no editor.
 */

/** The text under `key`; "" when there is none. */
export function textOf(answer: unknown, key: string): string {
  const value = propertyOf(answer, key);
  return typeof value === "string" ? value : "";
}

function propertyOf(answer: unknown, key: string): unknown {
  return typeof answer === "object" && answer !== null
    ? new Map<string, unknown>(Object.entries(answer)).get(key)
    : undefined;
}

export interface Generation {
  readonly text: string;
  /** What was checked, where the text comes from and what it leaves open, for the user to read. */
  readonly verdict: string;
}

export function generationOf(answer: unknown): Generation {
  const origin = textOf(answer, "origin");
  const unmet = wordsOf(answer, "unmet");
  const sentences = [
    textOf(answer, "evidence"),
    origin === "" ? "" : `from ${origin}`,
    unmet.length === 0 ? "" : `nothing in it answers to: ${unmet.join(", ")}`,
  ];
  return {
    text: textOf(answer, "text"),
    verdict: sentences.filter((sentence) => sentence !== "").join("; "),
  };
}

function wordsOf(answer: unknown, key: string): readonly string[] {
  const value = propertyOf(answer, key);
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
}

/** Whether a set-up answers that everything is there. */
export function isReady(answer: unknown): boolean {
  return propertyOf(answer, "ready") === true;
}
