/** Remarks: what a person reads on stderr is in `--json` too. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Telling } from '../../../main/cli/telling.ts';
import { kan } from '../../support/kan.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');
const [csv, model, problem] = [folder('odd.csv'), folder('odd.kan'), folder('problem.yaml')];

beforeAll(async () => {
  // −999 for a missing value, a unit that is read in two ways, labels, weights, and a column that is the same in each row.
  const rows = Array.from({ length: 90 }, (_, i) => {
    const [T, a] = [20 + ((i * 37) % 90) / 9, i % 13 === 0 ? -999 : (i * 61) % 90];
    return [T, a, ['red', 'green', 'blue'][i % 3], 'same', 1 + (i % 4), Math.sin(T) + 0.01 * a];
  });
  await writeFile(csv, ['T (C),a,colour,x-1,w,y', ...rows.map((row) => row.join(',')), ''].join('\n'));
  const network = ['--hidden', 'none', '--optimizer', 'lm', '--steps', '3', '--weights', 'w'];
  await kan('fit', csv, '--target', 'y', ...network, '--symbolic', '--seconds', '20', '--out', model);
  await writeFile(
    problem,
    "equation: u' = -u\ndomain: {t: [0, 1]}\nconditions: [u(0) + u(1) = 1, u(0) + u(1) = 2]\n",
  );
});

interface Told {
  readonly remarks: readonly { readonly severity: string; readonly message: string }[];
}

const remarksOn = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => /^(note|warning): /u.test(line));

const fit = ['fit', csv, '--target', 'y', '--hidden', '2', '--optimizer', 'lm', '--steps', '2'];
const out = ['--out', folder('other.kan')];

describe('are the same on the terminal and in --json', () => {
  it.each<[least: number, argv: string[]]>([
    [3, fit],
    [4, [...fit, '--weights', 'w']],
    [2, ['fit', csv, '--target', 'y', '--hidden', '2', '--phase-parts', '2', '--phase-steps', '2']],
    [2, ['compare', ...fit.slice(1), '--mlp-seconds', '1']],
    [0, ['check', csv]],
    [1, ['info', model]],
    [1, ['formula', model, '--format', 'python']],
    [1, ['prune', model, '--no-refit', ...out]],
    [0, ['suggest', model, '--edge', '0,0,0']],
    [1, ['solve', problem, '--no-formula']],
  ])('at least %i: kan %j', async (least, argv) => {
    const [people, programs] = [await kan(...argv), await kan(...argv, '--json')];
    expect([people.status, people.stderr]).toEqual([0, expect.anything()]);
    const { remarks } = JSON.parse(programs.stdout) as Told;
    const told = remarks.map(({ severity, message }) => `${severity}: ${message}`);
    expect(told).toEqual(remarksOn(programs.stderr));
    expect(told).toEqual(remarksOn(people.stderr));
    expect(told.length).toBeGreaterThanOrEqual(least);
    // No remark stands among the figures only.
    expect(people.stdout.match(/^ *warning: .*/gimu) ?? []).toEqual(
      argv[0] === 'check' ? (expect.anything() as string[]) : [],
    );
  });
});

it('none can come after the JSON object is written', () => {
  const nothing = (): void => undefined;
  const io = new Telling(
    {
      ...{ stdout: nothing, stderr: nothing, terminalWidth: null },
      ...{ stdin: [] as unknown as AsyncIterable<Uint8Array>, interrupted: new AbortController().signal },
    },
    false,
  );
  io.report(
    () => ({}),
    () => '',
  );
  expect(() => io.remark('note', 'Too late.')).toThrow('Too late.');
});
