/** Smooth curves, on a grid as fine as the rows ask for, of the inputs or their logarithms. */
import type { CurveFits, Curves, Grids } from './curves.ts';
import { startOf, type Steps } from '../terms/gridPoints.ts';
import { significant } from '../judging/judge.ts';
import type { Table } from '../reached.ts';

/** Where the effective degrees of freedom fill this share of a curve's columns, twice as many intervals are tried. */
const full = 0.4;
/** Columns of a design with finer grids. */
const mostColumns = 200;
/** Standard errors by which finer grids must lower the error. */
const finerPays = 0.5;
/** Columns of a design on a finer grid where the first grid shows no fine structure. */
const mostBlind = 100;
/** The strength that these curves start from: the likelihood may have a second maximum, at no curve at all. */
const weak = 1e-6;
/** Standard errors by which curves of logarithms must lower the error. */
const logarithmsPay = 0.5;
/** Columns of curves on the first grid beyond which logarithms are not tried: it would take too long. */
const mostTwice = 100;
/** Of more inputs than this, the logarithms are only tried all at once. */
const mostApart = 4;
/** How often each of them is tried. */
const passes = 2;

/** The curves of the first grid, or of a finer one or of logarithms if this lowers the error. */
export async function bestAdditive(curves: CurveFits): Promise<Curves> {
  const { table, classifies } = curves;
  const even: Grids = { intervals: table.grid, steps: table.features.map(() => 'even') };
  const first = await curves.fit(even);
  if (!curves.bends) return first;
  const best = await refined(curves, await notBlind(curves, first));
  if (classifies || curves.columns(even) > mostTwice) return best;
  return ofLogarithms(curves, best);
}

/**
 * Where the degrees of freedom do not fill the first grid, one much finer grid is tried: an input that oscillates faster than
 * the first grid can follow has no curve on it at all.
 */
async function notBlind(curves: CurveFits, first: Curves): Promise<Curves> {
  if (first.filled > full || curves.classifies) return first;
  let { intervals } = first;
  while (curves.fits({ ...first, intervals: 2 * intervals }, mostBlind)) intervals *= 2;
  if (intervals === first.intervals) return first;
  const fine = await curves.fit({ intervals, steps: first.steps }, weak);
  return curves.lowers(first, fine, significant) ? fine : first;
}

/** Where the degrees of freedom nearly fill a curve's columns, twice as many intervals are tried, repeatedly. */
async function refined(curves: CurveFits, first: Curves): Promise<Curves> {
  let best = first;
  while (best.filled > full) {
    const finer = { intervals: 2 * best.intervals, steps: best.steps };
    if (!curves.fits(finer, mostColumns)) break;
    const next = await curves.fit(finer);
    if (!curves.lowers(best, next, finerPays)) break;
    best = next;
  }
  return best;
}

/**
 * Curves that are smooth in the logarithms of some inputs, if this lowers the error: what saturates, decays or diverges mostly
 * bends at small values. All logarithms are tried at once, and where they are few each by itself too. One that was only tried
 * beside others is left out again unless the error is higher without it.
 */
async function ofLogarithms(curves: CurveFits, plain: Curves): Promise<Curves> {
  const { table } = curves;
  const growing = growingInputs(table, plain);
  if (growing.length === 0) return plain;
  let best = plain;
  const attempt = async (steps: readonly Steps[], errors: number): Promise<void> => {
    const next = await refined(curves, await curves.fit({ intervals: table.grid, steps }));
    if (curves.lowers(best, next, errors)) best = next;
  };
  const all = plain.steps.map((step, input) => (growing.includes(input) ? 'logarithmic' : step));
  await attempt(all, logarithmsPay);
  if (growing.length === 1 || growing.length > mostApart) return best;
  for (let pass = 0; pass < passes; pass++) {
    const before = best;
    for (const input of growing) {
      const { steps } = best;
      if (steps[input] === 'even') await attempt(steps.with(input, 'logarithmic'), logarithmsPay);
      else await attempt(steps.with(input, 'even'), 0);
    }
    if (best === before) break;
  }
  return best;
}

function growingInputs({ features, inputs }: Table, { terms: { rows, terms } }: Curves): number[] {
  return terms
    .filter(({ deviations }) => deviations.length > 0)
    .map(({ inputs: [input] }) => input)
    .filter((input) => {
      const column = inputs.subarray(input * rows, (input + 1) * rows);
      return startOf(features[input].scaling, column) !== null;
    });
}
