/** The forms in which laws with a name are tried: alone, as sums of several, and on a straight line. */
import { worth } from '../../formula/descriptionLength.ts';
import { complexityOf } from './lawGrid.ts';
import { namedLaws, straightLine, type NamedLaw } from './namedLaws.ts';

/** A law, or a sum of several such laws, or one of these on a straight line. */
export interface LawForm {
  readonly law: NamedLaw;
  readonly count: number;
  readonly isSloped: boolean;
}

export const allForms: readonly LawForm[] = namedLaws.flatMap((law) =>
  (law.sloped === true ? [false, true] : [false]).flatMap((isSloped) =>
    Array.from({ length: law.most ?? 1 }, (_, k) => ({ law, count: k + 1, isSloped })),
  ),
);

export const lineForm: LawForm = { law: straightLine, count: 1, isSloped: false };

/** Of five laws that people find, four are common ones. */
const commonShare = 0.8;
const ofVariable = 1;
/** Of each constant inside: of two laws that are the same function, the one with fewer gives the name. */
const ofConstant = 0.05;
/** Of c·x on which a law stands. */
const ofSlope = 4;

const counts = ['', '', 'two ', 'three '];
const byName = new Map(allForms.map((form) => [nameOf(form), form]));

/** `two Gaussian peaks on a slope`. */
export function nameOf({ law: { name }, count, isSloped }: LawForm): string {
  return `${counts[count]}${name}${count > 1 ? 's' : ''}${isSloped ? ' on a slope' : ''}`;
}

/** The form of this name; undefined where there is none. */
export function formNamed(name: string): LawForm | undefined {
  return byName.get(name);
}

/** In units of complexity. A sum of several costs as much for each further part as that part's own complexity. */
export function costOf({ law, count, isSloped }: LawForm): number {
  const further = (count - 1) * (complexityOf(law) + 1);
  const inside = ofConstant * Object.keys(law.inner ?? {}).length;
  return choiceOf(law) + ofVariable + inside + further + (isSloped ? ofSlope : 0);
}

/** The choice among the laws. */
function choiceOf({ rare }: NamedLaw): number {
  const alike = namedLaws.filter((other) => other.rare === rare).length;
  return Math.log(alike / (rare === true ? 1 - commonShare : commonShare)) / (worth / 2);
}

/** Whether it is the straight line. */
export function isLine({ law }: LawForm): boolean {
  return law === straightLine;
}
