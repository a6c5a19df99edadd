/** Polynomials with the sine or cosine of a column: found although the rows have noise. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { waves } from '../../../main/engine/symbolic/laws/terms/waves.ts';
import { nodes, variablesOf, type Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

type Law = (a: number, b: number, angle: number) => number;

function table(law: Law, noise: number, turn = 8): FormulaData {
  const random = seededRandom(5);
  const rows = 500;
  const column = (least: number, width: number): Float64Array =>
    Float64Array.from({ length: rows }, () => least + width * random.next());
  const columns = [column(1, 4), column(1, 4), column(-turn / 2, turn)];
  const target = Float64Array.from(
    { length: rows },
    (_, row) => law(columns[0][row], columns[1][row], columns[2][row]) + noise * random.normal(),
  );
  return { names: ['a', 'b', 'angle'], columns, rows, target, weights: null };
}

const { sqrt, sin, cos } = Math;
const isWave = (node: Expression): boolean =>
  node.kind === 'call' && (node.fn === 'sin' || node.fn === 'cos');

describe('a polynomial with a wave', () => {
  it.each<[string, Law, number]>([
    ['the third side of a triangle', (a, b, angle) => sqrt(a * a + b * b - 2 * a * b * cos(angle)), 3],
    ['a product and a sine', (a, b, angle) => a * b + 3 * b * sin(angle), 2],
    ['the square of a cosine', (a, b, angle) => a * cos(angle) ** 2 - 0.5 * b, 2],
  ])('is %s', async (_, law, terms) => {
    const exact = table(law, 0);
    const candidates = await waves(wholeProblem(table(law, 0.1)), new Breath());
    const short = candidates.filter((candidate) => candidate.terms === terms);
    // The root of a value near 0 is not finite before its constants are fitted.
    const finite = [...exact.target.keys()].filter((row) => Math.abs(exact.target[row]) > 0.5);
    const errors = short.map(({ expression }) => {
      const values = compile(expression, exact.names)(exact.columns, exact.rows);
      return sqrt(
        finite.reduce((sum, row) => sum + (values[row] - exact.target[row]) ** 2, 0) / finite.length,
      );
    });
    expect(Math.min(...errors.filter(Number.isFinite))).toBeLessThan(0.03);
  });

  it('has no wave of a column that is no angle', async () => {
    const narrow = table((a, b, angle) => a + b * angle, 0.1, 0.5);
    const candidates = await waves(wholeProblem(narrow), new Breath());
    expect(candidates.length).toBeGreaterThan(0);
    const angles = candidates.flatMap(({ expression }) =>
      [...nodes(expression)].flatMap((node) => (isWave(node) ? variablesOf(node) : [])),
    );
    expect(new Set(angles)).toEqual(new Set(['a', 'b']));
  });
});
