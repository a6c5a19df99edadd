/** Help texts, written by commander from the records of the commands. */
import { Command as Page, Option } from 'commander';
import { usageOf, type Command } from '../command.ts';
import { optionOf } from './parse.ts';

const width = 110;

export const exitStatuses =
  '0 success; 2 an error that you can correct (the message says how); 1 an error of KAN Studio; 130 interrupted by Ctrl-C before anything was saved';

/** `kan --help` */
export function overview(commands: readonly Command[]): string {
  const page = pageOf('kan')
    .description('KAN Studio: from a table of numbers to a network you can read, and its formula.')
    .usage('<command> [flags]')
    .helpCommand(false)
    .addHelpOption(new Option('-h, --help', 'this text, or the help of a command').helpGroup('Flags:'))
    .addOption(new Option('-v, --version', 'the version').helpGroup('Flags:'));
  for (const { name, summary, heading } of commands) {
    page.addCommand(new Page(name).description(summary).helpGroup(`${heading}:`));
  }
  return `${page.helpInformation()}
“kan fit --help”, for example, lists the flags of a command. Exit status:
${exitStatuses}.
`;
}

/** `kan fit --help` */
export function helpOf(command: Command): string {
  const page = pageOf(`kan ${command.name}`)
    .description(`${command.summary[0].toUpperCase()}${command.summary.slice(1)}.`)
    .usage(usageOf(command).split(' ').slice(2).join(' '))
    .helpOption(false);
  for (const { name, help } of command.positionals) page.argument(`<${name}>`, help);
  for (const { title, flags } of command.groups) {
    for (const flag of flags) page.addOption(optionOf(flag).helpGroup(`${title}:`));
  }
  return page.helpInformation() + (command.notes === undefined ? '' : `\n${command.notes}\n`);
}

function pageOf(name: string): Page {
  return new Page(name).configureOutput({ getOutHelpWidth: () => width }).configureHelp({
    subcommandTerm: (one) => one.name(),
    optionDescription: ({ description }) => description,
  });
}
