/**
 * Which of a file's findings is meant by a cursor. Knows no editor.
 */

export interface Place {
  readonly line: number;
  readonly character: number;
}

interface Ranged {
  readonly range: { readonly start: Place; readonly end: Place };
}

/**
 * The smallest finding around the cursor; where there is none, the next one below, and after the
 * last one the first.
 */
export function nextFinding<Finding extends Ranged>(
  findings: readonly Finding[],
  cursor: Place,
): Finding | undefined {
  const inOrder = findings.toSorted((one, other) => order(one.range.start, other.range.start));
  const around = inOrder.filter(
    ({ range }) => order(range.start, cursor) <= 0 && order(cursor, range.end) <= 0,
  );
  const latestStart = around.at(-1);
  return latestStart ?? inOrder.find(({ range }) => order(range.start, cursor) > 0) ?? inOrder[0];
}

function order(one: Place, other: Place): number {
  return one.line - other.line || one.character - other.character;
}
