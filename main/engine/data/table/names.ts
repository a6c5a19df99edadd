/** Names of columns. */
import { countText } from '../../../../shared/figures.ts';
import type { IssueInput } from '../issues/issues.ts';

/** The most characters of a name. */
const LONGEST = 200;

/** Characters that take no room, or turn the direction of what follows: two names would look the same, or like another one. */
const HIDDEN = /[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Trimmed, without hidden characters, none empty, none too long, all different; every change is reported. */
export function uniqueNames(names: readonly string[], issues: IssueInput[]): string[] {
  const trimmed = names.map((name, index) => {
    const spaced = name.trim().replace(/\s+/g, ' ');
    const whole = spaced.replace(HIDDEN, '').trim();
    if (whole.length <= LONGEST) {
      if (whole !== spaced && whole !== '')
        issues.push({
          severity: 'note',
          code: 'table.hidden-characters',
          message: `The name of column ${index + 1} has characters that cannot be seen; it is called “${whole}” here.`,
          column: whole,
        });
      return whole;
    }
    const given = `${whole.slice(0, LONGEST - 1).trimEnd()}…`;
    issues.push({
      severity: 'warning',
      code: 'table.long-name',
      message: `The name of column ${index + 1} has ${countText(whole.length)} characters; only the first ${LONGEST} are kept.`,
      hint: 'Check the quotation marks of the header.',
      column: given,
    });
    return given;
  });
  const free = freeNames(trimmed);
  const seen = new Set<string>();
  return trimmed.map((name, index) => {
    if (name === '') {
      const given = free(`column_${index + 1}`, `column_${index + 1}`);
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
    const given = free(`${name}_2`, name);
    issues.push({
      severity: 'warning',
      code: 'table.duplicate-name',
      message: `Column ${index + 1} is called “${name}” like an earlier one; it is called “${given}” here.`,
      hint: 'Give the columns different names in the file.',
      column: given,
    });
    return given;
  });
}

/** Returns names that are not used yet: the wanted one, or the base with the next free number. */
function freeNames(names: readonly string[]): (wanted: string, base: string) => string {
  const taken = new Set(names);
  const next = new Map<string, number>();
  return (wanted, base) => {
    let name = wanted;
    let number = next.get(base) ?? 2;
    for (; taken.has(name); number++) name = `${base}_${number}`;
    next.set(base, number);
    taken.add(name);
    return name;
  };
}

/**
 * The known name nearest to a wrong one, for a hint; null where none is near: of three letters at most one may differ, and
 * names of one or two letters must be equal but for capitals.
 */
export function nearestName(wanted: string, known: readonly string[]): string | null {
  if (wanted.length > LONGEST) return null;
  let best: string | null = null;
  let least = Infinity;
  for (const name of known) {
    const most = Math.floor(Math.min(wanted.length, name.length) / 3);
    if (Math.abs(name.length - wanted.length) > most) continue;
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance <= most && distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours from `a` to `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let earlier: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min(row[j - 1] + 1, previous[j] + 1, previous[j - 1] + change));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], earlier[j - 2] + 1);
    }
    [earlier, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
