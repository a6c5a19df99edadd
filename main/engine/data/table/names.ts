/** Names of columns. */
import type { TableFormat } from '../../../../shared/contract/views.ts';
import type { IssueInput } from '../reading/issues.ts';

/** Trimmed, none empty, all different; every change is reported. */
export function uniqueNames(names: readonly string[], issues: IssueInput[]): string[] {
  const trimmed = names.map((name) => name.trim().replace(/\s+/g, ' '));
  const taken = new Set(trimmed);
  const seen = new Set<string>();
  return trimmed.map((name, index) => {
    if (name === '') {
      const given = free(`column_${index + 1}`, taken);
      issues.push({
        severity: 'note',
        code: 'table.unnamed-column',
        message: `Column ${index + 1} has no name; it is called “${given}” here.`,
        column: given,
      });
      return given;
    }
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    const given = free(`${name}_2`, taken, (n) => `${name}_${n}`);
    issues.push({
      severity: 'warning',
      code: 'table.duplicate-name',
      message: `Column ${index + 1} is called “${name}” like an earlier one; it is called “${given}” here.`,
      hint: 'Give the columns different names in the file to tell them apart.',
      column: given,
    });
    return given;
  });
}

function free(wanted: string, taken: Set<string>, next = (n: number): string => `${wanted}_${n}`): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = next(n);
  taken.add(name);
  return name;
}

/** Names in a comment line (`# x y z`), as many as there are columns; null where the line holds no such names. */
export function commentNames(
  line: string,
  comment: TableFormat['comment'],
  delimiter: TableFormat['delimiter'],
  width: number,
): string[] | null {
  let body = line.trimStart();
  while (body.startsWith(comment)) body = body.slice(comment.length);
  // In `#,name,size` the mark is itself the name of a column of numbers.
  if (body.startsWith(delimiter) && delimiter !== ' ') body = comment + body;
  body = body.trim();
  const readings = [
    delimiter === ' ' ? body.split(/[ \t]+/) : body.split(delimiter),
    body.split(/[,;\t|]\s*/),
    body.split(/\s+/),
  ];
  for (const reading of readings) {
    const names = reading.map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    const words = names.every((name) => name !== '' && Number.isNaN(Number(name)));
    if (names.length === width && words && new Set(names).size === width) return names;
  }
  return null;
}

/** The known name most like a wrong one, for a hint; null where none is close. */
export function nearestName(wanted: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** Insertions, deletions and replacements from `a` to `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + change));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
