/** The linear rungs of the ladder as functions that are trained on some rows and give outputs for all rows. */
import { everyRow, otherRows } from '../../data/rows.ts';
import {
  designOf,
  partsOf,
  predicted,
  withoutGroupLevels,
  type Design,
  type DesignColumn,
  type Layout,
} from './design.ts';
import { freedomAlone, freedomOfClasses } from './classFreedom.ts';
import { fitClasses, fitNumbers, type ClassStart, type Fitted, type Question } from './fitDesign.ts';
import { explaining, normalEquations, without, type NormalEquations } from './gram.ts';
import { bestPairs, pairPart, productsOf, type Factors, type Pair } from './pairs.ts';
import { ridge, ridgeOfClasses } from './ridge.ts';
import { cutAt, huberFit, limited } from './huber.ts';
import type { Smoothed, Strengths } from './smoothing.ts';

/** Functions of the inputs with their weights: all that a network is written from. */
export interface Written {
  readonly design: Layout;
  /** By output. */
  readonly fits: readonly Pick<Smoothed, 'theta' | 'totalFreedom' | 'variance'>[];
  /** By output, for all rows, [row]. */
  readonly outputs: readonly Float64Array[];
}

/** A penalised fit, with the design that it belongs to. */
export interface Learned extends Written {
  readonly design: Design;
  readonly fits: Fitted;
}

export interface Learner<Result extends Written = Learned> {
  /** @param among rows to train on; null for all. The same list gives the same result again. */
  learn(among: Uint32Array | null): Promise<Result>;
}

/** Updates of the penalties in a fold, which starts from the penalties of all rows. */
const foldUpdates = 8;
const pairUpdates = 20;

/** A learner that learns from each list once. */
export function remembering<Result extends Written>(learn: Learner<Result>['learn']): Learner<Result> {
  const known = new Map<Uint32Array | null, Promise<Result>>();
  return {
    learn: (among) => {
      const found = known.get(among) ?? learn(among);
      known.set(among, found);
      return found;
    },
  };
}

/**
 * A fixed design. Folds start from the strengths of all rows, and compute their equations from those of all rows.
 * @param first initial strengths, by output.
 */
export function designLearner(
  question: Question,
  design: Design,
  first: readonly Strengths[] | null = null,
): Learner {
  const { rows, weights } = question;
  let equations: readonly NormalEquations[] | null = null;
  const ofAll = (): readonly NormalEquations[] =>
    (equations ??= eachOutput(question, (target) => normalEquations(design, target, weights, null)));
  const numbers = async (among: Uint32Array | null): Promise<Fitted> => {
    const all = ofAll();
    if (among === null) return inTurn(all, (one, o) => fitOf(design, question, null, one, first?.[o]));
    const { fits: start } = await self.learn(null);
    const out = otherRows(rows, among);
    const some = eachOutput(question, (target) => normalEquations(design, target, weights, out));
    return inTurn(all, (one, o) =>
      fitOf(design, question, among, without(one, some[o]), start[o].strengths, foldUpdates),
    );
  };
  const classes = async (among: Uint32Array | null): Promise<Fitted> => {
    if (among === null) return fitClasses(design, question, null);
    return fitClasses(design, question, among, startOf(await self.learn(null)));
  };
  const self = remembering<Learned>(async (among) =>
    learnedOf(question, design, await (question.classifies ? classes(among) : numbers(among)), among),
  );
  return self;
}

/** One fit of a design, which learns nothing from fits to other rows. @param first initial strengths, by output. */
export async function fitAlone(
  question: Question,
  design: Design,
  among: Uint32Array | null,
  first: readonly Strengths[] | null,
): Promise<Learned> {
  if (question.classifies)
    return learnedOf(question, design, await fitClasses(design, question, among), among);
  const equations = eachOutput(question, (target) =>
    normalEquations(design, target, question.weights, among),
  );
  const fits = await inTurn(equations, (one, o) => fitOf(design, question, among, one, first?.[o]));
  return learnedOf(question, design, fits, among);
}

