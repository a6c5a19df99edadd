/** Functions suggested for an edge, and the formula of the network as it is, over the contract. */
import { describe, expect, it } from 'vitest';
import { changed, networkSetup, prepared, train, useStudioFolder } from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('suggestions', () => {
  const edge = { layer: 0, input: 0, output: 0 };

  it('have values of c·f(a·x + b) + d over the input of the edge, the best first', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const detail = await client.call('edge.inspect', edge);
    const { x, candidates, message } = await client.call('edge.suggest', { edge, functions: [] });
    expect(message).toBe('');
    expect([...x]).toEqual([...detail.x]);
    const sine = candidates.find((candidate) => candidate.function === 'sin')!;
    const [a, b, c, d] = sine.affine;
    sine.y.forEach((y, i) => expect(y).toBeCloseTo(c * Math.sin(a * x[i] + b) + d, 12));
    expect(candidates.filter(({ pareto }) => pareto).length).toBeGreaterThan(1);
    for (const candidate of candidates) {
      expect(candidate.r2).toBeCloseTo(1 - candidate.unexplained, 12);
      expect([...candidate.affine].every(Number.isFinite)).toBe(true);
      expect(candidate.latex).not.toMatch(/NaN|Infinity/u);
    }
  });

  it('put a requested function first, and explain text that is no function', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const asked = await client.call('edge.suggest', { edge, functions: ['x^6', 'cos', 'sin('] });
    expect(
      asked.candidates
        .slice(0, 2)
        .map((candidate) => candidate.function)
        .sort(),
    ).toEqual(['cos', 'x^6']);
    expect(asked.candidates.filter((candidate) => candidate.function === 'cos')).toHaveLength(1);
    expect(asked.message).toContain('character 5');
  });

  it('of a fixed edge are compared with its earlier spline, not with its function', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const spline = await client.call('edge.suggest', { edge, functions: [] });
    expect(spline.before).toBe(false);
    await changed(client, 'model.edit', {
      edit: { type: 'fix', edges: [edge], function: 'x', affine: [1, 0, 0.3, 0] },
      refit: 0,
    });
    const fixed = await client.call('edge.suggest', { edge, functions: [] });
    expect(fixed.before).toBe(true);
    expect(fixed.best).toBe(spline.best);
    const r2 = (name: string) => fixed.candidates.find((one) => one.function === name)!.r2;
    expect(r2('x')).toBeLessThan(r2(fixed.best));
    expect(r2('x')).toBeCloseTo(spline.candidates.find((one) => one.function === 'x')!.r2, 10);
  });

  it('say where a function ends beside the data', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const { candidates } = await client.call('edge.suggest', { edge, functions: [] });
    const root = candidates.find((one) => one.function === 'sqrt')!;
    for (const { side, at } of root.ends) {
      expect(['below', 'above']).toContain(side);
      expect(Math.abs(at)).toBeGreaterThan(0.9);
      expect(Math.abs(at)).toBeLessThan(1.25);
    }
    expect(candidates.find((one) => one.function === 'sin')!.ends).toEqual([]);
  });

  it('mark a function with a pole within the range as unsafe, without a value there', async () => {
    const { client } = await prepared(folder());
    const { candidates } = await client.call('edge.suggest', { edge, functions: ['1/(x^2 - 0.1)'] });
    const asked = candidates[0];
    if (asked.safe) expect(asked.y.every(Number.isFinite)).toBe(true);
    for (const { safe, pareto } of candidates) expect(pareto && !safe).toBe(false);
  });
});

describe('the formula of a network', () => {
  it('is the structure of the network while edges are splines', async () => {
    const { client } = await prepared(folder());
    const view = await client.call('formula.current', undefined);
    expect(view.formulas).toEqual([]);
    expect(view.splines).toBe(15);
    expect(view.structure[0].latex).toContain(String.raw`\varphi_{2,1,1}\left(h_{1,1}\right)`);
    const error = await rejection(
      client.call('formula.print', {
        formula: { from: 'network', output: 0 },
        language: 'text',
        digits: null,
        symbols: false,
      }),
    );
    expect(error).toMatchObject({ kind: 'user', code: 'formula.splines' });
  });

  it('is the structure when it would have thousands of terms, although all edges are functions', async () => {
    const { client } = await prepared(folder());
    const model = await changed(client, 'model.create', { ...networkSetup, hidden: [4, 4, 4, 4, 4] });
    const edges = model.edges.map(({ layer, input, output }) => ({ layer, input, output }));
    const edit = { type: 'fix' as const, edges, function: 'sin', affine: [1, 0, 0.1, 0] as const };
    await changed(client, 'model.edit', { edit, refit: 0 });
    const view = await client.call('formula.current', undefined);
    expect([view.formulas, view.splines]).toEqual([[], 0]);
    expect(view.structure[0].latex).toContain(String.raw`\sin`);
    const formula = { from: 'network' as const, output: 0 };
    const request = { formula, language: 'text' as const, digits: null, symbols: false };
    expect((await rejection(client.call('formula.print', request))).code).toBe('formula.too-large');
  });
});
