import { isLoose } from '../../../../shared/expression/constants.ts';
import { spreadShareText } from '../../../../shared/figures.ts';
import { keyOf, number, product, type Expression } from '../../../../shared/expression/tree.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import type { Breath } from '../../breath.ts';
import { stillNamed, worth } from '../formula/descriptionLength.ts';
import { fitConstants } from '../formula/fitConstants.ts';
import { firstRows, formulaError, rangesOf, type FormulaData } from '../formula/formulaData.ts';
import { Blocks } from './blocks.ts';
import { withoutConstantParts } from './constantParts.ts';
import type { SearchControl } from './control.ts';
import { isEvident, leavesNothing } from './evident.ts';
import { gathered } from './gather.ts';
import { namedCandidates } from './named/candidates.ts';
import { namedWholes } from './named/namedWholes.ts';
import { joined } from './joins/joins.ts';
import { exactShare, FoundLaws, type Law } from './foundLaws.ts';
import { localNoise } from './localNoise.ts';
import { meanTarget, type Group, type Problem } from './problem.ts';
import type { Reduced } from './reductions/reduced.ts';
import { leanest, measured } from './revisions/lean.ts';
import { fullJudge, type Rows } from './revisions/revise.ts';
import { revisions } from './revisions/revisions.ts';
import { spread } from './surface.ts';
import type { TermOptions } from './terms/beam.ts';
import type { Candidate } from './terms/candidate.ts';
import { fewTerms } from './terms/fewTerms.ts';
import { lawsWithConstants } from './withConstants.ts';

/** The same for a formula that is not plain: many terms can follow a smooth law to ten digits. */
const exactOfLong = 1e-12;
const plainSize = 40;
const nearlyExact = 1e-4;
/** Where the error of the surface stays above this share, the rows have noise, or no surface can follow the law. */
const noisy = 1e-3;
/** Below this share, a law with many constants may imitate another one, and what it leaves need not be noise. */
const leastNoise = 5e-3;
/** Above this share, the law may have more waves than a polynomial can follow. */
const wavy = 0.2;
/** Where neighbouring rows differ by less than this share of the surface's error, the surface does not follow the law. */
const smoother = 0.65;
/** Rows that candidates are fitted to. */
const blockRows = 140;
const fewRows = 60;
/** Blocks whose pairs are tried. */
export const blocksJoined = 40_000;
const fitRows = 300;
const candidatesFitted = 6;
/** A fit that lowers the error of a law with a name below this share has left the grid of its constants: then it is another law. */
const insideGrid = 0.97;

/** What can be tried in the rows, and the laws found by it. */
export class LawSearch {
  readonly #data: FormulaData;
  readonly #sample: FormulaData;
  readonly #signal: AbortSignal;
  /** Of the target: the unit of errors. */
  readonly spread: number;
  /** By the expressions as they were proposed. */
  readonly #tried = new Set<string>();
  readonly #found: FoundLaws;
  readonly #leaned = new Set<Expression>();
  #reachable = Infinity;
  #leastLocal = Infinity;

  /** @param signal when it is aborted, the step under way ends early. */
  constructor(data: FormulaData, signal: AbortSignal) {
    this.#signal = signal;
    this.#data = data;
    this.#sample = firstRows(data, fitRows);
    this.spread = spread(data.target, data.weights);
    this.#found = new FoundLaws(data, this.spread);
  }

  get best(): readonly Law[] {
    return this.#found.best;
  }

  /** The laws that most rows agree with best. */
  get agreed(): readonly Law[] {
    return this.#found.agreed;
  }

  /** Notes the error of a problem's surface, and the noise that its neighbouring rows show, as shares of the spread. */
  reached({ problem, error }: Reduced): void {
    this.#reachable = Math.min(this.#reachable, error);
    if (error > noisy) this.#leastLocal = Math.min(this.#leastLocal, localNoise(problem));
  }

