import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { createModel, type CreateOptions } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { layoutOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { networkStructure } from '../../../main/engine/symbolic/formula/structure.ts';

const column = (name: string, shift: number, scale: number) => ({
  name,
  column: name,
  label: null,
  scaling: { shift, scale },
});
const encoding = {
  task: 'regression',
  features: [column('T', 300, 50), column('p', 4, 2)],
  outputs: [column('y', 1000, 10)],
} as unknown as Encoding;

const network = (hidden: CreateOptions['hidden']): KanModel =>
  createModel({ inputs: 2, hidden, outputs: 1, grid: 3, order: 3, seed: 1 });
const edge = (layer: number, input: number, output = 0) => ({ layer, input, output });
const lineOf = (model: KanModel): string => networkStructure(model, encoding)[0].latex;

function withNumbers(model: KanModel, layer: number, scale: number, bias: number): KanModel {
  const params = model.params.slice();
  const { subnodeScale, subnodeBias } = layoutOf(model.layers)[layer];
  params[subnodeScale] = scale;
  params[subnodeBias] = bias;
  return { ...model, params };
}

describe('a network that is not yet a formula', () => {
  it('is written in the units of the data, with its constants added up in front', () => {
    // y = 1000 + 10·(2·(3·(T − 300)/50 + 0.4 + φ) + 0.7)
    const fixed = fixEdge(withNumbers(network([]), 0, 2, 0.7), edge(0, 0), 'x', [1, 0, 3, 0.4]);
    // Constants: 1000 + 10·(2·(3·(−6) + 0.4) + 0.7)
    expect(lineOf(fixed)).toBe('y = 655 + 1.2 \\, T + s\\left(p\\right)');
  });

  it('has no constants that are rounding errors', () => {
    const constantOf = (bias: number): string => {
      const centred = { ...encoding, outputs: [column('y', 0, 10)] } as unknown as Encoding;
      return networkStructure(withNumbers(network([1]), 0, 1, bias), centred)[0].latex;
    };
    const splines = '\\varphi_{1,1,1}\\left(T\\right) + \\varphi_{1,2,1}\\left(p\\right)';
    expect(constantOf(3e-17)).toBe(`y = \\varphi_{2,1,1}\\left(${splines}\\right)`);
    expect(constantOf(3e-4)).toBe(`y = \\varphi_{2,1,1}\\left(3 \\cdot 10^{-4} + ${splines}\\right)`);
  });

  it('has no factor that reads 1', () => {
    const fixed = fixEdge(network([1]), edge(1, 0), 'exp', [1.0002, 0, 0.1, 0]);
    const centred = { ...encoding, outputs: [column('y', 0, 10)] } as unknown as Encoding;
    const [{ latex }] = networkStructure(fixed, centred);
    expect(latex).toMatch(/^y = e\^\{\\left\(\\varphi/);
  });

  it('leaves out the units at the end of names', () => {
    const named = {
      ...encoding,
      features: [column('T [K]', 300, 50), column('p / bar', 4, 2)],
    } as unknown as Encoding;
    expect(networkStructure(network([]), named)[0].latex).toBe(
      'y = 1000 + s\\left(T\\right) + s\\left(p\\right)',
    );
  });

  it('has as many digits as its columns need', () => {
    const narrow = {
      ...encoding,
      features: [column('T', 30000, 5), column('p', 4, 2)],
    } as unknown as Encoding;
    const fixed = fixEdge(network([]), edge(0, 0), 'tanh', [1, 0.25, 1, 0]);
    // T/5 − 6000 + 0.25
    expect(networkStructure(fixed, narrow)[0].latex).toContain('- 5999.75');
  });

  it('has the constant of a sum without splines, in an argument and in a product', () => {
    const bent = fixEdge(
      fixEdge(network([1]), edge(0, 0), 'sin', [50, 300, 2, 0.5]),
      edge(0, 1),
      'x',
      [1, 2, 1, 0],
    );
    // The hidden node: 2·(2·sin(T) + 0.5 + (p − 4)/2 + 2) + 0.25
    expect(lineOf(withNumbers(bent, 0, 2, 0.25))).toBe(
      'y = 1000 + \\varphi_{2,1,1}\\left(1.25 + 4 \\, \\sin\\left(T\\right) + p\\right)',
    );
    const product = network([{ sums: 0, arities: [2] }]);
    expect(product.layers[0].arities).toEqual([2]);
    const above = fixEdge(product, edge(1, 0), 'x', [1, 0, 1, 0.5]);
    const [left, right] = [0, 1].map(
      (factor) =>
        `\\left(\\varphi_{1,1,${factor + 1}}\\left(T\\right) + \\varphi_{1,2,${factor + 1}}\\left(p\\right)\\right)`,
    );
    expect(lineOf(above)).toBe(`y = 1005 + 10 \\, \\left(${left} \\cdot ${right}\\right)`);
  });

  it('has a table of what the labels of a category add, and bare names of hidden nodes', () => {
    const labelled = {
      ...encoding,
      features: ['North', 'South'].map((label) => ({
        name: `site=${label}`,
        column: 'site',
        label,
        scaling: { shift: 0, scale: 1 },
      })),
    } as unknown as Encoding;
    expect(networkStructure(network([]), labelled)[0].latex).toMatch(
      /^y = [\d.]+ \+ \\begin\{array\}.*\\text\{North\} & \\text\{South\}/,
    );
    const lines = [0, 1].reduce(
      (model, input) => fixEdge(model, edge(0, input), 'x', [1, 0, input + 1, 0.1]),
      network([]),
    );
    expect(networkStructure(lines, labelled)[0].latex).toBe(
      'y = 1002 + \\begin{array}{c|cc} \\mathrm{site} & \\text{North} & \\text{South} \\\\ & 10 & 20 \\end{array}',
    );
    const large = network([8]);
    const straight = fixEdge(large, edge(1, 0), 'x', [1, 0, 1, 0.5]);
    expect(lineOf(straight)).toMatch(/^y = 1005 \+ 10 \\, h_\{1,1\} \+ /);
  });
});
