/** `kan completion`: a script that completes commands, flags and their values in a shell. */
import { userError } from '../../../shared/errors.ts';
import { nearestName } from '../../engine/data/table/names.ts';
import type { Command } from '../command.ts';
import { completionScripts, shells, type Shell } from '../parsing/completion.ts';

/** @param commands gives all commands; it is called when the command runs */
export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    summary: 'prints a script that completes commands and flags in a shell',
    heading: 'This machine and this program',
    positionals: [{ name: 'shell', help: shells.join(', '), missing: 'a shell', choices: shells }],
    groups: [],
    notes: [
      'bash    kan completion bash > ~/.local/share/bash-completion/completions/kan',
      'zsh     kan completion zsh > a folder of $fpath, as _kan',
      'fish    kan completion fish > ~/.config/fish/completions/kan.fish',
    ].join('\n'),
    run: async ({ positionals: [text] }, io) => {
      io.stdout(completionScripts[shellOf(text)](commands()));
      return 0;
    },
  };
}

function shellOf(text: string): Shell {
  const shell = shells.find((one) => one === text);
  if (shell !== undefined) return shell;
  const nearest = nearestName(text, shells);
  throw userError(
    'cli.choice',
    `There is no completion for “${text}”.`,
    `${nearest === null ? '' : `Did you mean “${nearest}”? `}Choices: ${shells.join(', ')}.`,
  );
}
