/** The title of a revision, its errors, and its comparison with another. Pure. */
import type { RevisionDetail, RevisionView } from '../../../shared/contract/views/history.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import { countText, errorText, r2Text, shareText } from '../../../shared/figures.ts';
import { heldOutName, withStandardError } from '../../../shared/results/heldOut.ts';
import { foldedEdges, shownShape } from '../../drawing/folded.ts';
import { measureHeading } from '../../../shared/results/measures.ts';
import { errorOf } from '../../../shared/results/shownErrors.ts';

/** The name that a person has given; without one, what was done. */
export function titleOf({ name, label }: RevisionView): string {
  return name || label;
}

/**
 * The errors of a revision, each with its name: cross-validated in place of validation where it is a model of a ladder.
 */
export function cardErrors(
  { heldOut }: Pick<RevisionView, 'heldOut'>,
  scores: NonNullable<RevisionView['scores']>,
): { readonly name: string; readonly error: number }[] {
  return [
    { name: 'training', error: errorOf(scores.train) },
    heldOut === null
      ? { name: 'validation', error: errorOf(scores.validation) }
      : { name: heldOutName(heldOut).toLowerCase(), error: heldOut.error },
    { name: 'test', error: errorOf(scores.test) },
  ];
}

export interface CompareRow {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  /** The better of the two; null if none is. */
  readonly better: 'left' | 'right' | null;
}

/** The row of the cross-validated errors; none if neither revision has one. */
function heldOutRow(
  measure: string,
  alike: boolean,
  left: RevisionDetail,
  right: RevisionDetail,
): CompareRow[] {
  const [a, b] = [left.view.heldOut, right.view.heldOut];
  const known = a ?? b;
  if (known === null) return [];
  const textOf = (one: typeof a): string =>
    one === null ? '–' : withStandardError(one.error, one.standardError);
  const better =
    !alike || a === null || b === null || a.error === b.error ? null : a.error < b.error ? 'left' : 'right';
  return [
    { name: `${measure}, ${heldOutName(known).toLowerCase()}`, left: textOf(a), right: textOf(b), better },
  ];
}

/** The rows of the table that compares two revisions. */
export function compareRows(left: RevisionDetail, right: RevisionDetail): CompareRow[] {
  const classes = typeof (left.view.scores ?? right.view.scores)?.train.crossEntropy === 'number';
  const [targets, others] = [left, right].map(({ view }) => view.measure.targets.join(', '));
  /** Errors of other targets, or in another unit, are neither better nor worse. */
  const alike = targets === others;
  const measure = alike ? measureHeading(left.view.measure) : 'Error';
  const share = (scores: Scores): number => (classes ? scores.accuracy : scores.r2) ?? NaN;
  const scored = (
    name: string,
    split: 'train' | 'validation' | 'test',
    read: (scores: Scores) => number,
    lessIsBetter: boolean,
    show: (value: number) => string = errorText,
  ): CompareRow => {
    const [a, b] = [left, right].map(({ view }) => (view.scores ? read(view.scores[split]) : NaN));
    const betterLeft = lessIsBetter ? a < b : a > b;
    const betterRight = lessIsBetter ? b < a : b > a;
    const better = betterLeft ? 'left' : betterRight ? 'right' : null;
    return {
      name,
      ...{ left: show(a), right: show(b) },
      better: alike && show(a) !== show(b) ? better : null,
    };
  };
  const plain = (name: string, read: (detail: RevisionDetail) => string): CompareRow => ({
    name,
    left: read(left),
    right: read(right),
    better: null,
  });
  const edges = ({ model }: RevisionDetail, kind: string): number =>
    foldedEdges(model).filter(({ edge }) => edge.kind === kind).length;
  return [
    ...(alike ? [] : [plain('Targets', ({ view }) => view.measure.targets.join(', '))]),
    scored(`${measure}, training`, 'train', errorOf, true),
    scored(`${measure}, validation`, 'validation', errorOf, true),
    ...heldOutRow(measure, alike, left, right),
    scored(`${measure}, test`, 'test', errorOf, true),
    classes
      ? scored('Accuracy, test', 'test', share, false, shareText)
      : scored('R², test', 'test', share, false, (value) => r2Text(value)),
    plain('Shape', ({ model }) => shownShape(model).join(' → ')),
    plain('Spline edges', (detail) => countText(edges(detail, 'spline'))),
    plain('Symbolic edges', (detail) => countText(edges(detail, 'symbolic'))),
    plain('Parameters', ({ model }) => countText(model.parameters)),
    plain('Grid G, order k', ({ model }) => `${model.grid}, ${model.order}`),
  ];
}