/** Straight lines under one penalty, chosen by leave-one-out errors. @param design of one group. */
export function lineLearner(question: Question, design: Design): Learner {
  const { rows, targets, weights, classifies, cut, breathe } = question;
  return remembering(async (among) => {
    await breathe();
    const used = among ?? everyRow(rows);
    if (classifies) return learnedOf(question, design, await ridgeOfClasses(design, question, used), among);
    const fitTo = await ridge(design, weights, used, breathe);
    const fits = await inTurn(
      eachOutput(question, (target) => target),
      fitTo,
    );
    if (cut === undefined) return learnedOf(question, design, fits, among);
    const loss = { targets, weights, cut };
    return learnedOf(question, design, [await huberFit(loss, used, fits[0], fitTo, valuesOf(design))], among);
  });
}

/** One output of numbers, by the loss of the question. @param among rows that the equations are of; all where null. */
async function fitOf(
  design: Design,
  { targets, weights, cut, rows, breathe }: Question,
  among: Uint32Array | null,
  equations: NormalEquations,
  start?: Strengths,
  updates?: number,
): Promise<Smoothed> {
  const plain = await fitNumbers(design, equations, breathe, start, updates);
  if (cut === undefined) return plain;
  const used = among ?? everyRow(rows);
  // Outliers may hide a curve, so the strengths of the first fit are no start for the next.
  const refit = (pseudo: Float64Array, before: Smoothed): Promise<Smoothed> => {
    const strengths = before === plain ? start : before.strengths;
    const next = explaining(equations, design, pseudo, weights, used);
    return fitNumbers(design, next, breathe, strengths, updates);
  };
  return huberFit({ targets, weights, cut }, used, plain, refit, valuesOf(design));
}

function valuesOf(design: Design): (fit: Smoothed) => Float64Array {
  return ({ theta }) => predicted(design, theta);
}

/**
 * The terms alone, and the terms with the pairs that lower the error; the pairs are chosen again for each set of
 * training rows.
 * @param factorsFor what pairs of terms are made of, for these rows to learn from; null for all.
 */
export function pairLearner(
  question: Question,
  base: Learner,
  factorsFor: (among: Uint32Array | null) => readonly Factors[],
): Learner {
  const { rows, weights, classifies } = question;
  const nameOf = ({ one, other, which }: Pair): string => `${one} ${other} ${which}`;
  /** Strengths of the pairs in the fit to all rows, by output. */
  let known: readonly ReadonlyMap<string, number>[] | null = null;
  const fitAmong = async (among: Uint32Array | null): Promise<Learned> => {
    const alone = await base.learn(among);
    const factors = factorsFor(among);
    const parts = partsOf(alone.design);
    const pairs = chosenPairs(question, alone, factors, among ?? everyRow(rows));
    if (pairs.length === 0) return alone;
    const kept = parts.filter((_, g) => alone.fits.some(({ strengths }) => strengths[g] < Infinity));
    const design = designOf(rows, [...kept, ...pairs.map((pair) => pairPart(pair, factors, rows))]);
    const start = alone.fits.map((fit, o): Strengths => {
      const first = pairStrength * (classifies ? 1 : fit.variance);
      const before = fit.strengths.filter((_, g) => kept.includes(parts[g]));
      return design.groups.map((_, g) => {
        const strength = before[g] ?? known?.[o].get(nameOf(pairs[g - kept.length])) ?? first;
        return Math.min(strength, 1e6 * first);
      });
    });
    const fits = classifies
      ? await fitClasses(design, question, among, { strengths: start, thetas: weightsIn(design, alone) })
      : await inTurn(
          eachOutput(question, (target) => normalEquations(design, target, weights, among)),
          (one, o) =>
            fitOf(design, question, among, one, start[o], among === null ? pairUpdates : foldUpdates),
        );
    if (among === null) {
      known = fits.map(
        ({ strengths }) => new Map(pairs.map((pair, p) => [nameOf(pair), strengths[kept.length + p]])),
      );
    }
    return learnedOf(question, design, fits, among);
  };
  const self = remembering<Learned>(async (among) => {
    if (among !== null) await self.learn(null);
    return fitAmong(among);
  });
  return self;
}

