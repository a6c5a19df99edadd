/** The sheets of workbooks that are named by flags of their own. */
import { userError } from '../../../shared/errors.ts';
import type { CommandFlag } from '../command.ts';
import type { Arguments } from './args.ts';

interface SheetFlag extends CommandFlag {
  /** The flag that names the workbook. */
  readonly of: 'data' | 'test';
  /** Which other sheets there are. */
  readonly other: string;
}

/** The table of a model, where it is not the one that is saved with it. */
export const dataSheet: SheetFlag = {
  ...{ name: 'sheet', value: 'NAME', of: 'data' },
  help: 'the sheet of the workbook of --data (default: chosen as for the model’s own table)',
  other: 'which sheet the model was trained on is saved with it',
};

export const testSheet: SheetFlag = {
  ...{ name: 'test-sheet', value: 'NAME', of: 'test' },
  help: 'the sheet of the workbook of --test; the first one with a table by default',
  other: '--sheet is for the table that is learned from',
};

/** The sheet that was asked for. @throws KanError `cli.conflict` for a sheet of a table that is not given */
export function sheetOf({ values }: Arguments, { name, of, other }: SheetFlag): string | undefined {
  if (values.has(name) && !values.has(of))
    throw userError(
      'cli.conflict',
      `--${name} names a sheet of the workbook of --${of}, which is missing.`,
      `Add --${of} and the workbook; ${other}.`,
    );
  return values.get(name);
}
