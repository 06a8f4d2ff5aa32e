/**
 * Whether the server completes, explains and navigates, or leaves that to another extension. Knows
 * no editor.
 */

/**
 * The user's own choice, if they made one; else off beside another extension that does the same,
 * so that nothing is shown twice.
 */
export function wantsLanguageFeatures(
  chosen: boolean | undefined,
  isBesideAnother: boolean,
): boolean {
  return chosen ?? !isBesideAnother;
}
