/** The name and the cost of a law with a name, or of a sum or a product of such laws. */
import type { LawParts } from '../../../../../shared/contract/views/ladder.ts';
import type { NamedForm } from '../../formula/descriptionLength.ts';
import { costOf, formNamed, isLine, type LawForm } from './lawForm.ts';

/** Of a sum or a product of columns, before any column is in it. */
const ofJoin = 2;
const ofLine = 1;

/** `Hill equation`, `Hill equation of dose + straight line of T`; null where a law of it is not known, as in a later version's file. */
export function namedFormOf(parts: LawParts): NamedForm | null {
  const forms = parts.laws.map(({ law }) => formNamed(law));
  if (!forms.every((form) => form !== undefined)) return null;
  if (parts.join === null) return { name: parts.laws[0].law, size: costOf(forms[0]), parts };
  return {
    name: parts.laws.map(({ law, column }) => `${law} of ${column}`).join(` ${parts.join} `),
    size: forms.reduce((sum, form) => sum + sizeOfPart(form), ofJoin),
    parts,
  };
}

/** Lines are the commonest parts of all: only their columns are chosen. */
export function sizeOfPart(form: LawForm): number {
  return isLine(form) ? ofLine : costOf(form);
}
