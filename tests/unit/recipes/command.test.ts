import { expect, test } from 'vitest';
import { commands } from '../../../main/cli/commands/index.ts';
import { filesThatName } from '../../support/recipe.ts';

test('a command is named in its own file and in the list of commands', () => {
  expect(filesThatName(/\bdevicesCommand\b/)).toEqual([
    'main/cli/commands/devices.ts',
    'main/cli/commands/index.ts',
  ]);
});

test.each(commands.map((command) => [command.name, command] as const))(
  'the record of kan %s is complete',
  (name, { summary, positionals, groups }) => {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(summary).toMatch(/[^.]$/);
    for (const { help } of positionals) expect(help).not.toBe('');
    for (const { title, flags } of groups) {
      expect(title).not.toBe('');
      for (const flag of flags) expect(flag.help).toMatch(/\S/);
    }
    expect(commands.filter((other) => other.name === name)).toHaveLength(1);
  },
);