/** Initial strengths of pairs, in residual variances: each column has a tenth of the spread of the residuals. */
const pairStrength = 100;

function startOf({ fits }: Learned): ClassStart {
  return { strengths: fits.map(({ strengths }) => strengths), thetas: fits.map(({ theta }) => theta) };
}

/** The weights of a fit, by output, in a design with other columns; those it does not have are 0. */
function weightsIn({ members }: Layout, { design, fits }: Written): Float64Array[] {
  const place = new Map(design.members.map((column, c) => [column, c + 1]));
  return fits.map(({ theta }) => {
    const weightOf = (column: DesignColumn): number => (place.has(column) ? theta[place.get(column)!] : 0);
    return Float64Array.from([theta[0], ...members.map(weightOf)]);
  });
}

/** Levels of groups are no part of the outputs, and have no part in the effective degrees of freedom. */
function learnedOf(
  { classifies, weights }: Question,
  design: Design,
  fits: Fitted,
  among: Uint32Array | null,
): Learned {
  // Those of a fit to some of the rows are told nowhere.
  const isTold = classifies && fits.length > 1 && among === null;
  const freedom = isTold
    ? freedomOfClasses(design, weights, fits)
    : fits.map((fit) => freedomAlone(design, fit));
  const own = fits.map((fit, o) => ({ ...fit, totalFreedom: freedom[o] }));
  const outputs = fits.map(({ theta }) => predicted(design, withoutGroupLevels(design, theta)));
  return { design, fits: own, outputs };
}

function eachOutput<T>({ rows, outputs, targets }: Question, make: (target: Float64Array) => T): T[] {
  return Array.from({ length: outputs }, (_, o) => make(targets.subarray(o * rows, (o + 1) * rows)));
}

async function inTurn<T, R>(list: readonly T[], make: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const [index, one] of list.entries()) made.push(await make(one, index));
  return made;
}

/** Least number of rows for each column of the pairs. */
const rowsPerColumn = 2;
const mostPairs = 10;
/** The most columns of all pairs together: a fit takes time in proportion to their third power. */
const mostColumns = 500;

function chosenPairs(
  question: Question,
  { outputs }: Learned,
  factors: readonly Factors[],
  among: Uint32Array,
): Pair[] {
  const residuals = residualsOf(question, outputs);
  let room = Math.min(among.length / rowsPerColumn, mostColumns);
  return bestPairs(factors, residuals, question.weights, among, mostPairs).filter((pair) => {
    const count = productsOf(pair, factors).length;
    if (count > room) return false;
    room -= count;
    return true;
  });
}

/** What outputs leave of the targets, by output, [row]: of numbers up to the cut, of classes 1 or 0 minus the probability. */
export function residualsOf(
  { targets, weights, rows, classifies, cut = Infinity }: Question,
  outputs: readonly Float64Array[],
): readonly Float64Array[] {
  return classifies
    ? residualsOfClasses(outputs, targets, rows)
    : outputs.map((values, o) =>
        values.map((value, row) => limited(targets[o * rows + row] - value, cutAt(row, cut, weights))),
      );
}

function residualsOfClasses(
  outputs: readonly Float64Array[],
  targets: Float64Array,
  rows: number,
): Float64Array[] {
  const residuals = outputs.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    const logits = outputs.length === 1 ? [0, outputs[0][row]] : outputs.map((z) => z[row]);
    const largest = Math.max(...logits);
    const parts = logits.map((z) => Math.exp(z - largest));
    const total = parts.reduce((sum, part) => sum + part, 0);
    outputs.forEach((_, o) => {
      const kind = outputs.length === 1 ? 1 : o;
      residuals[o][row] = (targets[row] === kind ? 1 : 0) - parts[kind] / total;
    });
  }
  return residuals;
}
