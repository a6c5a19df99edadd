/** Conditions that no function can satisfy together, such as u(0) = 1 and u(0) = 2. */
import { userError } from '../../../../shared/errors.ts';
import { conditionPoints } from '../residuals/points.ts';
import type { Condition, Problem } from '../problem/problem.ts';
import { fixedBy, fixedValues, type Fixed } from './fixedValues.ts';

/** Points at which two conditions are compared. */
const comparedPoints = 9;
/** Values are equal, but for rounding, if they differ by less than this share of the larger one, or by less than this much. */
const rounding = 1e-6;
const smallest = 1e-12;

/**
 * Two conditions on the same derivative of a function contradict each other where both hold and their values differ. They are
 * compared where the place of one is the place of the other or a part of it: sides of a domain that only meet in a corner may
 * have different values there, as a hot and a cold wall have.
 * @throws KanError `equation.contradiction`
 */
export function requireAgreement(problem: Problem): void {
  const fixed = problem.conditions.flatMap((condition) => fixedBy(condition, problem));
  fixed.forEach((one, at) => {
    const other = fixed.slice(0, at).find((before) => contradict(before, one, problem));
    if (other === undefined) return;
    throw userError(
      'equation.contradiction',
      `The conditions “${other.condition.residual.text}” and “${one.condition.residual.text}” contradict each other: no function satisfies both.`,
      'Correct or remove one of them.',
    );
  });
}

function contradict(one: Fixed, other: Fixed, problem: Problem): boolean {
  const isSame =
    one.term.output === other.term.output &&
    one.term.orders.every((order, at) => order === other.term.orders[at]);
  if (!isSame) return false;
  const smaller = covers(one.condition, other.condition, problem)
    ? other
    : covers(other.condition, one.condition, problem)
      ? one
      : null;
  if (smaller === null) return false;
  const [points] = conditionPoints(problem, smaller.condition, comparedPoints);
  const [first, second] = [one, other].map((fixed) => fixedValues(fixed, points, problem));
  return first.some((value, row) => {
    const larger = Math.max(Math.abs(value), Math.abs(second[row]));
    return Math.abs(value - second[row]) > Math.max(smallest, rounding * larger);
  });
}

/** Whether the points of `smaller` are points of `larger` too. */
function covers(larger: Condition, smaller: Condition, { coordinates, region }: Problem): boolean {
  const [place] = smaller.places as readonly (Condition['places'][number] | undefined)[];
  const [whole] = larger.places as readonly (Condition['places'][number] | undefined)[];
  if (whole !== undefined)
    return place !== undefined && whole.every((value, at) => value === null || value === place[at]);
  if (place === undefined) return true;
  // A time called t has no border.
  return (
    region === null &&
    coordinates.some(
      ({ name, low, high }, at) =>
        (name !== 't' || coordinates.length === 1) && (place[at] === low || place[at] === high),
    )
  );
}
