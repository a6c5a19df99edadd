/** Laws with a name that are likely in a table, and their fits to some of its rows. */
import { distinctConstants, isLoose } from '../../../shared/expression/constants.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { rangeOf } from '../../../shared/range.ts';
import type { Breath } from '../breath.ts';
import { descriptionLength, type NamedForm } from '../symbolic/formula/descriptionLength.ts';
import { fitConstants } from '../symbolic/formula/fitConstants.ts';
import { exactShare } from '../symbolic/formula/finish.ts';
import { firstRows, formulaError, rangesOf, type FormulaData } from '../symbolic/formula/formulaData.ts';
import {
  namedCandidates,
  refittedCandidates,
  type NamedCandidate,
} from '../symbolic/laws/named/candidates.ts';
import { isLine } from '../symbolic/laws/named/lawForm.ts';
import { namedWholes, type Joins } from '../symbolic/laws/named/namedWholes.ts';
import type { NamedWhole } from '../symbolic/laws/named/parts.ts';
import { wholeProblem } from '../symbolic/laws/problem.ts';
import { spread } from '../symbolic/laws/surface.ts';

/** A law whose description is longer by this than the shortest one is not tried again in parts of the rows (odds 150 : 1). */
const longer = 10;
/** So many laws are tried again, at most. */
const mostLaws = 4;
/** Rows that a part of the rows needs beside the constants of a law: its other rows show how good the law is. */
const spareToJudge = 1;
/** Steps of a fit of constants: to all rows, and from there to a part of them. */
const iterations = { all: 12, part: 5 } as const;
/** Rows that the constants of a sum or a product are fitted to before it is chosen. */
const mostRows = 300;

/** A law fitted to some rows. */
export interface LawTrial {
  readonly expression: Expression;
  readonly named: NamedForm;
  /** Fitted constants. */
  readonly constants: number;
  /** Of its description, less that of the mean. */
  readonly length: number;
  /** Share of the target's variance that it leaves. */
  readonly left: number;
  readonly isStraight: boolean;
}

export interface LawTrials {
  /** The shortest description first; only such as are shorter than the mean's. */
  readonly tried: readonly LawTrial[];
  /** The first of them fitted to all rows to the last digit; undefined where it is not possible then. */
  readonly best: () => Promise<LawTrial | undefined>;
  /** The best of them in some of the rows; undefined where none can be fitted to these. */
  readonly again: (part: FormulaData) => Promise<LawTrial | undefined>;
}

/** Whether a law may stand for a table. @param part the rows that it is fitted to. */
export type IsPossible = (expression: Expression, part: FormulaData) => boolean;

/** Laws of one column. */
export async function lawsOfOne(
  data: FormulaData,
  isPossible: IsPossible,
  breath: Breath,
): Promise<LawTrials> {
  const ends = rangeOf(data.columns[0]);
  const possible = (found: readonly NamedCandidate[], part: FormulaData): readonly NamedCandidate[] =>
    found.filter(({ expression }) => isPossible(expression, part));
  const tried = likely(possible(await namedCandidates(wholeProblem(data), breath), data));
  const fittedTo = async (
    candidates: readonly NamedCandidate[],
    part: FormulaData,
    onlyStart: boolean,
  ): Promise<LawTrial | undefined> => {
    const options = { spare: spareToJudge, onlyStart };
    const found = await refittedCandidates(candidates, wholeProblem(part), ends, breath, options);
    return possible(found, part).map(trialOf).at(0);
  };
  return {
    tried: tried.map(trialOf),
    best: () => fittedTo(tried.slice(0, 1), data, true),
    again: (part) => fittedTo(tried, part, false),
  };
}

function trialOf({ form, ...fit }: NamedCandidate): LawTrial {
  return { ...fit, isStraight: isLine(form) };
}

/** Sums and products of laws of one column each. */
export async function lawsOfSeveral(
  data: FormulaData,
  isPossible: IsPossible,
  breath: Breath,
  joins?: Joins,
): Promise<LawTrials> {
  const wholes = await namedWholes(wholeProblem(data), breath, joins);
  const fitted = async (
    starts: readonly NamedWhole[],
    part: FormulaData,
    to: keyof typeof iterations,
    most = mostRows,
  ): Promise<(LawTrial & { start: NamedWhole })[]> => {
    const found: (LawTrial & { start: NamedWhole })[] = [];
    const unit = spread(part.target, part.weights);
    for (const start of starts) {
      await breath.take();
      const simple = simplify(start.expression, { ranges: rangesOf(data) });
      const some = firstRows(part, most);
      const expression = fitConstants(simple, some, { iterations: iterations[to], free: isLoose });
      const constants = distinctConstants(expression).filter(({ constant }) => isLoose(constant)).length;
      const left = (formulaError(expression, part) / unit) ** 2;
      if (part.rows < constants + spareToJudge || !isPossible(expression, part) || !Number.isFinite(left))
        continue;
      const length = descriptionLength(expression, Math.sqrt(left), part.rows, exactShare, start.named);
      const { isStraight, named } = start;
      found.push({
        expression,
        named,
        constants,
        length,
        left,
        isStraight,
        start: { ...start, expression },
      });
    }
    return found.sort((one, other) => one.length - other.length);
  };
  const tried = likely(await fitted(wholes, data, 'all'));
  const starts = tried.map(({ start }) => start);
  return {
    tried,
    best: async () => (await fitted(starts.slice(0, 1), data, 'all', Infinity)).at(0),
    again: async (part) => (await fitted(starts, part, 'part')).at(0),
  };
}

/** The laws that are tried in parts of the rows. @param found the shortest description first. */
function likely<Law extends { readonly length: number }>(found: readonly Law[]): readonly Law[] {
  const most = Math.min(0, (found.at(0)?.length ?? 0) + longer);
  return found.filter(({ length }) => length < most).slice(0, mostLaws);
}
