/**
 * What can be chosen while somebody writes a text for which there are suggestions.
 */

/** What `terraformer/askText` brings. */
export interface TextQuestion {
  readonly prompt: string;
  readonly suggestions: readonly string[];
}

/** The text as it is so far, then the suggestions that have all of its words. */
export function choices(written: string, suggestions: readonly string[]): string[] {
  const text = written.trim();
  const words = text.toLowerCase().split(/\s+/);
  const fitting = suggestions.filter((suggestion) =>
    words.every((word) => suggestion.toLowerCase().includes(word)),
  );
  return text === "" ? fitting : [text, ...fitting.filter((suggestion) => suggestion !== text)];
}
