/**
 * Runs the arguments and returns an exit status: 0 for success; 2 for a mistake that the person can correct; 1 for a
 * fault of the program; 130 after Ctrl-C, unless a file was saved.
 */
import { version } from '../../package.json';
import { toAppError, userError, type AppError } from '../../shared/errors.ts';
import { nearestName } from '../engine/data/table/names.ts';
import { commands } from './commands/index.ts';
import { helpOf, overview } from './parsing/help.ts';
import { INTERRUPTED, type Environment } from './io.ts';
import { parse } from './parsing/parse.ts';
import { inTerminal } from './reports/terminalHints.ts';
import { Telling } from './telling.ts';

/** Never rejects: every error becomes a message on stderr and a status. */
export async function main(argv: readonly string[], io: Environment): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return fail(toAppError(error), io);
  }
}

async function dispatch(argv: readonly string[], io: Environment): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = commands.find((command) => command.name === rest[0]);
    if (name === 'help' && rest[0] !== undefined && about === undefined) throw unknownCommand(rest[0]);
    io.stdout(about === undefined ? overview(commands) : helpOf(about));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    io.stdout(`${version}\n`);
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw unknownCommand(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout(helpOf(command));
    return 0;
  }
  const args = parse(command, rest);
  const telling = new Telling(io, args.switches.has('json'));
  const status = await command.run(args, telling);
  return status === 0 && telling.endedForNothing ? INTERRUPTED : status;
}

function unknownCommand(name: string): Error {
  const names = commands.map((command) => command.name);
  const nearest = nearestName(name, names);
  return userError(
    'cli.unknown-command',
    `There is no command “${name}”.`,
    nearest === null ? `Commands: ${names.join(', ')}. See kan --help.` : `Did you mean “kan ${nearest}”?`,
  );
}

function fail({ kind, message, hint }: AppError, io: Environment): number {
  if (kind === 'cancelled') {
    io.stderr('Interrupted: nothing was saved.\n');
    return INTERRUPTED;
  }
  io.stderr(`kan: ${message}\n${hint === '' ? '' : `  ${inTerminal(hint)}\n`}`);
  return kind === 'user' ? 2 : 1;
}
