/** The rows of a data set in phases, by the values of a column. */
import { everyRow } from '../data/rows.ts';
import { columnTypeFacts } from '../../../shared/contract/columnTypes.ts';
import type { PhasesBy } from '../../../shared/contract/views/phases.ts';
import { userError } from '../../../shared/errors.ts';
import { numberText, plural } from '../../../shared/figures.ts';
import type { Batch } from '../data/batch.ts';
import { labelOf } from '../data/dataset/encode.ts';
import type { Split } from '../data/dataset/dataset.ts';
import { pickRows } from '../data/dataset/pickRows.ts';
import { findColumn } from '../data/table/findColumn.ts';
import type { Table } from '../data/table/table.ts';

export interface Phase {
  /** The value of the column, or the numbers of the table's rows. */
  readonly name: string;
  readonly batch: Batch;
}

const mostPhases = 50;

/** The rows in phases. @throws KanError `data.unknown-column`, `phases.column`, `phases.parts` */
export function phasesOf(table: Table, by: PhasesBy, rows: Split): readonly Phase[] {
  return 'parts' in by ? partsOf(by.parts, rows) : phasesOfColumn(table, by.column, rows);
}

/** Equal parts of the rows, in their order in the table. @throws KanError `phases.parts` where there are fewer rows */
function partsOf(parts: number, rows: Split): readonly Phase[] {
  if (rows.rows < parts) {
    throw userError(
      'phases.parts',
      `${plural(rows.rows, 'row')} cannot be cut into ${parts} parts.`,
      'Ask for fewer parts.',
    );
  }
  const inOrder = everyRow(rows.rows).toSorted((one, other) => rows.tableRows[one] - rows.tableRows[other]);
  const start = (part: number): number => Math.round((part * rows.rows) / parts);
  return Array.from({ length: parts }, (_, part) => {
    const at = inOrder.subarray(start(part), start(part + 1));
    const [first, last] = [at[0], at[at.length - 1]].map((row) => rows.tableRows[row] + 1);
    return { name: `rows ${first}–${last}`, batch: pickRows(rows, at) };
  });
}

/**
 * Numbers and dates in ascending order, labels in the order in which they first appear in the table.
 * @throws KanError `data.unknown-column`, `phases.column` where it has a gap, fewer than 2 values, or more than 50.
 */
function phasesOfColumn(table: Table, column: string, rows: Split): readonly Phase[] {
  const found = findColumn(table, column);
  const { holds } = columnTypeFacts[found.type];
  const valueAt = (row: number): number => found.values[rows.tableRows[row]];
  const places = new Map<number, number[]>();
  for (let row = 0; row < rows.rows; row++) {
    const value = valueAt(row);
    if (holds === 'nothing' || !Number.isFinite(value)) {
      const where = holds === 'nothing' ? 'holds free text' : 'has a missing value';
      throw phasesError(`“${column}” ${where}, so that the phase of a row is not known.`);
    }
    places.set(value, [...(places.get(value) ?? []), row]);
    if (places.size > mostPhases) {
      throw phasesError(`“${column}” has more than ${mostPhases} different values.`);
    }
  }
  if (places.size < 2) throw phasesError(`“${column}” has one value only: there is one phase.`);
  return [...places]
    .toSorted(([one], [other]) => one - other)
    .map(([value, at]) => ({
      name: holds === 'quantities' ? numberText(value) : labelOf(found, value),
      batch: pickRows(rows, Uint32Array.from(at)),
    }));
}

function phasesError(message: string) {
  return userError(
    'phases.column',
    message,
    `Choose a column with 2 to ${mostPhases} different values, one for each phase.`,
  );
}
