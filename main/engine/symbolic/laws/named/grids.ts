/** Values of the inner constants of laws with a name that are tried, in steps that a fit of all constants makes up for. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Parts of the range that have rows, of as many equal parts as there are rows. */
  readonly occupied: number;
}

/** The range of some values. @param ends of the table that they are from. */
export function rangeWith(values: Float64Array, [low, high]: readonly [number, number]): Range {
  const parts = values.map((value) => Math.floor(((value - low) / (high - low)) * values.length));
  return { low, high, occupied: new Set(parts).size };
}

/** The values that are tried for x in this range. @param before the constants that have a value already */
export type Grid = (range: Range, before: Readonly<Record<string, number>>) => readonly number[];

/** From `from` on, each so many times the one before. */
function geometric(from: number, to: number, ratio: number): number[] {
  const count = Math.max(1, Math.ceil(Math.log(to / from) / Math.log(ratio)) + 1);
  return Array.from({ length: count }, (_, k) => from * ratio ** k);
}

const widthOf = ({ low, high }: Range): number => high - low;

/** exp(−a·x) changes by e to these powers over the range. */
const changes = [0.3, 0.6, 1, 1.7, 3, 5, 8, 13, 22, 40];
export const rates: Grid = (range) => changes.map((power) => power / widthOf(range));
/** exp(x/a) changes as much. */
export const times: Grid = (range) => changes.map((power) => widthOf(range) / power);
/** So many times the rate a. */
export const faster: Grid = (_, { a }) => geometric(1.7, 50, 1.6).map((times) => times * a);
export const damping: Grid = (range) => [0.5, 1, 2, 4, 8].map((power) => power / widthOf(range));

/** exp(−a/(x + b)) changes by e to these powers over the range. */
export const steepness: Grid = ({ low, high }, { b }) =>
  changes.map((power) => (power * (low + b) * (high + b)) / (high - low));

const placesTried = 60;
/** Positions within the range. */
export const places: Grid = (range) =>
  Array.from({ length: placesTried }, (_, k) => range.low + (widthOf(range) * (k + 0.5)) / placesTried);

const narrowest = 0.015;
const widest = 0.8;
export const widths: Grid = (range) =>
  geometric(narrowest, widest, 1.5).map((share) => share * widthOf(range));

/** Standard deviations of Gaussian peaks of these widths, at 1/e of their heights. */
export const deviations: Grid = (range, before) => widths(range, before).map((width) => width / Math.SQRT2);

const decadesBelow = 3;
/** Sizes that values of x are compared with. */
export const scales: Grid = ({ low, high }) => {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return geometric(low > 0 ? Math.max(low / 4, size / 10 ** decadesBelow) : size / 100, 4 * size, 1.4);
};

/** x + b begins at these shares of the range's width. */
export const shifts: Grid = (range) =>
  geometric(0.05, 12, 1.6).map((share) => share * widthOf(range) - range.low);

/** x − b begins at the same. */
export const poles: Grid = (range, before) => shifts(range, before).map((shift) => -shift);

/** A power with a smaller exponent and a constant beside it only imitates a logarithm. */
export const exponents: Grid = () => [0.25, 0.35, 0.5, 0.7, 1, 1.3, 1.7, 2, 2.5, 3, 4, 6];

/** Plain numbers over three decades. */
export const ratios: Grid = () => geometric(2, 1000, 1.8);

/** Radians over the range: from half a turn on. */
const radians = { least: Math.PI, most: 300, step: 0.5 } as const;
/** The most radians that the rows can show, for each part of the range that has some. */
const perRow = Math.PI / 2;
export const turns: Grid = (range) => turnsFrom(radians.least, range);
export const wholeTurns: Grid = (range) => turnsFrom(2 * Math.PI, range);

function turnsFrom(least: number, range: Range): number[] {
  const most = Math.min(radians.most, perRow * range.occupied);
  const count = Math.max(0, Math.floor((most - least) / radians.step) + 1);
  return Array.from({ length: count }, (_, k) => (least + radians.step * k) / widthOf(range));
}