  get isSettled(): boolean {
    const error = this.#leastError;
    return this.isExact || (this.isNoisy && error > leastNoise && error <= this.#reachable);
  }

  /** Whether no surface predicts what the best law leaves. */
  get leavesNothing(): boolean {
    const [best] = this.best;
    return best !== undefined && leavesNothing(best.expression, this.#data);
  }

  /** Of the best law, as a share of the spread. */
  get #leastError(): number {
    return (this.best.at(0)?.error ?? Infinity) / this.spread;
  }

  /** Whether no smooth surface comes near, although the rows do not look like a wave, and neighbours differ as much. */
  get isNoisy(): boolean {
    const isSmoother = this.#leastLocal < smoother * this.#reachable;
    return this.#reachable > noisy && this.#reachable < wavy && !isSmoother;
  }

  /**
   * Whether the best law comes nearer than any surface, and neighbouring rows differ as much as it leaves: the surfaces do not follow
   * the law, and the rest looks like noise.
   */
  get isBeyondSurfaces(): boolean {
    const error = this.#leastError;
    return error > noisy && error < Math.min(wavy, this.#reachable) && this.#leastLocal >= smoother * error;
  }

  get isExact(): boolean {
    return this.best.some(
      ({ error, complexity: size }) => error <= (size > plainSize ? exactOfLong : exactShare) * this.spread,
    );
  }

  /** Whether the best law is short, and no surface finds anything in what it leaves. */
  get isEvident(): boolean {
    const [best] = this.best;
    return best !== undefined && isEvident(best.expression, this.#data);
  }

  note(what: string): string {
    const [best] = this.best;
    return `${what}: ${best === undefined ? 'no formula' : `error ${spreadShareText(best.error / this.spread)} of the spread`}`;
  }

  /** What is tried with all columns, the fastest first. */
  steps(problem: Problem): readonly (readonly [string, (control: SearchControl) => Promise<void>])[] {
    return [
      ['sums and products of the columns', (control) => this.alone(problem, control)],
      ['two short building blocks', (control) => this.joined(problem, blocksJoined / 10, control)],
      ['a polynomial, or a function with constants', (control) => this.withConstants(problem, control)],
      [
        'a few building blocks',
        ({ breath }) => this.inBlocks(problem, 300, { terms: 4, beam: 3, firsts: 0 }, breath),
      ],
      ['two building blocks', (control) => this.joined(problem, blocksJoined, control)],
    ];
  }

  /** A sum or a product of the groups themselves. */
  async alone(problem: Problem, { breath }: SearchControl): Promise<void> {
    const count = problem.groups.length;
    await this.inBlocks(problem, count, { terms: Math.min(count, 8), beam: 2, firsts: 0 }, breath);
  }

  async inBlocks(problem: Problem, most: number, options: TermOptions, breath: Breath): Promise<void> {
    if (problem.groups.length === 0) {
      await this.#fit(
        problem,
        [{ expression: number(meanTarget(problem)), error: 0, size: 1, terms: 0 }],
        breath,
      );
      return;
    }
    const rows = Math.min(most > 4000 ? fewRows : blockRows, problem.target.length);
    const blocks = new Blocks(problem.groups, (values) => values.subarray(0, rows), most);
    await breath.take();
    const candidates = await fewTerms(
      blocks,
      problem.target.subarray(0, rows),
      problem.weights && problem.weights.subarray(0, rows),
      options,
      { breath, signal: this.#signal },
    );
    await this.#fit(problem, candidates, breath);
  }

  /** The formula with fitted constants, and its error; those that are nearly exact are fitted to the last digit. */
  #withConstants(whole: Expression, rough: number): [Expression, number] {
    if (rough < 1e-6) {
      const error = formulaError(whole, this.#data);
      if (error <= exactShare * this.spread) return [whole, error];
    }
    const fitted = fitConstants(whole, this.#sample, { iterations: 12 });
    const error = formulaError(fitted, this.#data);
    if (!(error < nearlyExact * this.spread && error > exactShare * this.spread)) return [fitted, error];
    const better = fitConstants(fitted, this.#sample, { iterations: 30 });
    return [better, formulaError(better, this.#data)];
  }

  /** The formula without parts that are constant over the rows, where its error stays the same. */
  #withoutConstantParts(fitted: Expression, error: number): [Expression, number] {
    const plain = withoutConstantParts(fitted, this.#sample);
    if (plain === fitted) return [fitted, error];
    const simple = gathered(simplify(plain, { ranges: rangesOf(this.#data) }), rangesOf(this.#data));
    const [better, reached] = this.#withConstants(simple, error / this.spread);
    return reached <= Math.max(error, exactShare * this.spread) ? [better, reached] : [fitted, error];
  }

  /** A polynomial with few terms, then functions with constants inside, then laws with a name. */
  async withConstants(problem: Problem, { breath }: SearchControl): Promise<void> {
    for await (const candidates of lawsWithConstants(problem, breath)) {
      await this.#fit(problem, candidates, breath);
      if (this.isExact) return;
    }
    await this.#fitNamed(problem, breath);
  }

  /** Plain numbers for the constants of the best laws, where that makes their descriptions shorter. */
  async leaned({ breath, signal }: SearchControl): Promise<void> {
    const judge = fullJudge({ data: this.#data, floor: exactShare * this.spread });
    for (const { expression, named } of this.best) {
      if (this.#leaned.has(expression)) continue;
      this.#leaned.add(expression);
      await breath.take();
      if (signal.aborted) return;
      const law = measured(expression, judge);
      if (law === null) continue;
      const plain = leanest(law, judge);
      if (plain === law) continue;
      const leaned = gathered(plain.expression, rangesOf(this.#data));
      this.#found.add(leaned, plain.error, stillNamed(named, expression, leaned));
    }
  }

  /** Revises the best laws. Yields whether there is a better one. */
  async *revised(
    groups: readonly Group[],
    surface: Pick<Rows, 'smooth' | 'noise'>,
    control: SearchControl,
  ): AsyncGenerator<boolean, void> {
    const starts = this.best.map(({ expression }) => expression);
    const floor = exactShare * this.spread;
    const ranges = rangesOf(this.#data);
    for await (const found of revisions(starts, groups, { data: this.#data, floor, ...surface }, control)) {
      const before = this.best.at(0)?.cost ?? Infinity;
      for (const { expression, error } of found) this.#found.add(gathered(expression, ranges), error);
      yield (this.best.at(0)?.cost ?? Infinity) < before;
    }
  }

  /** Pairs of blocks. */
  async joined(problem: Problem, most: number, control: SearchControl): Promise<void> {
    if (problem.groups.length === 0) return;
    await this.#fit(problem, await joined(problem, most, control), control.breath);
  }

  async #fit(problem: Problem, candidates: readonly Candidate[], breath: Breath): Promise<void> {
    const rows = this.#sample.rows;
    const rough = ({ error, size }: Candidate): number => lengthOf(error, size, rows);
    const ranges = rangesOf(this.#data);
    const sorted = [...candidates].sort((a, b) => rough(a) - rough(b));
    const chosen = new Set(sorted.slice(0, 2));
    // Constants inside of blocks are not fitted yet: short candidates are kept although their error is still high.
    for (const count of [1, 2, 3]) {
      for (const one of sorted.filter(({ terms }) => terms === count).slice(0, candidatesFitted))
        chosen.add(one);
    }
    for (const { expression, error } of chosen) {
      if (this.#signal.aborted && this.best.length > 0) return;
      const whole = gathered(simplify(product([problem.factor.expression, expression]), { ranges }), ranges);
      const key = keyOf(whole);
      if (this.#tried.has(key) || !this.#found.isAllowed(whole)) continue;
      this.#tried.add(key);
      const [fitted, reached] = this.#withoutConstantParts(...this.#withConstants(whole, error));
      await breath.take();
      if (Number.isFinite(reached)) this.#found.add(fitted, reached);
    }
  }

  /** Laws that textbooks give a name: of one column, and sums and products of such laws. */
  async #fitNamed(problem: Problem, breath: Breath): Promise<void> {
    const ranges = rangesOf(this.#data);
    const ofOne = await namedCandidates(problem, breath);
    for (const { expression, named } of [...ofOne, ...(await namedWholes(problem, breath))]) {
      await breath.take();
      const before = formulaError(expression, this.#data);
      const fitted = fitConstants(expression, this.#sample, { iterations: 12, free: isLoose });
      const plain = gathered(simplify(fitted, { ranges }), ranges);
      const reached = formulaError(plain, this.#data);
      const isItself = reached > insideGrid * before;
      if (Number.isFinite(reached)) this.#found.add(plain, reached, isItself ? named : undefined);
    }
  }
}

/** Description length, up to a constant. @param error as a share of the spread. */
function lengthOf(error: number, size: number, rows: number): number {
  return rows * Math.log(error ** 2 + exactShare ** 2) + worth * size;
}
