/** The manual page in roff (man 7), made from the records of the commands. */
import { flagsOf, usageOf, type Command, type CommandFlag } from '../command.ts';
import { exitStatuses } from './help.ts';

/** The manual page of the whole program, in the language of `man`. */
export function manualPage(commands: readonly Command[], version: string): string {
  return [
    `.TH KAN 1 "" "KAN Studio ${version}" "User commands"`,
    '.SH NAME',
    text('kan - from a table of numbers to a Kolmogorov–Arnold network you can read, and its formula'),
    '.SH SYNOPSIS',
    '.B kan',
    text('<command> [flags]'),
    '.SH COMMANDS',
    ...commands.flatMap(section),
    '.SH EXIT STATUS',
    text(`${exitStatuses}.`),
    '',
  ].join('\n');
}

function section(command: Command): string[] {
  const { summary, notes, positionals, groups } = command;
  return [
    `.SS "${text(usageOf(command))}"`,
    text(`${summary[0].toUpperCase()}${summary.slice(1)}.`),
    ...positionals.flatMap(({ name, help }) => entry(`<${name}>`, help)),
    ...(flagsOf(command).length === 0 ? [] : groups.flatMap(({ title, flags }) => group(title, flags))),
    ...(notes === undefined ? [] : ['.PP', '.nf', ...notes.split('\n').map(text), '.fi']),
  ];
}

function group(title: string, flags: readonly CommandFlag[]): string[] {
  return [
    '.PP',
    `.I ${text(title)}`,
    ...flags.flatMap(({ name, value, help }) => entry(`--${name}${value === null ? '' : ` ${value}`}`, help)),
  ];
}

function entry(term: string, help: string): string[] {
  return ['.TP', `.B ${text(term)}`, text(help)];
}

/**
 * Escapes the characters that have a meaning in roff: backslashes, hyphens, quotation marks, and a dot or an apostrophe
 * at the start of a line.
 */
function text(line: string): string {
  const escaped = line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(
      /[\u0080-\uffff]/gu,
      (letter) => `\\[u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
