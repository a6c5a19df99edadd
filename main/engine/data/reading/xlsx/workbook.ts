/** What is in a workbook: its sheets, and what all of them use. */
import { posix } from 'node:path';
import { damagedWorkbook } from './faults.ts';
import { readStrings } from './strings.ts';
import { readStyles, type NumberKind } from './styles.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  /** The name of its part. */
  readonly part: string;
}

export interface Workbook {
  readonly zip: Zip;
  readonly fileName: string;
  /** In the order of their tabs, without sheets of charts. */
  readonly sheets: readonly SheetPart[];
  readonly dates: DateSystem;
  /** The program that wrote it leaves it to the one that opens it to calculate the formulas. */
  readonly uncalculated: boolean;
  /** The texts that cells name by their index. */
  readonly strings: readonly string[];
  /** What the numbers of each cell style are. */
  readonly styles: readonly NumberKind[];
}

/** The year that days are counted from. */
export type DateSystem = 1900 | 1904;

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** @throws KanError `xlsx.*` */
export async function readWorkbook(zip: Zip, fileName: string): Promise<Workbook> {
  const [root] = [...(await relations(zip, '', fileName)).values()].filter(
    ({ type }) => type === 'officeDocument',
  );
  const part = root?.part ?? 'xl/workbook.xml';
  if (!zip.has(part)) throw damagedWorkbook(fileName, 'the list of its sheets is missing');
  const related = await relations(zip, part, fileName);
  const sheets: SheetPart[] = [];
  let dates: DateSystem | null = null;
  let uncalculated = false;
  await readXml(
    zip.read(part),
    {
      open(name, attribute) {
        if (name === 'workbookPr') dates ??= isTrue(attribute('date1904')) ? 1904 : 1900;
        else if (name === 'calcPr') uncalculated = isTrue(attribute('fullCalcOnLoad'));
        else if (name === 'sheet') {
          const found = related.get(attribute('id') ?? '');
          const state = attribute('state');
          if (found?.type === 'worksheet')
            sheets.push({
              name: attribute('name') ?? '',
              hidden: state === 'hidden' || state === 'veryHidden',
              part: found.part,
            });
        }
      },
    },
    part,
    fileName,
  );
  const partOf = (wanted: string): string | undefined =>
    [...related.values()].find(({ type, part: path }) => type === wanted && zip.has(path))?.part;
  const [strings, styles] = [partOf('sharedStrings'), partOf('styles')];
  return {
    ...{ zip, fileName, sheets, uncalculated },
    dates: dates ?? 1900,
    strings: strings === undefined ? [] : await readStrings(zip, strings, fileName),
    styles: styles === undefined ? [] : await readStyles(zip, styles, fileName),
  };
}

/** The parts that a part names, by the ids that it uses for them. @param part '' for the workbook's own file */
async function relations(zip: Zip, part: string, fileName: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = posix.dirname(part);
  const listed = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const found = new Map<string, Relation>();
  if (!zip.has(listed)) return found;
  await readXml(
    zip.read(listed),
    {
      open(name, attribute) {
        const target = attribute('Target');
        // Another file, which may be anywhere, is never opened.
        if (name !== 'Relationship' || target === undefined || attribute('TargetMode') === 'External') return;
        const path = target.startsWith('/') ? target : posix.join(folder, target);
        found.set(attribute('Id') ?? '', {
          type: (attribute('Type') ?? '').split('/').at(-1) ?? '',
          part: path.replace(/^\/+/, ''),
        });
      },
    },
    listed,
    fileName,
  );
  return found;
}

/** How XML writes yes. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
