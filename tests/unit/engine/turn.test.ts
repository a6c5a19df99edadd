/** Functions that are fixed by hand are shown as the formula reads. */
import { describe, expect, it } from 'vitest';
import { changed, networkSetup, openStudio, dataSetup, table, train, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

describe('fixing all edges of exp(sin + square)', () => {
  it('shows sine and parabola the right way up, with the errors of the preview', async () => {
    const { client } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', dataSetup);
    await changed(client, 'model.create', { ...networkSetup, hidden: [1], seed: 6 });
    await train(client, { optimizer: 'lm', steps: 60 });
    const square = { layer: 0, input: 1, output: 0 };
    const last = { layer: 1, input: 0, output: 0 };
    const middle = async (): Promise<number> => {
      const { x, y } = await client.call('edge.inspect', square);
      return (y[Math.floor(y.length / 2)] - y[0]) / x[0] ** 2;
    };
    // Training has found the parabola upside down.
    expect(await middle()).toBeGreaterThan(0);
    const fix = (edge: typeof last, name: string) =>
      ({ edit: { type: 'fix', edges: [edge], function: name, affine: null }, refit: 20 }) as const;
    await changed(client, 'model.edit', fix({ layer: 0, input: 0, output: 0 }, 'sin'));
    await changed(client, 'model.edit', fix(square, 'x^2'));
    const promised = await client.call('model.preview', fix(last, 'exp'));
    await changed(client, 'model.edit', fix(last, 'exp'));
    expect(await middle()).toBeCloseTo(-1, 1);
    expect((await client.call('edge.inspect', last)).affine!.slice(0, 2)).toEqual([1, 0]);
    const { scores } = await client.call('session.snapshot', undefined);
    expect(scores!.validation.rmse).toBeCloseTo(promised.refitted!, 9);
    expect(scores!.validation.rmse).toBeLessThan(1e-3);
  });
});
