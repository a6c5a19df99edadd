import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { createArena } from '../../../../main/engine/compute/native/memory/arena.ts';
import { createNativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import {
  contextAt,
  contextBytes,
  steps,
  writeLayers,
} from '../../../../main/engine/compute/native/memory/descriptors.ts';
import { createEvaluator } from '../../../../main/engine/compute/native/evaluator.ts';
import { kernelPlanOf } from '../../../../main/engine/compute/native/plan/plan.ts';
import { createPool, jobKinds } from '../../../../main/engine/compute/native/memory/pool.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { KanError } from '../../../../shared/errors.ts';
import { caseOf, type CaseShape } from './arbitrary.ts';

const shape: CaseShape = {
  seed: 11,
  inputs: 5,
  layers: [
    { sums: 7, arities: [2], grid: 5, order: 3 },
    { sums: 2, arities: [], grid: 5, order: 3 },
  ],
  rows: 10_000,
  adaptive: true,
  removed: 0.2,
  symbolic: 0.1,
  weighted: true,
  loss: 'squared',
  regularization: { metric: 'edge_forward_spline_n', lamb: 0.01, l1: 1, entropy: 2, coef: 0, coefDiff: 0 },
  reach: 1.2,
  constantColumn: false,
};

describe('threads', () => {
  it.each([0.2, 0.6])(
    'give the same bits for any number of threads, with a share of %d of the edges pruned',
    async (removed) => {
      const { structure, batch, objective, params } = caseOf({ ...shape, removed });
      const free = Uint32Array.from({ length: 200 }, (_, i) => 3 * i);
      const results = [];
      for (const threads of [1, 2, 3, 5]) {
        const backend = createNativeBackend({ threads });
        const evaluator = backend.evaluator(structure, batch, objective);
        const gradient = new Float64Array(params.length);
        for (let repeat = 0; repeat < 5; repeat++) await evaluator.evaluate(params, gradient);
        const { hessian } = await evaluator.gaussNewton!.quadratic(params, free);
        results.push({ gradient, hessian: hessian.slice(), statistics: await evaluator.statistics(params) });
        backend.dispose();
      }
      for (const result of results.slice(1)) expect(result).toEqual(results[0]);
    },
  );

  it('sum blocks of odd length to the same bits every time', async () => {
    // Runs of (k + 1) · 3 and of 3 numbers; too few rows for slices of their own.
    const layer = { arities: [], grid: 12, order: 2 };
    const odd = {
      ...shape,
      rows: 90,
      inputs: 3,
      layers: [
        { ...layer, sums: 3 },
        { ...layer, sums: 2 },
      ],
    };
    const { structure, batch, objective, params } = caseOf({
      ...odd,
      removed: 0,
      symbolic: 0,
      regularization: null,
    });
    const free = Uint32Array.from(params.keys());
    const matrices = async (threads: number, times: number): Promise<Float64Array[]> => {
      const backend = createNativeBackend({ threads });
      const evaluator = backend.evaluator(structure, batch, objective);
      const found = [];
      for (let time = 0; time < times; time++)
        found.push((await evaluator.gaussNewton!.quadratic(params, free)).hessian.slice());
      backend.dispose();
      return found;
    };
    const [expected] = await matrices(1, 1);
    const differs = (matrix: Float64Array): boolean => matrix.some((entry, i) => entry !== expected[i]);
    expect((await matrices(2, 400)).filter(differs)).toHaveLength(0);
  });

  it('agree with the reference on 100,000 rows', async () => {
    const { structure, batch, objective, params } = caseOf({ ...shape, rows: 100_000 });
    const backend = createNativeBackend({ threads: 2 });
    const gradients = await Promise.all(
      [backend, referenceBackend].map(async (either) => {
        const gradient = new Float64Array(params.length);
        const { total } = await either.evaluator(structure, batch, objective).evaluate(params, gradient);
        return [total, ...gradient];
      }),
    );
    backend.dispose();
    const scale = gradients[1].reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
    gradients[1].forEach((entry, i) => expect(Math.abs(entry - gradients[0][i])).toBeLessThan(1e-11 * scale));
  });

  it('divide jobs of many sizes without losing one', async () => {
    const backend = createNativeBackend({ threads: 3 });
    const evaluators = [1, 65, 200, 3_000].map((rows) => {
      const example = caseOf({ ...shape, rows });
      return { example, evaluator: backend.evaluator(example.structure, example.batch, example.objective) };
    });
    const first = evaluators.map(({ example, evaluator }) => evaluator.evaluate(example.params, null));
    for (let round = 0; round < 300; round++) {
      const now = evaluators.map(({ example, evaluator }) => evaluator.evaluate(example.params, null));
      expect(now).toEqual(first);
    }
    backend.dispose();
  });

  it('that fail end the job with an error and do not hang', () => {
    const { structure, batch } = caseOf(shape);
    const pool = createPool(2);
    const plan = kernelPlanOf(structure, true)!;
    const own = (bytes: number): number => pool.arena.allocate(bytes);
    const context = contextAt(pool.arena, own(contextBytes));
    const inputs = own(8 * batch.inputs.length);
    pool.arena.floats(inputs, batch.inputs.length).set(batch.inputs);
    context.set({
      layers: writeLayers(pool.arena, own, plan).address,
      layerCount: plan.layers.length,
      rows: batch.rows,
      batchRows: batch.rows,
      blockRows: plan.blockRows,
      blocksPerChunk: 1,
      inputs,
      weights: own(8 * plan.packedLength),
      losses: own(8 * batch.rows),
      scratch: own(8 * plan.scratchLength),
      // The worker's share lies beyond the memory.
      scratchBytes: 2 ** 31 - 64,
      steps: steps.forward,
      atGy: 8 * plan.atGy,
    });
    const chunks = Math.ceil(batch.rows / plan.blockRows);
    const runAgain = (): void => {
      for (let round = 0; round < 1_000; round++) pool.run(jobKinds.evaluate, context.address, chunks, true);
    };
    expect(runAgain).toThrow(/thread stopped/);
    expect(() => pool.run(jobKinds.records, context.address, 1, false)).toThrow(KanError);
    pool.dispose();
  });

  it('give an error when the calling thread fails', () => {
    const pool = createPool(1);
    const unknown = 99;
    expect(() => pool.run(unknown, 0, 1, false)).toThrow(KanError);
    pool.dispose();
  });

  it('keep no process alive, disposed or not', async () => {
    const script = `
      import { createPool } from ${JSON.stringify(fileURLToPath(new URL('../../../../main/engine/compute/native/memory/pool.ts', import.meta.url)))};
      createPool(3).dispose();
      createPool(3);
      console.log('end');`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', await bundled(script)],
      {
        timeout: 20_000,
      },
    );
    expect(stdout).toBe('end\n');
  });
});

