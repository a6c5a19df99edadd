/** Columns that act only by x·(z + s), as a time by a rate that is a line of another column. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { reductions } from '../../../main/engine/symbolic/laws/reductions/reductions.ts';
import { keyOf, type Expression } from '../../../shared/expression/tree.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { tableOf } from './lawTables.ts';

const ranges = [
  [0, 10],
  [10, 60],
] as const;

/** What single groups the columns of a law can be joined to. */
async function joinedIn(law: (x: number, z: number) => number): Promise<string[]> {
  const data = tableOf(law, ranges, { rows: 120, noise: 0.05 });
  const found: Expression[] = [];
  for await (const { problem } of reductions(wholeProblem(data), new Breath(), new AbortController().signal))
    if (problem.groups.length === 1) found.push(problem.groups[0].expression);
  return [...new Map(found.map((one) => [keyOf(one), one])).values()].map(
    (one) => printExpression(one, 'text', { digits: 2 }).code,
  );
}

describe('two columns', () => {
  it('are joined where one multiplies a line of the other', async () => {
    const joined = await joinedIn((t, T) => 1.2 + 3.6 * Math.exp(-(0.15 + 0.01 * T) * t));
    expect(joined).toContainEqual(expect.stringMatching(/^x1\*\(x2 \+ 1\d(\.\d+)?\)$/));
    const falling = await joinedIn((t, T) => 2 + 5 * Math.exp(-(0.9 - 0.012 * T) * t));
    expect(falling).toContainEqual(expect.stringMatching(/^x1\*\(x2 - [678]\d\)$/));
  });

  it('are not joined where each acts by itself', async () => {
    const joined = await joinedIn((t, T) => 3 * Math.exp(-0.4 * t) + 0.05 * T);
    expect(joined.filter((text) => text.includes('x1*(x2'))).toEqual([]);
  });
});
