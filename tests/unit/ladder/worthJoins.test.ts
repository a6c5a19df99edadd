/** When joins of laws of several inputs are tried, and what such a law may do between the rows. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { heldOutLosses } from '../../../main/engine/ladder/judging/judge.ts';
import { worthJoins } from '../../../main/engine/ladder/law.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { staysNear } from '../../../main/engine/ladder/staysNear.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { made } from './tables.ts';

const model = createModel({ inputs: 2, hidden: [], outputs: 1, grid: 3, order: 3, seed: 0 });
const questionOf = (rows: number): Question => made(rows, 2, () => 0).question;

/** A rung that leaves so much in each row. */
function rung(kind: RungKind, left: number): Reached {
  const heldOut = heldOutLosses(
    questionOf(60),
    Uint32Array.from({ length: 60 }, (_, row) => row),
    0,
    () => left,
  );
  return { kind, model, heldOut, freedom: null };
}

describe('joins of laws of several inputs', () => {
  const joinsOf = (curves: number, pairs: number, question = questionOf(60)) =>
    worthJoins([rung('constant', 2), rung('additive', 2 * curves), rung('pairs', 2 * pairs)], question);

  it('are sums where curves leave less than four times what the best rung leaves, else interactions', () => {
    expect(joinsOf(0.039, 0.01)).toEqual({
      isSum: true,
      isInteraction: false,
      mostByProduct: expect.closeTo(0.1),
    });
    expect(joinsOf(0.041, 0.01)).toEqual({
      isSum: false,
      isInteraction: true,
      mostByProduct: expect.closeTo(0.1),
    });
  });

  it('are not tried where another law is known, or curves show none', () => {
    expect(joinsOf(1, 0.9e-8)).toBeNull();
    expect(joinsOf(1, 1.1e-8)).not.toBeNull();
    expect(joinsOf(0.3, 0.19)).not.toBeNull();
    expect(joinsOf(0.3, 0.21)).toBeNull();
  });

  it('are not tried in more than 500 rows, or in groups of rows', () => {
    expect(joinsOf(0.02, 0.01, questionOf(500))).not.toBeNull();
    expect(joinsOf(0.02, 0.01, questionOf(501))).toBeNull();
    const groups = { column: 'batch', of: Uint32Array.from({ length: 60 }, (_, row) => row % 6) };
    expect(joinsOf(0.02, 0.01, { ...questionOf(60), groups })).toBeNull();
  });
});

describe('a law between the rows', () => {
  /** The second column has the mean 1, and a value far below it. */
  const data: FormulaData = {
    names: ['x', 'z'],
    columns: [Float64Array.of(0.2, 0.3, 9, 10), Float64Array.of(-3, 2, 2, 3)],
    rows: 4,
    target: Float64Array.of(-1, 0, 0.5, 1),
    weights: null,
  };
  const stays = (text: string): boolean => staysNear(parseExpression(text, ['x', 'z']), data.target, data);

  it('may leave the range of the target by this range, and no more', () => {
    // The range is from −1 to 1; these turn where x is 5.1.
    expect(stays('2.9 - (x - 5.1)^2/8')).toBe(true);
    expect(stays('3.1 - (x - 5.1)^2/8')).toBe(false);
    expect(stays('(x - 5.1)^2/8 - 2.9')).toBe(true);
    expect(stays('(x - 5.1)^2/8 - 3.1')).toBe(false);
  });

  it('has no pole along a column beside the mean of the other', () => {
    // Beside z = 1 it is at x = 1; beside z = −3 or z = 0 it is not where x is.
    expect(stays('0.1/(x - z)')).toBe(false);
    expect(stays('0.1/(x + 2 - z)')).toBe(true);
  });

  it('stays near at the rows too', () => {
    // The value is 0 beside both means, 4.875 and 1.
    expect(stays('(x - 4.875)*(z - 1)')).toBe(false);
    expect(stays('(x - 4.875)*(z - 1)/10')).toBe(true);
  });
});