/** JavaScript of a script and what it imports. */
async function bundled(script: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: true, write: false, target: 'node20', rolldownOptions: { input: 'script' } },
    plugins: [
      {
        name: 'script',
        enforce: 'pre',
        resolveId: (id) => (id === 'script' ? '\0script.ts' : null),
        load: (id) => (id === '\0script.ts' ? script : null),
      },
    ],
  });
  const [bundle] = [result].flat();
  if (!('output' in bundle)) throw new Error('There is no bundle.');
  return bundle.output[0].code;
}

describe('memory', () => {
  it('is given back by dispose and used again', async () => {
    const pool = createPool(1);
    const { structure, batch, objective, params } = caseOf({ ...shape, rows: 5_000 });
    const sizes: number[] = [];
    for (let round = 0; round < 4; round++) {
      const evaluator = createEvaluator(pool, kernelPlanOf(structure, true)!, structure, batch, objective);
      await evaluator.evaluate(params, new Float64Array(params.length));
      await evaluator.gaussNewton!.quadratic(params, Uint32Array.of(1, 2, 3));
      evaluator.dispose();
      sizes.push(pool.arena.memory.buffer.byteLength);
    }
    pool.dispose();
    expect(sizes).toEqual(sizes.map(() => sizes[0]));
  });

  it('is allocated in blocks of zeros that do not overlap', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 100, shared: true });
    const arena = createArena(memory, 100);
    const blocks = [100, 70_000, 1, 64, 200_000].map((bytes) => ({ bytes, address: arena.allocate(bytes) }));
    for (const { bytes, address } of blocks) arena.floats(address, Math.floor(bytes / 8)).fill(1);
    const order = blocks.toSorted((a, b) => a.address - b.address);
    order.slice(1).forEach(({ address }, i) => {
      expect(address).toBeGreaterThanOrEqual(order[i].address + order[i].bytes);
    });
    arena.release(blocks[1].address);
    arena.release(blocks[2].address);
    const again = arena.allocate(70_050);
    expect(again).toBe(blocks[1].address);
    expect(arena.floats(again, 8_700).every((value) => value === 0)).toBe(true);
    expect(() => arena.allocate(2 ** 30)).toThrow(KanError);
  });
});
