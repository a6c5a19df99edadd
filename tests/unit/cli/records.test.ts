/** What is made from the records of commands and settings: help, completion, the manual page, the default run. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { suggestSetup } from '../../../renderer/rooms/data/roles.ts';
import { DEFAULT_NETWORK } from '../../../renderer/rooms/network/setup.ts';
import { DEFAULT_TRAINING } from '../../../renderer/rooms/train/options.ts';
import { presets } from '../../../shared/settings/presets.ts';
import { flagsOf } from '../../../main/cli/command.ts';
import { commands } from '../../../main/cli/commands/index.ts';
import { fitCommand } from '../../../main/cli/commands/fit.ts';
import { dataPlan } from '../../../main/cli/fit/dataPlan.ts';
import { parseFit } from '../../../main/cli/fit/fitPlan.ts';
import { kan } from '../../support/kan.ts';
import { parse } from '../../../main/cli/parsing/parse.ts';
import { describeTable, loadTable } from '../../../main/engine/data/index.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');

const plan = (...argv: string[]) => parseFit(parse(fitCommand, ['t.csv', '--target', 'y', ...argv]));

describe('a default run', () => {
  it('is the same in the window and on the command line', async () => {
    const csv = folder('t.csv');
    await writeFile(csv, ['x,y', ...Array.from({ length: 40 }, (_, i) => `${i},${i * i}`)].join('\n'));
    const table = await loadTable(csv, {});
    const { network, training } = plan();
    expect(network).toEqual(DEFAULT_NETWORK);
    expect(training).toEqual(DEFAULT_TRAINING);
    expect(dataPlan(plan(), table)).toEqual(suggestSetup(describeTable(table)));
    expect(dataPlan(plan(), table)).toMatchObject({ testFraction: 0.15, validationFraction: 0.15, seed: 1 });
  });

  it.each(Object.keys(presets) as (keyof typeof presets)[])('is also the same by the preset %s', (name) => {
    expect(plan('--preset', name).training).toMatchObject(presets[name].training);
    expect(plan('--preset', name).symbolic).toBe(presets[name].thenFormulas);
  });

  it('uses flags given with a preset, and the default steps of the named optimiser', () => {
    expect(plan('--preset', 'fast', '--steps', '7').training.steps).toBe(7);
    expect(plan('--optimizer', 'adam').training.steps).toBe(2000);
    expect(plan('--preset', 'fast', '--optimizer', 'lm').training.steps).toBe(100);
  });

  it('splits by a separate seed if one is given', async () => {
    const table = await loadTable(folder('t.csv'), {});
    expect(dataPlan(plan('--seed', '3'), table).seed).toBe(3);
    const { seed } = dataPlan(plan('--seed', '3', '--split-seed', '8'), table);
    expect(seed).toBe(8);
  });
});

describe('--units', () => {
  it('gives units to columns, once for each', async () => {
    const table = await loadTable(folder('t.csv'), {});
    const { units } = dataPlan(plan('--units', 'x=m/s', '--units', 'y=', '--units=x=km/h'), table);
    expect(units).toEqual({ x: 'km/h', y: '' });
    expect(dataPlan(plan(), table).units).toBeUndefined();
  });

  it('refuses what is no column and its unit', async () => {
    const table = await loadTable(folder('t.csv'), {});
    expect(() => dataPlan(plan('--units', 'm/s'), table)).toThrow(/--units takes a column and its unit/);
    expect(() => dataPlan(plan('--units', 'speed=m/s'), table)).toThrow(/no column “speed”/);
  });
});

describe('the records of commands', () => {
  it.each(commands.map((command) => [command.name, command] as const))(
    'kan %s: help, manual and completion name every flag once',
    async (name, command) => {
      const names = flagsOf(command).map((flag) => flag.name);
      expect(new Set(names).size).toBe(names.length);
      const [{ stdout: help }, { stdout: manual }, ...scripts] = await Promise.all([
        kan(name, '--help'),
        kan('man'),
        ...['bash', 'zsh', 'fish'].map((shell) => kan('completion', shell)),
      ]);
      for (const flag of names) {
        expect(help).toContain(`--${flag}`);
        expect(manual).toContain(`\\-\\-${flag.replaceAll('-', '\\-')}`);
        for (const { stdout } of scripts) expect(stdout).toContain(flag);
      }
      expect((await kan('--help')).stdout).toContain(command.summary);
    },
  );

  it('name the shells of the completion', async () => {
    expect((await kan('completion', 'bsh')).stderr).toContain('Did you mean “bash”?');
    expect((await kan('completion')).stderr).toContain('kan completion needs a shell.');
  });
});

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

describe('shells and roff accept what is printed', () => {
  it.skipIf(!isThere('bash'))('bash completes commands, flags and values', async () => {
    const { stdout } = await kan('completion', 'bash');
    const script = folder('kan.bash');
    await writeFile(script, stdout);
    const completed = (...words: string[]): string[] => {
      const line = words.map((word) => `'${word}'`).join(' ');
      const code = `. "${script}"; COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _kan; echo "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', code], { cwd: folder(), encoding: 'utf8' }).stdout.trim().split(' ');
    };
    expect(completed('kan', 'pr')).toEqual(['predict', 'prune']);
    expect(completed('kan', 'fit', '--opt')).toEqual(['--optimizer']);
    expect(completed('kan', 'fit', '--optimizer', 'l')).toEqual(['lm', 'lbfgs']);
    expect(completed('kan', 'completion', 'f')).toEqual(['fish']);
  });

  it.skipIf(!isThere('groff'))('groff sets the manual page without a warning', async () => {
    const { stdout } = await kan('man');
    const { stderr, stdout: page } = spawnSync('groff', ['-man', '-Tutf8', '-ww'], {
      input: stdout,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(page).toContain('Levenberg–Marquardt');
  });
});
