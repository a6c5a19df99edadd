/**
 * Laws straight from the rows, before any network: the columns themselves as a sum or a product of powers, then the same law
 * in ever fewer variables (`reductions`), each time as a sum or product of a few building blocks.
 */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { keyOf, product, type Expression } from '../../../../shared/expression/tree.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import type { Breath } from '../../breath.ts';
import { costOf } from '../formula/cost.ts';
import { fitConstants } from '../formula/fitConstants.ts';
import { firstRows, formulaError, rangesOf, spreadOf, type FormulaData } from '../formula/formulaData.ts';
import { Blocks } from './blocks.ts';
import { gathered } from './gather.ts';
import { number } from '../../../../shared/expression/tree.ts';
import { wholeProblem, type Problem } from './problem.ts';
import { reductions } from './reduce.ts';
import { fewTerms, type Candidate, type TermOptions } from './terms.ts';

export interface Law {
  readonly expression: Expression;
  /** RMSE on the training rows. */
  readonly error: number;
  readonly complexity: number;
  readonly cost: number;
}

export interface LawsFound {
  /** The best so far, the best first. */
  readonly laws: readonly Law[];
  readonly note: string;
}

/** Errors below this share of the spread are those of rounding: the law is found. */
const exactShare = 1e-9;
/** Rows that candidates are fitted to. */
const blockRows = 140;
const fewRows = 60;
const fitRows = 300;
const candidatesFitted = 6;
const lawsKept = 6;

export async function* laws(
  data: FormulaData,
  { signal, breath }: { readonly signal: AbortSignal; readonly breath: Breath },
): AsyncGenerator<LawsFound, void> {
  const search = new LawSearch(data);
  await search.columnsAlone(breath);
  yield { laws: search.best, note: search.note('sums and products of the columns') };
  if (search.isExact || signal.aborted) return;
  const problems: { problem: Problem; error: number }[] = [];
  for await (const { problem, surfaces } of reductions(data, breath, signal)) {
    const error = Math.min(surfaces.plainError, surfaces.logarithmicError);
    problems.push({ problem, error });
    if (problem.groups.length > 3) continue;
    await search.inBlocks(problem, 500, { terms: 3, beam: 5, firsts: 20 }, breath);
    yield { laws: search.best, note: search.note(`${problem.groups.length} variables`) };
    if (search.isExact || signal.aborted) break;
  }
  if (search.isExact || signal.aborted) return;
  problems.sort((one, other) => one.error * 3 ** one.problem.groups.length - other.error * 3 ** other.problem.groups.length);
  for (const [most, terms] of [
    [4000, 4],
    [25000, 3],
  ]) {
    for (const { problem } of problems.filter(({ problem: { groups } }) => groups.length <= 4).slice(0, 2)) {
      await search.inBlocks(problem, most, { terms, beam: 8, firsts: most > 4000 ? 150 : 60 }, breath);
      yield { laws: search.best, note: search.note(`${problem.groups.length} variables, ${most} building blocks`) };
      if (search.isExact || signal.aborted) return;
    }
  }
}

class LawSearch {
  readonly #data: FormulaData;
  readonly #sample: FormulaData;
  readonly #spread: number;
  readonly #found = new Map<string, Law>();

  constructor(data: FormulaData) {
    this.#data = data;
    this.#sample = firstRows(data, fitRows);
    this.#spread = spreadOf(data);
  }

  get best(): readonly Law[] {
    return [...this.#found.values()].sort((one, other) => one.cost - other.cost).slice(0, lawsKept);
  }

  get isExact(): boolean {
    return this.best.some(({ error }) => error <= exactShare * this.#spread);
  }

  note(what: string): string {
    const [best] = this.best;
    return `${what}: ${best === undefined ? 'no formula' : `error ${(best.error / this.#spread).toExponential(1)} of the spread`}`;
  }

  async columnsAlone(breath: Breath): Promise<void> {
    const problem = wholeProblem(this.#data);
    const count = problem.groups.length;
    await this.inBlocks(problem, count, { terms: Math.min(count, 8), beam: 2, firsts: 0 }, breath);
    if (this.isExact) return;
    await this.inBlocks(problem, 300, { terms: 4, beam: 3, firsts: 0 }, breath);
  }

  async inBlocks(problem: Problem, most: number, options: TermOptions, breath: Breath): Promise<void> {
    if (problem.groups.length === 0) {
      await this.#fit(problem, [{ expression: number(mean(problem)), error: 0, size: 1, terms: 0 }], breath);
      return;
    }
    const rows = Math.min(most > 4000 ? fewRows : blockRows, problem.target.length);
    const blocks = new Blocks(
      problem.groups.map(({ expression }) => expression),
      problem.groups.map(({ values }) => values.subarray(0, rows)),
      most,
    );
    await breath.take();
    const candidates = fewTerms(
      blocks,
      problem.target.subarray(0, rows),
      problem.weights && problem.weights.subarray(0, rows),
      options,
    );
    await breath.take();
    await this.#fit(problem, candidates, breath);
  }

  async #fit(problem: Problem, candidates: readonly Candidate[], breath: Breath): Promise<void> {
    const rows = this.#sample.rows;
    const rough = ({ error, size }: Candidate): number => costOf(error, size, rows, 1e-8);
    const ranges = rangesOf(this.#data);
    const sorted = [...candidates].sort((a, b) => rough(a) - rough(b));
    const chosen = new Set(sorted.slice(0, 2));
    // Constants inside of blocks are rough as yet: short candidates have their chance before their error is low.
    for (const count of [1, 2, 3]) {
      for (const one of sorted.filter(({ terms }) => terms === count).slice(0, candidatesFitted)) chosen.add(one);
    }
    for (const { expression, error } of chosen) {
      const whole = gathered(simplify(product([problem.factor.expression, expression]), { ranges }), ranges);
      const key = keyOf(whole);
      if (this.#found.has(key)) continue;
      const fitted = error < 1e-6 ? whole : fitConstants(whole, this.#sample, { iterations: 12 });
      const reached = formulaError(fitted, this.#data);
      await breath.take();
      if (!Number.isFinite(reached)) continue;
      const size = complexity(fitted);
      this.#found.set(key, {
        expression: fitted,
        error: reached,
        complexity: size,
        cost: costOf(reached, size, this.#data.rows, exactShare * this.#spread),
      });
    }
  }
}

function mean({ target, weights }: Problem): number {
  let total = 0;
  let weight = 0;
  target.forEach((value, row) => {
    const w = weights?.[row] ?? 1;
    total += w * value;
    weight += w;
  });
  return total / weight;
}
