/** A search from given formulas on: the best one that was not revised yet is revised, until revisions no longer help. */
import { isLoose, roundConstants } from '../../../../../shared/expression/constants.ts';
import { keyOf, type Expression } from '../../../../../shared/expression/tree.ts';
import { fitConstants } from '../../formula/fitConstants.ts';
import { Blocks } from '../blocks.ts';
import type { SearchControl } from '../control.ts';
import type { Group } from '../problem.ts';
import { lean, measured, type Fitted } from './lean.ts';
import { fullJudge, revisionsOf, type Rows } from './revise.ts';

const blockRows = 150;
const mostBlocks = 1500;
/** The search ends after so many formulas in a row whose revisions are no better than what was found before. */
const patience = 3;
/** Formulas whose constants differ in later digits only are the same. */
const digits = 3;
const mostRevised = 12;

/**
 * Yields after each formula that was revised: the formulas that came out, in no order.
 * @param groups what blocks are made of: columns, and products and sums of them.
 */
export async function* revisions(
  starts: readonly Expression[],
  groups: readonly Group[],
  on: Rows,
  control: SearchControl,
): AsyncGenerator<readonly Fitted[], void> {
  const judge = fullJudge(on);
  const rows = Math.min(blockRows, on.smooth.rows);
  const blocks = new Blocks(groups, (values) => values.subarray(0, rows), mostBlocks, 'none');
  const seen = new Set<string>();
  const waiting = new Map<string, Fitted>();
  const known = new Set<string>();
  let least = Infinity;
  const add = (found: readonly Fitted[]): void => {
    for (const one of found) {
      const key = keyOf(roundConstants(one.expression, digits));
      if (known.has(key)) continue;
      known.add(key);
      waiting.set(key, one);
      least = Math.min(least, one.cost);
    }
  };
  for (const start of starts) {
    if (control.signal.aborted) return;
    await control.breath.take();
    const one = measured(fitConstants(start, on.data, { iterations: 12, free: isLoose }), judge);
    if (one !== null) add([lean(one, judge)]);
  }
  yield [...waiting.values()];
  let vain = 0;
  for (let count = 0; count < mostRevised && vain < patience && waiting.size > 0; count++) {
    const [[key, next]] = [...waiting].sort(([, one], [, other]) => one.cost - other.cost);
    waiting.delete(key);
    const before = least;
    const found = await revisionsOf(next.expression, on, blocks, seen, control);
    if (control.signal.aborted) return;
    add(found);
    vain = least < before ? 0 : vain + 1;
    yield found;
  }
}
