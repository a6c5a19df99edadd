/** Fits in which only some inputs have a part: others for each set of training rows. */
import { designOf, filled, type DesignColumn, type DesignPart } from '../fits/design.ts';
import type { Question } from '../fits/fitDesign.ts';
import { fitAlone, remembering, type Learner } from '../fits/learners.ts';
import { factorsOf, type Factors } from '../fits/pairs.ts';
import type { Strengths } from '../fits/smoothing.ts';
import type { Term } from '../terms/terms.ts';

/** Which inputs a fit is made of. */
export interface Selection {
  /** All that are selected for some rows. */
  readonly inputs: ReadonlySet<number>;
  /** @param among rows to learn from, one of the parts; null for all. The other rows have no say in it. */
  readonly of: (among: Uint32Array | null) => ReadonlySet<number>;
}

/** @param first initial strengths, by output, by part. */
export function selectedLearner(
  question: Question,
  parts: readonly DesignPart[],
  selection: Selection,
  first: readonly Strengths[] | null = null,
): Learner {
  return remembering((among) => {
    const inputs = selection.of(among);
    const own = parts.map(({ kind, columns }) => ({
      kind,
      columns: columns.filter((column) => inputOf(column) === null || inputs.has(inputOf(column)!)),
    }));
    const strengths = first?.map((all) => all.filter((_, g) => own[g].columns.length > 0)) ?? null;
    return fitAlone(question, designOf(question.rows, filled(own)), among, strengths);
  });
}

const none: Factors = { columns: [], costs: [] };

/** What pairs of the selected terms are made of. @param selection all where null. */
export function factorsIn(
  terms: readonly Term[],
  rows: number,
  selection: Selection | null,
): (among: Uint32Array | null) => readonly Factors[] {
  if (selection === null) {
    const factors = factorsOf(terms, rows);
    return () => factors;
  }
  const within = (one: Term, some: ReadonlySet<number>): boolean => some.has(one.inputs[0]);
  const possible = terms.filter((term) => within(term, selection.inputs));
  const factors = factorsOf(possible, rows);
  return (among) => factors.map((own, t) => (within(possible[t], selection.of(among)) ? own : none));
}

/** Null for the level of a group of rows. */
function inputOf(column: DesignColumn): number | null {
  return 'input' in column ? column.input : null;
}
