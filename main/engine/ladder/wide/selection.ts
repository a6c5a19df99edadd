/** Which of many inputs have curves: the strongest, as many as held-out rows ask for, found again in each part of them. */
import { everyRow } from '../../data/rows.ts';
import {
  deviations,
  designOf,
  filled,
  groupLevels,
  linesApart,
  linesTogether,
  type DesignPart,
} from '../fits/design.ts';
import type { Question } from '../fits/fitDesign.ts';
import { judgesOfFew, type Folds } from '../judging/folds.ts';
import { excess, heldOutError, withoutRows, type HeldOut } from '../judging/judge.ts';
import { fitAlone, residualsOf, type Learned } from '../fits/learners.ts';
import { withCurves, type Term, type Terms } from '../terms/terms.ts';
import { actingTogether } from './products.ts';
import { screenOf, strongest } from './screen.ts';
import type { Selection } from './selectedLearner.ts';

/** Numbers of inputs that are compared, ascending. */
const sizes = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24] as const;
/** Rows for each of them. */
const rowsPerInput = 10;
/** After so many sizes in sequence that do not lower the error, no larger one is tried. */
const mostWorse = 2;
/** Standard errors by which more inputs must lower the error. */
const pays = 0.5;

/**
 * @param straight all inputs, without curves. @param inputs [input][row]
 * @returns null where no input is selected for all rows.
 */
export async function selectionOf(
  plain: Question,
  straight: Terms,
  inputs: Float64Array,
  folds: Folds,
): Promise<Selection | null> {
  // Outliers are left to the fits that follow.
  const question: Question = { ...plain, cut: undefined };
  const every = everyRow(question.rows);
  const screen = screenOf(straight, inputs);
  const paths = new Map<Uint32Array, readonly number[]>();
  for (const among of [every, ...folds.others]) {
    await question.breathe();
    paths.set(
      among,
      strongest(screen, question, among, Math.min(sizes.at(-1)!, Math.floor(among.length / rowsPerInput))),
    );
  }
  const onPaths = inputsOf([...new Set([...paths.values()].flat())].map((term) => straight.terms[term]));
  const { terms } = withCurves(straight, inputs, onPaths);
  const known = new Map<Uint32Array, Map<number, Promise<Learned>>>();
  const fitted = (among: Uint32Array, size: number): Promise<Learned> => {
    const before = known.get(among) ?? new Map<number, Promise<Learned>>();
    known.set(among, before);
    const own = paths.get(among)!.slice(0, size);
    const found =
      before.get(own.length) ??
      fitAlone(
        question,
        designOf(
          question.rows,
          additiveParts(
            question,
            own.map((term) => terms[term]),
          ),
        ),
        among,
        null,
      );
    before.set(own.length, found);
    return found;
  };
  const errors = new Map<number, HeldOut>();
  let [least, worse] = [Infinity, 0];
  for (const size of sizes) {
    if ([...paths.values()].every((path) => path.length < size)) break;
    const heldOut = await heldOutError(question, folds, async (among) => (await fitted(among, size)).outputs);
    errors.set(size, heldOut);
    worse = heldOut.mean < least ? 0 : worse + 1;
    least = Math.min(least, heldOut.mean);
    if (worse >= mostWorse) break;
  }
  const chosen = new Map<Uint32Array | null, ReadonlySet<number>>();
  for (const among of [null, ...folds.others]) {
    await question.breathe();
    const rows = among ?? every;
    const judges = new Set(judgesOfFew(folds, among));
    const size = fewest(
      new Map([...errors].map(([of, heldOut]) => [of, withoutRows(heldOut, judges, question)])),
    );
    const { outputs } = await fitted(rows, size);
    const together = actingTogether(straight, residualsOf(question, outputs), question.weights, rows);
    const found = [...paths.get(rows)!.slice(0, size), ...together];
    chosen.set(among, inputsOf(found.map((term) => terms[term])));
  }
  if (chosen.get(null)!.size === 0) return null;
  return {
    inputs: new Set([...chosen.values()].flatMap((some) => [...some])),
    of: (among) => chosen.get(among)!,
  };
}

function inputsOf(terms: readonly Term[]): ReadonlySet<number> {
  return new Set(terms.flatMap(({ inputs }) => inputs));
}

function additiveParts({ classifies, groups }: Question, terms: readonly Term[]): DesignPart[] {
  const lines = classifies ? linesTogether(terms) : linesApart(terms);
  return filled([...lines, ...deviations(terms), ...(classifies ? [] : groupLevels(groups))]);
}

/** The least number whose error is not clearly above the lowest. */
function fewest(errors: ReadonlyMap<number, HeldOut>): number {
  const all = [...errors];
  const [, lowest] = all.reduce((best, one) => (one[1].mean < best[1].mean ? one : best));
  const [size] = all.find(([, heldOut]) => {
    const { mean, standardError } = excess(heldOut, lowest);
    return mean <= pays * standardError;
  })!;
  return size;
}
