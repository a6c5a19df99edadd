/** Scripts that complete commands, flags and their values in a shell, made from the records of the commands. */
import { flagsOf, type Command, type CommandFlag } from '../command.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const completionScripts: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = {
  bash,
  zsh,
  fish,
};

function namesOf(commands: readonly Command[]): string {
  return commands.map(({ name }) => name).join(' ');
}

/** The possible values of a command's own arguments; none for files. */
function wordsOf({ positionals }: Command): readonly string[] {
  return positionals.flatMap(({ choices = [] }) => choices);
}

function bash(commands: readonly Command[]): string {
  const values = commands.flatMap((command) =>
    flagsOf(command)
      .filter(({ value }) => value !== null)
      .map(
        ({ name, choices }) =>
          `    ${command.name}:--${name}) ${choices ? `COMPREPLY=($(compgen -W ${single(choices.join(' '))} -- "$word"))` : 'COMPREPLY=($(compgen -f -- "$word"))'}; return ;;`,
      ),
  );
  const flags = commands.map((command) => {
    const words = [...flagsOf(command).map(({ name }) => `--${name}`), '--help', ...wordsOf(command)];
    return `    ${command.name}) words=${single(words.join(' '))} ;;`;
  });
  return `# Completion of kan for bash.
_kan() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${single(`${namesOf(commands)} help --help --version`)} -- "$word"))
    return
  fi
  case "$command:$before" in
${values.join('\n')}
  esac
  case "$command" in
${flags.join('\n')}
    help) words=${single(namesOf(commands))} ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}
complete -o filenames -F _kan kan
`;
}

function zsh(commands: readonly Command[]): string {
  const described = commands.map(({ name, summary }) => `    ${single(`${name}:${summary}`)}`);
  const cases = commands.map((command) => {
    const specs = flagsOf(command).map((flag) => `        ${single(zshFlag(flag))}`);
    const words = wordsOf(command);
    const rest = words.length === 0 ? '*:file:_files' : `1:value:(${words.join(' ')})`;
    return `    ${command.name})\n      _arguments \\\n${[...specs, `        ${single(rest)}`].join(' \\\n')}\n      ;;`;
  });
  return `#compdef kan
# Completion of kan for zsh.
_kan() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
_kan "$@"
`;
}

function zshFlag({ name, value, help, choices }: CommandFlag): string {
  const about = help.replace(/[[\]\\:]/g, (letter) => `\\${letter}`);
  if (value === null) return `--${name}[${about}]`;
  const what = choices === undefined ? '_files' : `(${choices.map(escaped).join(' ')})`;
  return `--${name}[${about}]:value:${what}`;
}

function escaped(word: string): string {
  return word.replace(/[^\w.-]/g, (letter) => `\\${letter}`);
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const within = `-n ${single(`__fish_seen_subcommand_from ${command.name}`)}`;
    const words = wordsOf(command);
    return [
      `complete -c kan -n __fish_use_subcommand -f -a ${command.name} -d ${single(command.summary)}`,
      ...flagsOf(command).map(({ name, value, help, choices }) => {
        const takes = value === null ? '' : choices ? ` -x -a ${single(choices.join(' '))}` : ' -r';
        return `complete -c kan ${within} -l ${name}${takes} -d ${single(help)}`;
      }),
      ...(words.length === 0 ? [] : [`complete -c kan ${within} -f -a ${single(words.join(' '))}`]),
    ];
  });
  return `# Completion of kan for fish.\n${lines.join('\n')}\n`;
}

/** In single quotation marks, which all three shells accept. */
function single(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
