/** What to do about a remark, in the flags of the terminal: messages name settings as the window does. */
import { LABELS_TYPE, setType, type ColumnType } from '../../../shared/contract/columnTypes.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { readingSettings } from '../../../shared/settings/reading.ts';
import { named, setTo, type Setting } from '../../../shared/settings/setting.ts';
import { labelsFlag, numbersFlag } from '../givenTable.ts';
import { wordOf } from '../parsing/settingFlags.ts';

/** Flags that set the type of a column. */
const typeFlags: readonly (readonly [ColumnType, string])[] = [
  [LABELS_TYPE, labelsFlag.name],
  ['number', numbersFlag.name],
];

/** Words of the window, and the flags for them. Values come first: the names of their settings stand in their words. */
const flagsForWords: readonly (readonly [string, string])[] = [
  ...[readingSettings, dataSettings].flatMap((group) => Object.values<Setting>(group).flatMap(valuesOf)),
  ...Object.values<Setting>(readingSettings).flatMap(nameOf),
];

/** Each value of the setting, as messages ask for it. */
function valuesOf(setting: Setting): readonly (readonly [string, string])[] {
  if (setting.kind === 'switch')
    return [true, false].flatMap((value) => {
      const flag = value === setting.default ? setting.sameFlag : setting.flag;
      return flag === undefined ? [] : [[setTo(setting, value), `use --${flag.name}`] as const];
    });
  if (setting.kind !== 'choice' || setting.flag === undefined) return [];
  const { flag } = setting;
  return setting.options.map((option) => [
    setTo(setting, option.value),
    `use --${flag.name} ${wordOf(option)}`,
  ]);
}

function nameOf(setting: Setting): readonly (readonly [string, string])[] {
  return setting.flag === undefined ? [] : [[named(setting), `--${setting.flag.name}`]];
}

/**
 * The text with flags in place of the settings that it names.
 * @param column that the remark is on; null where it is on no single one
 */
export function inTerminal(text: string, column: string | null = null): string {
  const which = column === null ? 'NAME' : `"${column}"`;
  const types = typeFlags.map(([type, flag]) => [setType(type), `use --${flag} ${which}`] as const);
  const anyType = [
    setType(),
    `use ${typeFlags.map(([, flag]) => `--${flag}`).join(' or ')} ${which}`,
  ] as const;
  return [...flagsForWords, ...types, anyType].reduce(
    (said, [words, flag]) => said.replaceAll(words, flag),
    text,
  );
}
