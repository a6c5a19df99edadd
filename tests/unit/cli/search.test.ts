/** `kan search`, and time limits. */
import { writeFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Budget } from '../../../main/cli/budget.ts';
import { kan } from '../../support/kan.ts';
import { readProject } from '../../../main/engine/storage/projectStore.ts';
import { signalWithin } from '../../../shared/time.ts';
import { evaluateIn, grammars } from '../expression/grammar.ts';
import { seededRandom } from '../../../shared/random.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');

interface FoundJson {
  readonly formula: {
    readonly text: string;
    readonly variables?: Readonly<Record<string, string>>;
    readonly complexity: number;
    readonly test_rmse: number;
    readonly constants: readonly { readonly value: number; readonly standard_error: number | null }[];
  };
  readonly formulas: readonly object[];
}

/** 3·a²·b, in columns whose names no language allows. */
const rows = Array.from({ length: 120 }, (_, i) => {
  const [a, b] = [1 + ((i * 37) % 100) / 25, 0.5 + ((i * 61) % 100) / 40];
  return { a, b, y: 3 * a * a * b };
});

describe('kan search', () => {
  it('finds the law of a saved model, as a text that any reader of arithmetic reads', async () => {
    const csv = folder('odd.csv');
    const model = folder('odd.kan');
    await writeFile(
      csv,
      ['flow rate [m^3/s],θ-2,y / W', ...rows.map(({ a, b, y }) => `${a},${b},${y}`), ''].join('\n'),
    );
    const network = ['--hidden', 'none', '--optimizer', 'lm', '--steps', '5', '--inputs', 'flow rate,θ-2'];
    expect((await kan('fit', csv, '--target', 'y', ...network, '--out', model)).status).toBe(0);
    const out = folder('law.kan');
    const found = await kan('search', model, '--seconds', '60', '--json', '--out', out);
    expect(found.status).toBe(0);
    const { formula, formulas } = JSON.parse(found.stdout) as FoundJson;
    expect(formula.text).toMatch(/^[\x20-\x7e]+$/u);
    expect(formula.test_rmse).toBeLessThan(1e-9);
    expect(formulas).toContainEqual(formula);
    expect(formula.variables).toMatchObject({ flow_rate: 'flow rate [m^3/s]' });
    const value = evaluateIn(
      grammars.ascii,
      formula.text,
      Object.fromEntries(
        Object.entries(formula.variables!).map(([name, column]) => [name, column === 'θ-2' ? 5 : 2]),
      ),
    );
    expect(value).toBeCloseTo(60, 8);
    // The model itself stays as it was.
    const types = async (path: string): Promise<string[]> =>
      (await readProject(path)).history.revisions.map(({ operation }) => operation.type);
    expect(await types(model)).toEqual(['create', 'train']);
    expect(await types(out)).toEqual(['create', 'train', 'symbolic']);
    // Before the search, not after it.
    const none = await kan('search', model, '--seconds', '60', '--repeats', '0');
    expect(none.status).toBe(2);
    expect(none.stderr).toMatch(/^kan: --repeats takes a whole number from 1 to 50/u);
    const again = await kan('search', model, '--seconds', '60', '--repeats', '2', '--search-seed', '5');
    expect(again.stdout).toMatch(/^Formulas, from the simplest/u);
    expect(again.stdout).toContain(
      'Repeats for y / W: The same formula, but for its constants, came first in all of 2',
    );
    expect(again.stderr).toContain('2 of 2 repeats done');
    const repeated = await kan('search', model, '--seconds', '60', '--repeats', '1', '--json');
    expect(JSON.parse(repeated.stdout)).toMatchObject({
      repeats: [{ target: 'y / W', repeats: 1, listed: 1, first: [{ repeats: 1, same: true }] }],
    });
  });

  it('tells the name of a law', async () => {
    const [csv, model] = [folder('langmuir.csv'), folder('langmuir.kan')];
    const random = seededRandom(3);
    const loads = Array.from({ length: 60 }, (_, i) => {
      const p = 0.2 + i / 4;
      return `${p},${(3.2 * p) / (p + 2.3) + 0.02 * random.normal()}`;
    });
    await writeFile(csv, ['p,q', ...loads, ''].join('\n'));
    const network = ['--hidden', 'none', '--optimizer', 'lm', '--steps', '5'];
    expect((await kan('fit', csv, '--target', 'q', ...network, '--out', model)).status).toBe(0);
    const found = await kan('search', model, '--seconds', '60');
    expect(found.stdout).toContain(', form: Michaelis–Menten or Langmuir equation');
  });

  it('says where a model or its table is missing', async () => {
    expect((await kan('search', folder('none.kan'))).status).toBe(2);
    expect((await kan('search')).stderr).toContain('needs model.kan');
  });
});

describe('a time limit', () => {
  it('is kept although memory is collected', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const none = new AbortController().signal;
    const signal = AbortSignal.any([signalWithin(50, none), none]);
    const nested = signalWithin(1e6, signalWithin(50, none));
    let heard = false;
    (() => signalWithin(50, none).addEventListener('abort', () => (heard = true)))();
    // What was made in this turn can be collected from the next one on; each collection takes a while in a large process.
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([signal.aborted, nested.aborted, heard]).toEqual([true, true, true]);
  });

  it('is also ended by the signal of the person', () => {
    const person = new AbortController();
    const budget = new Budget(1000, person.signal);
    const signal = budget.signal(0.5);
    expect(signal.aborted).toBe(false);
    person.abort();
    expect(signal.aborted).toBe(true);
    expect(budget.signal().aborted).toBe(true);
    expect(new Budget(-1, person.signal).left).toBe(0);
  });
});
