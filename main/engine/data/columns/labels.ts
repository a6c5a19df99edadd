/** Labels: how many a column may have, and labels that look like numbers. */
import type { IssueInput } from '../reading/issues.ts';

/** Whether the labels are few enough to be categories and not names or remarks. */
export function isCategory(labels: number, values: number): boolean {
  return labels <= Math.max(20, Math.min(1000, values / 2));
}

/** Signs before or after a number: currencies, per cent, per mille, degrees. */
const SIGN = /[\p{Sc}%‰°]/u;
/** Digits other than 0 to 9. */
const OTHER_DIGITS = /^[+\-−]?\p{Nd}+(?:[.,٫٬]\p{Nd}+)*$/u;
const PLAIN_DIGITS = /\d/;
const SIGNED = /^[+\-−]?\d[\d.,' ]*$/;
const HEXADECIMAL = /^[+-]?0[xX][\dA-Fa-f]+$/;
/** The longest text that is read as a number. */
const LONGEST = 40;

/** Why a label that looks like a number is not read as one; null where it does not look like one. */
function lookalike(label: string): string | null {
  if (label.length > LONGEST) return null;
  if (HEXADECIMAL.test(label)) return 'hexadecimal numbers are read as labels';
  if (!PLAIN_DIGITS.test(label))
    return OTHER_DIGITS.test(label) ? 'only the digits 0 to 9 are read as numbers' : null;
  if (!SIGN.test(label)) return null;
  const bare = label.replace(new RegExp(SIGN, 'gu'), '').trim();
  return SIGNED.test(bare) ? 'a number cannot have a currency or another sign beside it' : null;
}

/** A warning where at least half of the labels look like numbers in another notation. */
export function lookalikeIssues(column: string, labels: readonly string[]): readonly IssueInput[] {
  const found = labels.flatMap((label) => {
    const why = lookalike(label);
    return why === null ? [] : [{ label, why }];
  });
  const [first] = found;
  if (first === undefined || 2 * found.length < labels.length) return [];
  return [
    {
      severity: 'warning',
      code: 'table.number-lookalikes',
      message: `“${column}” is not read as numbers, although it holds cells such as “${first.label}”: ${first.why}.`,
      hint: 'Write plain numbers such as 1234.5 in the file, and the unit in the name of the column.',
      column,
    },
  ];
}
