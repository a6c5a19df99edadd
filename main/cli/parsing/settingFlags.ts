/** Settings as flags: the record of a setting gives the flag's name, its values and its meaning. */
import { optimizersWith, type OwnSetting } from '../../../shared/settings/optimizers.ts';
import type {
  Choice,
  Flag,
  LayerWidths,
  Setting,
  Settings,
  ValueOf,
  ValuesOf,
} from '../../../shared/settings/setting.ts';
import { userError } from '../../../shared/errors.ts';
import { nearestName } from '../../engine/data/table/names.ts';
import { realNumber, wholeNumber, wrongNumber, type Arguments } from './args.ts';
import type { CommandFlag } from '../command.ts';

/** Used as the least value above 0. */
const smallest = 1e-12;

/** The flag of a setting; null if it has none. */
export function settingFlag(setting: Setting): CommandFlag | null {
  const { flag } = setting;
  if (flag === undefined) return null;
  if (setting.kind === 'switch') return switchFlag(flag);
  const standard = `(default: ${standardOf(setting)})`;
  if (setting.kind !== 'choice') {
    return { name: flag.name, value: flag.value ?? 'N', help: `${flag.help} ${standard}` };
  }
  return choiceFlag(flag.name, flag.help, setting.options.map(wordOf), standard);
}

/** Longer lists of values are written in the explanation. */
const mostLetters = 22;

/** A flag whose value is one of a few words. @param end of the explanation */
export function choiceFlag(name: string, help: string, choices: readonly string[], end: string): CommandFlag {
  const all = choices.join('|');
  return all.length <= mostLetters
    ? { name, value: all, help: `${help} ${end}`.trim(), choices }
    : { name, value: name, help: `${help}: ${choices.join(', ')} ${end}`.trim(), choices };
}

/** The flags of several settings. */
export function settingFlags(settings: Settings): readonly CommandFlag[] {
  return Object.values(settings).flatMap((setting) => [
    ...[settingFlag(setting)].filter((flag) => flag !== null),
    ...(setting.kind === 'switch' && setting.sameFlag !== undefined ? [switchFlag(setting.sameFlag)] : []),
  ]);
}

const switchFlag = ({ name, help }: Flag): CommandFlag => ({ name, value: null, help });

/** The flags of the settings of training. The help of a flag says if it belongs to one optimiser only. */
export function trainingFlags(settings: Settings): readonly CommandFlag[] {
  return Object.entries(settings).flatMap(([key, setting]) => {
    const flag = settingFlag(setting);
    if (flag === null) return [];
    const [only, ...others] = optimizersWith(key as OwnSetting);
    return [only === undefined || others.length > 0 ? flag : { ...flag, help: `${only} only: ${flag.help}` }];
  });
}

/** An option on the command line. */
export function wordOf({ value, word = value }: { readonly value: string; readonly word?: string }): string {
  return word;
}

function standardOf(setting: Exclude<Setting, { kind: 'switch' }>): string {
  if (setting.derived !== undefined) return setting.derived;
  if (setting.kind === 'choice')
    return wordOf(setting.options.find(({ value }) => value === setting.default)!);
  if (typeof setting.default === 'number') return String(setting.default);
  if (typeof setting.default === 'string') return setting.default;
  return setting.default.length === 0 ? 'none' : setting.default.join(',');
}

/** The name of the flag of a setting, without dashes; '' where it has none. */
export function flagOf({ flag }: Setting): string {
  return flag?.name ?? '';
}

/** The values that were given, by the names of the settings. @throws KanError `cli.number`, `cli.choice` */
export function givenSettings<G extends Settings>(args: Arguments, settings: G): Partial<ValuesOf<G>> {
  const given = Object.entries(settings).flatMap(([key, setting]) => {
    const value = givenSetting(args, setting);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(given) as Partial<ValuesOf<G>>;
}

/** The given value; undefined if there is none. @throws KanError `cli.number`, `cli.choice` */
export function givenSetting<S extends Setting>(args: Arguments, setting: S): ValueOf<S> | undefined {
  return valueOf(args, setting) as ValueOf<S> | undefined;
}

function valueOf(args: Arguments, setting: Setting): unknown {
  const name = flagOf(setting);
  if (setting.kind === 'switch') {
    if (args.switches.has(name)) return !setting.default;
    return args.switches.has(setting.sameFlag?.name ?? '') ? setting.default : undefined;
  }
  const text = args.values.get(name);
  if (text === undefined) return undefined;
  switch (setting.kind) {
    case 'whole':
      return wholeNumber(args, name, setting.least, setting.most, setting.default);
    case 'number':
      return realNumber(args, name, setting.above ? smallest : setting.least, setting.most, setting.default);
    case 'choice':
      return chosen(name, text, setting);
    case 'widths':
      return widths(name, text, setting);
    case 'words':
      return text.split(',');
    case 'name':
      return text;
  }
}

/** The option for a word, or for a value itself; also for `\t` as two typed characters. */
function chosen(name: string, text: string, { options }: Choice<string>): string {
  const found = options.find(
    (option) =>
      text === wordOf(option) ||
      (text === option.value && text !== '') ||
      (text === '\\t' && option.value === '\t'),
  );
  if (found !== undefined) return found.value;
  const words = options.map(wordOf);
  const nearest = nearestName(text, words);
  throw userError(
    'cli.choice',
    `--${name} cannot be “${text}”.`,
    `${nearest === null ? '' : `Did you mean “${nearest}”? `}Choices: ${words.join(', ')}.`,
  );
}

function widths(name: string, text: string, { most, flag }: LayerWidths): number[] {
  if (text === 'none') return [];
  return text.split(',').map((part) => {
    const width = /^\d+$/.test(part.trim()) ? Number(part) : NaN;
    if (width <= most) return width;
    const examples = (flag?.value ?? '').split('|').filter((example) => example !== 'none');
    throw wrongNumber(name, text, `“none” or whole numbers to ${most} such as ${examples.join(' or ')}`);
  });
}
