/** Measured values of a problem: from a table, or from the problem itself. */
import type { ProblemFile } from '../../../../shared/contract/schemas/problemFile.ts';
import { userError } from '../../../../shared/errors.ts';
import { curveRange, type Measurements, type Problem } from './problem.ts';

/** Columns with measured values, and what they are called in messages. */
export interface Measured {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly values: Float64Array }[];
}

/** The measured values that a problem's file holds itself; null where it holds none. */
export function measuredIn({ measurements }: ProblemFile): Measured | null {
  if (measurements === undefined) return null;
  const columns = Object.entries(measurements).map(([name, values]) => {
    return { name, values: Float64Array.from(values) };
  });
  const rows = columns[0]?.values.length ?? 0;
  if (rows > 0 && columns.every(({ values }) => values.length === rows)) {
    return { name: '“measurements”', columns };
  }
  throw userError(
    'equation.data',
    'The columns of “measurements” do not have the same number of values, or have none.',
    'Give a list of numbers for each coordinate and function, all of one length.',
  );
}

/**
 * The problem with measured values. Rows with a gap in a used column are left out.
 * @throws KanError `equation.data` where values are needed and there are none, or a column is missing;
 *   `equation.outside` where a row is outside the domain; `equation.range` where an unknown function has no range
 */
export function withMeasured(problem: Problem, measured: Measured | null): Problem {
  if (measured !== null) {
    const known = { ...problem, measurements: measurementsOf(measured, problem) };
    for (const index of problem.curves.keys()) curveRange(known, index);
    return known;
  }
  const sought = [...problem.unknown, ...problem.curves];
  if (sought.length === 0) return problem;
  throw userError(
    'equation.data',
    `Measured values are needed to find ${sought.map(({ name }) => name).join(', ')}, but the problem has none.`,
    'Choose a table under “Measured values” (in a file: data: measured.csv). Its columns have the names of the coordinates and of a function.',
  );
}

function measurementsOf(
  { name: source, columns }: Measured,
  { coordinates, functions }: Problem,
): Measurements {
  const valuesOf = (name: string): Float64Array | null =>
    columns.find((column) => column.name === name)?.values ?? null;
  const places = coordinates.map(({ name }) => {
    const values = valuesOf(name);
    if (values !== null) return values;
    throw missing(source, name, columns);
  });
  const measured = functions.map(valuesOf);
  if (measured.every((values) => values === null)) throw missing(source, functions.join(' or '), columns);
  const used = [...places, ...measured.filter((values) => values !== null)];
  const rows = Array.from({ length: places[0].length }, (_, row) => row).filter((row) =>
    used.every((values) => Number.isFinite(values[row])),
  );
  const outside = coordinates.findIndex(({ low, high }, at) =>
    rows.some((row) => places[at][row] < low || places[at][row] > high),
  );
  if (outside >= 0) {
    const { name, low, high } = coordinates[outside];
    throw userError(
      'equation.outside',
      `${source} has rows with ${name} outside the domain.`,
      `${name} goes from ${low} to ${high}; widen the domain or remove the rows.`,
    );
  }
  const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  return {
    rows: rows.length,
    coordinates: places.map(at),
    values: measured.map((values) => values && at(values)),
  };
}

function missing(source: string, column: string, columns: Measured['columns']): Error {
  return userError(
    'equation.data',
    `${source} has no column ${column}.`,
    `Its columns are ${columns.map(({ name }) => name).join(', ')}.`,
  );
}
