/**
 * From arguments to an exit status: 0; 2 for what the person must mend; 1 for a fault of ours, and after Ctrl-C where
 * nothing was saved.
 */
import { version } from '../../package.json';
import { toAppError, userError, type AppError } from '../../shared/errors.ts';
import { nearestName } from '../engine/data/table/names.ts';
import { devices } from './devices.ts';
import { fit } from './fit.ts';
import { editCommands } from './edit.ts';
import { formula } from './formula.ts';
import { devicesHelp, fitHelp, help, infoHelp, predictHelp } from './help.ts';
import { editHelp, formulaHelp, suggestHelp } from './formulaHelp.ts';
import { info } from './info.ts';
import type { Io } from './io.ts';
import { predict } from './predict.ts';
import { suggest } from './suggest.ts';

/** @returns an exit status. */
type Command = (argv: readonly string[], io: Io) => Promise<number>;

const commands: ReadonlyMap<string, { readonly run: Command; readonly help: string }> = new Map([
  ['fit', { run: fit, help: fitHelp }],
  ['devices', { run: devices, help: devicesHelp }],
  ['predict', { run: predict, help: predictHelp }],
  ['info', { run: info, help: infoHelp }],
  ['formula', { run: formula, help: formulaHelp }],
  ['suggest', { run: suggest, help: suggestHelp }],
  ...editCommands.map((command) => [command.name, { run: command.run, help: editHelp(command) }] as const),
]);

/** Never rejects: whatever goes wrong becomes a message on stderr and a status. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return fail(toAppError(error), io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout(commands.get(rest[0])?.help ?? help);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    io.stdout(`${version}\n`);
    return 0;
  }
  const command = commands.get(name);
  if (command === undefined) throw unknownCommand(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout(command.help);
    return 0;
  }
  return command.run(rest, io);
}

function unknownCommand(name: string): Error {
  const names = [...commands.keys()];
  const nearest = nearestName(name, names);
  return userError(
    'cli.unknown-command',
    `There is no command “${name}”.`,
    nearest === null ? `Commands: ${names.join(', ')}. See kan --help.` : `Did you mean “kan ${nearest}”?`,
  );
}

function fail({ kind, message, hint }: AppError, io: Io): number {
  if (kind === 'cancelled') {
    io.stderr('Interrupted: nothing was written.\n');
    return 1;
  }
  io.stderr(`kan: ${message}\n${hint === '' ? '' : `  ${hint}\n`}`);
  return kind === 'user' ? 2 : 1;
}
