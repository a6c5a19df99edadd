/** Uncertainties that stand in the cells of numbers, 12.3 ± 0.4 or 12.3(4), as columns of their own behind the others. */
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import { isConcise, writtenNumber } from '../columns/notations/writtenNumbers.ts';
import type { OpenTable, SourceRows } from './tableSource.ts';

/** So large a part of the cells that are not empty must have an uncertainty. */
const LEAST_SHARE = 0.5;

interface UncertaintyColumn {
  /** Place of the column of the numbers. */
  readonly of: number;
  readonly name: string;
  /** The uncertainty in one of its cells; '' where there is none. */
  readonly read: (cell: string) => string;
}

export interface TableWithUncertainties {
  readonly table: OpenTable;
  /** By the place of a column of numbers, the place of the column of its uncertainties. */
  readonly places: ReadonlyMap<number, number>;
}

/**
 * The table with a column of uncertainties for each column of numbers that has them, unless it has a column of that name.
 * @param isNoNumber whether a column is known to hold something else
 */
export function withUncertainties(
  table: OpenTable,
  isNoNumber: (name: string, place: number) => boolean,
): TableWithUncertainties {
  const given = table.names.map((name) => name.trim());
  const taken = new Set(given);
  const added = given.flatMap((written, of): UncertaintyColumn[] => {
    const name = uncertaintyName(written || `column_${of + 1}`);
    if (isNoNumber(written, of) || taken.has(name)) return [];
    const cells = table.sample.map((row) => row.cells[of]?.trim() ?? '').filter((cell) => cell !== '');
    const wholeConcise = cells.some(isConcise);
    const read = (cell: string): string => writtenNumber(cell, wholeConcise)?.uncertainty ?? '';
    const uncertain = cells.filter((cell) => read(cell) !== '').length;
    if (uncertain === 0 || uncertain < LEAST_SHARE * cells.length) return [];
    return [{ of, name, read }];
  });
  const width = table.names.length;
  const places = new Map(added.map(({ of }, n) => [of, width + n]));
  if (added.length === 0) return { table, places };
  const widened = (cells: readonly string[]): string[] => [
    ...Array.from({ length: width }, (_, c) => cells[c] ?? ''),
    ...added.map(({ of, read }) => read(cells[of] ?? '')),
  ];
  return {
    places,
    table: {
      ...table,
      names: [...table.names, ...added.map(({ name }) => name)],
      ...(table.units && { units: [...table.units, ...added.map(({ of }) => table.units![of] ?? '')] }),
      sample: table.sample.map(({ cells, line }) => ({ cells: widened(cells), line })),
      rows: (pass) => widenedRows(table.rows(pass), widened),
    },
  };
}

async function* widenedRows(
  blocks: AsyncGenerator<SourceRows, void>,
  widened: (cells: readonly string[]) => string[],
): AsyncGenerator<SourceRows, void> {
  for await (const block of blocks) yield { ...block, rows: block.rows.map(widened) };
}

/** “E (mV)” has “E ± (mV)”. */
function uncertaintyName(name: string): string {
  const { base } = nameAndUnit(name);
  return `${base} ±${name.slice(base.length)}`;
}
