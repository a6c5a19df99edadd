/** What the numbers of a cell style are: a spreadsheet writes dates, times and percentages as numbers. */
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** `moment`: a day and a time; `elapsed`: hours, minutes or seconds that may be more than a day. */
export type NumberKind = 'number' | 'percent' | 'day' | 'moment' | 'time' | 'elapsed';

/** Letters of a format, in every spreadsheet program. */
const LONGEST_FORMAT = 255;

/** The formats that are known by their number only. */
const BUILT_IN: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [9, 10, 'percent'],
  [14, 17, 'day'],
  [18, 21, 'time'],
  [22, 22, 'moment'],
  // In East Asia; which of them are times depends on the language.
  [27, 36, 'day'],
  [45, 45, 'time'],
  [46, 46, 'elapsed'],
  [47, 47, 'time'],
  [50, 58, 'day'],
];

/** @returns the kind of each cell style, by its index. @throws KanError `xlsx.*` */
export async function readStyles(zip: Zip, part: string, fileName: string): Promise<readonly NumberKind[]> {
  const formats = new Map<number, NumberKind>();
  const styles: number[] = [];
  let inCells = false;
  await readXml(
    zip.read(part),
    {
      open(name, attribute) {
        if (name === 'numFmt')
          formats.set(Number(attribute('numFmtId')), kindOfFormat(attribute('formatCode') ?? ''));
        else if (name === 'cellXfs') inCells = true;
        else if (name === 'xf' && inCells) styles.push(Number(attribute('numFmtId') ?? 0));
      },
      close(name) {
        if (name === 'cellXfs') inCells = false;
      },
    },
    part,
    fileName,
  );
  return styles.map(
    (id) => formats.get(id) ?? BUILT_IN.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'number',
  );
}

/** What a format such as `yyyy-mm-dd` or `0.0 %` makes of a number. */
export function kindOfFormat(code: string): NumberKind {
  const bare = code
    .slice(0, LONGEST_FORMAT)
    .replace(/"[^"]*"?|\\.|[_*]./gs, '')
    .replace(/\[(h+|m+|s+)\]/gi, '\u0001')
    .replace(/\[[^[\]]*\]/g, '')
    .replace(/am\/pm|a\/p/gi, 'h')
    .replace(/general/gi, '')
    .toLowerCase();
  // The first part is that of numbers above 0.
  const [first] = bare.split(';');
  if (first.includes('\u0001')) return 'elapsed';
  const hasTime = /[hs]/.test(first);
  const hasDate = /[yd]|mmm/.test(first) || (first.includes('m') && !hasTime);
  if (hasDate) return hasTime ? 'moment' : 'day';
  if (hasTime) return 'time';
  return first.includes('%') ? 'percent' : 'number';
}
