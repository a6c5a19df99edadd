/** From a table to a formula at the command line, and a network's edges by hand. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { kan } from '../../support/kan.ts';
import { modelBefore } from '../../../main/engine/history/history.ts';
import { labelOf } from '../../../main/engine/history/revision.ts';
import { affineOf } from '../../../main/engine/kan/editEdge.ts';
import { seededRandom } from '../../../shared/random.ts';
import { readProject } from '../../../main/engine/storage/projectStore.ts';
import { useFolder } from '../../support/folder.ts';

const hello = fileURLToPath(new URL('../../../examples/hello-kan.csv', import.meta.url));
const folder = useFolder('all tests');
let model: string;
beforeAll(async () => {
  model = folder('hello.kan');
});

interface FormulaJson {
  readonly text: string;
  readonly latex: string;
  readonly test_rmse: number;
  readonly complexity: number;
}

describe('kan fit --preset formula', () => {
  it('finds the formula of the table, and the model prints it in any notation', async () => {
    const csv = folder('hello.csv');
    await writeFile(csv, (await readFile(hello, 'utf8')).split('\n').slice(0, 121).join('\n'));
    const fitted = await kan(
      'fit',
      csv,
      '--target',
      'y',
      '--hidden',
      '2',
      '--preset',
      'formula',
      '--json',
      '--out',
      model,
    );
    expect(fitted.status).toBe(0);
    const { formula, formulas } = JSON.parse(fitted.stdout) as {
      formula: FormulaJson;
      formulas: FormulaJson[];
    };
    // The table has nine decimals.
    expect(formula.test_rmse).toBeLessThan(1e-9);
    expect(formula.text).toBe('exp(x2^2 + sin(pi*x1))');
    expect(formulas.at(-1)).toEqual(formula);

    expect((await kan('formula', model)).stdout).toBe('y = exp(x2^2 + sin(pi*x1))\n');
    expect((await kan('formula', model, '--format', 'latex')).stdout).toContain('\\sin');
    const python = await kan('formula', model, '--format', 'python');
    expect(python.stdout).toContain('np.exp(');
    expect((await kan('formula', model, '--format', 'fortran')).stderr).toContain(
      'Choices: latex, text, ascii, symbols',
    );
    const { history } = await readProject(model);
    expect(history.revisions.map(({ operation }) => operation.type)).toEqual([
      'create',
      'train',
      'prune',
      'symbolic',
    ]);
  });

  it('removes an edge only if no target needs it', async () => {
    const csv = folder('unlike.csv');
    const random = seededRandom(1);
    // One target is mostly noise, the other one, of another unit, is exact: beside the noise a lost edge hardly shows.
    const rows = Array.from({ length: 150 }, () => {
      const [a, b] = [random.next(), random.next()];
      return `${a},${b},${1e6 * (a + 5 * random.next())},${a + 0.02 * b}`;
    });
    await writeFile(csv, ['a,b,noisy,exact', ...rows, ''].join('\n'));
    const out = folder('unlike.kan');
    const flags = ['--hidden', 'none', '--grid', '3', '--optimizer', 'lm', '--prune', '--out', out];
    const { status } = await kan('fit', csv, '--target', 'noisy,exact', ...flags);
    expect(status).toBe(0);
    const { history } = await readProject(out);
    const [layer] = history.revisions.at(-1)!.model.layers;
    expect(history.revisions.at(-1)!.operation.type).toBe('prune');
    // By input and output: both inputs of the exact target stay.
    expect([layer.mask[1], layer.mask[3]]).toEqual([1, 1]);
  });

  it('writes classes as formulas of their logits', async () => {
    const csv = folder('classes.csv');
    const rows = Array.from({ length: 50 }, (_, i) => {
      const x = i / 25 - 1;
      return `${x},${i % 7 === 0 || x > 0.2 ? 'high' : 'low'}`;
    });
    await writeFile(csv, ['x,level', ...rows, ''].join('\n'));
    const out = folder('classes.kan');
    const options = ['--hidden', 'none', '--grid', '3', '--optimizer', 'lm', '--symbolic', '--json'];
    const { status, stdout } = await kan('fit', csv, '--target', 'level', ...options, '--out', out);
    expect(status).toBe(0);
    const { formula } = JSON.parse(stdout) as { formula: { text: string; test_rmse: number } };
    expect(formula.text).toContain('x');
    expect(Number.isFinite(formula.test_rmse)).toBe(true);
    const printed = await kan('formula', out, '--format', 'text');
    expect(printed.stdout).toBe(`logit P(level = low) = ${formula.text}\n`);
    const python = await kan('formula', out, '--format', 'python');
    expect(python.stdout).toContain('# Log-odds of level = low.');
    expect(python.stdout).toContain('def logit_level_low(x):');
  });
});

describe('edges by hand', () => {
  it('says how many splines stand in the way of a formula, a column of labels as one input', async () => {
    const [csv, path] = [folder('labels.csv'), folder('labels.kan')];
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i},${['red', 'green', 'blue'][i % 3]},${i + (i % 3)}`,
    );
    await writeFile(csv, ['x,colour,y', ...rows].join('\n'));
    const flags = ['--hidden', '2', '--optimizer', 'lbfgs', '--steps', '2', '--json', '--out', path];
    const fitted = JSON.parse((await kan('fit', csv, '--target', 'y', ...flags)).stdout) as { edges: number };
    expect(fitted.edges).toBe(6);
    expect((await kan('formula', path)).stderr).toContain('There is no formula yet: 6 edges are splines');
  });

  it('suggests, fixes, refines and prunes, and adds a revision each time', async () => {
    const path = folder('hand.kan');
    const split = ['--seed', '0', '--test-fraction', '0.2'];
    await kan('fit', hello, '--target', 'y', '--hidden', '1', ...split, '--out', path);
    expect((await kan('formula', path)).stderr).toContain('There is no formula yet: 3 edges are splines');

    const suggested = await kan('suggest', path, '--edge', '0,0,0', '--data', hello, '--json');
    const { candidates } = JSON.parse(suggested.stdout) as {
      candidates: { function: string; r2: number; a: number }[];
    };
    const [first] = candidates;
    expect(first.function).toBe('sin');
    expect(first.a).toBeCloseTo(Math.PI, 2);

    const refined = async (): ReturnType<typeof kan> =>
      kan('refine', path, '--grid', '200', '--data', hello, '--json', '--out', folder('finer.kan'));
    expect(await refined()).toMatchObject({ status: 0, stderr: `Saved ${folder('finer.kan')}\n` });

    const edges = [
      ['0,0,0', 'sin'],
      ['0,1,0', 'x^2'],
      ['1,0,0', 'exp'],
    ];
    for (const [edge, fn] of edges) {
      const fixed = await kan('fix', path, '--edge', edge, '--function', fn, '--data', hello, '--json');
      expect(fixed.status).toBe(0);
    }
    const { history } = await readProject(path);
    const last = history.revisions.at(-1)!;
    expect(last.scores?.test.rmse).toBeLessThan(1e-8);
    expect(history.revisions).toHaveLength(5);
    expect((await kan('formula', path, '--digits', '3')).stdout).toMatch(/^y = .*exp\(.*sin\(3\.14\*x1/);

    expect((await refined()).stderr).toContain('No edge of the network is a spline');
    const lighter = await kan('prune', path, '--data', hello, '--edge-threshold', '0');
    expect(lighter.stdout).toContain('3 edges');
  });

  it('says which edge or function is wrong, and does not change the file', async () => {
    const before = await readProject(model);
    const wrong = await kan('fix', model, '--edge', '7,0,0', '--function', 'sin');
    expect(wrong.stderr).toContain('no edge 7,0,0');
    expect((await kan('fix', model, '--edge', '0,0,0', '--function', 'sine')).stderr).toContain('“sine”');
    expect((await kan('fix', model, '--edge', '0;0')).status).toBe(2);
    expect((await readProject(model)).history.revisions).toHaveLength(before.history.revisions.length);
  });
});

describe('kan prune, expand, lock and so on', () => {
  const labels = async (path: string): Promise<string[]> => {
    const { history } = await readProject(path);
    return history.revisions.map((revision) => labelOf(revision, modelBefore(history, revision)));
  };

  it('change a model step by step, and label each revision', async () => {
    const path = folder('steps.kan');
    const fit = ['--hidden', '4', '--optimizer', 'lm', '--steps', '30', '--seed', '1', '--out', path];
    expect((await kan('fit', hello, '--target', 'y', ...fit)).status).toBe(0);
    const steps: readonly (readonly [argv: readonly string[], label: string])[] = [
      [['prune', path, '--sparsify'], 'Simplified'],
      [['expand', path, '--kind', 'product', '--no-refit'], 'Added a product node to hidden layer 1'],
      [['expand', path, '--layer', '2', '--new-layer', '--no-refit'], 'Added a layer before layer 2'],
      [['prune', path, '--edge', '0,1,1;0,0,2', '--no-refit'], 'Pruned 2 edges'],
      [['restore', path, '--edge', '0,1,1', '--refit', '5'], 'Restored x2 → h1.4, factor 1 and refitted'],
      [
        ['fix', path, '--edge', '0,0,0', '--function', 'sin', '--affine', '3.14,0,1,0', '--no-refit'],
        'Fixed x1 → h1.3 to sin',
      ],
      [['edit-affine', path, '--edge', '0,0,0', '--affine', ',,1.5,'], 'Set the numbers of x1 → h1.3'],
      [['lock', path, '--edge', '0,0,0'], 'Locked x1 → h1.3'],
      [['lock', path, '--edge', '0,0,0', '--off'], 'Unlocked x1 → h1.3'],
      [['unfix', path, '--edge', '0,0,0'], 'Turned x1 → h1.3 back into a spline'],
      [['perturb', path, '--size', '0.01', '--no-refit'], 'Perturbed by 0.01'],
      [['swap', path, '--layer', '2', '--nodes', '0,1'], 'Swapped h2.1 and h2.2'],
    ];
    for (const [argv, label] of steps) {
      const { status, stderr } = await kan(...argv, '--data', hello, '--json');
      expect(status).toBe(0);
      // A network that is behind straight lines says so after each edit.
      const words = stderr
        .replace(/^warning: Straight lines do better than this network: .+\n/mu, '')
        .replace(/^Saved .+\n/mu, '');
      // Making sparse takes long enough to be worth a word in between.
      if (argv.includes('--sparsify')) expect(words).toMatch(/^(Strength \d of at most \d: .+\n)+$/u);
      else expect(words).toBe('');
      expect((await labels(path)).at(-1)).toBe(label);
    }
    const { history } = await readProject(path);
    const edge = history.revisions[2 + 6].model;
    expect(affineOf(edge, { layer: 0, input: 0, output: 0 })).toEqual([3.14, 0, 1.5, 0]);
    const errors = history.revisions.slice(-2).map(({ scores }) => scores!.test.rmse!);
    expect(errors[1]).toBeCloseTo(errors[0], 10);
  });

  it('makes multiplication nodes', async () => {
    const path = folder('products.kan');
    const flags = [
      '--hidden',
      '0,2',
      '--products',
      '2',
      '--optimizer',
      'lbfgs',
      '--steps',
      '3',
      '--out',
      path,
    ];
    expect((await kan('fit', hello, '--target', 'y', ...flags)).status).toBe(0);
    const [{ model: fresh }] = (await readProject(path)).history.revisions;
    expect(fresh.layers.map(({ sums, arities }) => [sums, ...arities])).toEqual([[0, 2, 2], [2], [1]]);
    expect(await labels(path)).toContain('New network (hidden 0 + 2×, 2; G 5, k 3)');
    const empty = await kan('fit', hello, '--target', 'y', '--hidden', '0');
    expect([empty.status, empty.stderr]).toEqual([2, expect.stringContaining('--hidden takes')]);
    const surplus = await kan('fit', hello, '--target', 'y', '--products', '1,1');
    expect([surplus.status, surplus.stderr]).toEqual([2, expect.stringContaining('names 2 hidden layers')]);
  });
});

it('kan formula merges the numbers of each label, however many labels there are', async () => {
  const rows = Array.from({ length: 350 }, (_, i) => `s${i % 70},${(i * 37) % 101},${((i % 70) * 29) % 31}`);
  const csv = folder('subjects.csv');
  await writeFile(csv, ['subject,x,y', ...rows].join('\n'));
  const out = folder('subjects.kan');
  await kan('fit', csv, '--target', 'y', '--out', out);
  const { stdout } = await kan('formula', out);
  expect(stdout.match(/`subject=s\d+`/gu)!.length).toBeGreaterThan(60);
  expect(stdout).not.toContain(')/');
});
