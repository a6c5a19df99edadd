/** The name and the cost of a law with a name, or of a sum or a product of such laws. */
import type { LawParts } from '../../../../../shared/contract/views/ladder.ts';
import type { NamedForm } from '../../formula/descriptionLength.ts';
import { costOf, formNamed, isLine, type LawForm } from './lawForm.ts';
import { straightLine } from './namedLaws.ts';

/** Of a sum or a product of columns, before any column is in it. */
const ofJoin = 2;
const ofLine = 1;

/** `Hill equation`, `Hill equation of dose + straight line of T`; null where a law of it is not known, as in a later version's file. */
export function namedFormOf(parts: LawParts): NamedForm | null {
  const forms = parts.laws.map(({ law }) => formNamed(law));
  if (!forms.every((form) => form !== undefined)) return null;
  if (parts.join === null) return { name: parts.laws[0].law, size: costOf(forms[0]), parts };
  const laws = forms.filter((form) => !isLine(form));
  const lines = parts.laws.flatMap(({ column, times }, at) => [
    ...(isLine(forms[at]) ? [column] : []),
    ...(times === undefined ? [] : [times]),
  ]);
  return {
    name: parts.laws.map(nameOfPart).join(` ${parts.join} `),
    // A column that multiplies a law may have a line of its own for nothing: then the constant beside the law depends on it too.
    size: ofJoin + ofLine * new Set(lines).size + laws.reduce((sum, form) => sum + costOf(form), 0),
    parts,
  };
}

function nameOfPart({ law, column, times }: LawParts['laws'][number]): string {
  const own = `${law} of ${column}`;
  return times === undefined ? own : `${own} × ${straightLine.name} of ${times}`;
}

/** Lines are the commonest parts of all: only their columns are chosen. @param isMultiplied by a line of another column */
export function sizeOfPart(form: LawForm, isMultiplied = false): number {
  return (isLine(form) ? ofLine : costOf(form)) + (isMultiplied ? ofLine : 0);
}
