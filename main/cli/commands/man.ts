/** `kan man`: the manual page. */
import { version } from '../../../package.json';
import type { Command } from '../command.ts';
import { manualPage } from '../parsing/manual.ts';

/** @param commands gives all commands; it is called when the command runs */
export function manCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'man',
    summary: 'prints the manual page',
    heading: 'This machine and this program',
    positionals: [],
    groups: [],
    notes: 'To read it: kan man > kan.1 && man -l kan.1',
    run: async (_, io) => {
      io.stdout(manualPage(commands(), version));
      return 0;
    },
  };
}
