/** Solves differential equations with a network, and reads the solution as a formula. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { userError } from '../../../shared/errors.ts';
import { signalWithin } from '../../../shared/time.ts';
import { replaceFile } from '../../files/replaceFile.ts';
import { loadTable } from '../data/index.ts';
import { findColumn } from '../data/table/findColumn.ts';
import type { Table } from '../data/table/table.ts';
import { solutionFormulas, type SolutionFormulas } from '../equations/formula.ts';
import { comparisonPoints } from '../equations/points.ts';
import { parseProblemFile, type ProblemFile } from '../equations/problem/file.ts';
import type { Measurements, Problem } from '../equations/problem/problem.ts';
import { readProblem } from '../equations/problem/read.ts';
import { constantErrors, exactError } from '../equations/solution.ts';
import { solutionTable } from '../equations/solutionTable.ts';
import { solve, type Solution, type SolveProgress } from '../equations/solve.ts';

/** Settings given besides the file; they replace those of the file. */
export interface SolveRequest {
  readonly seed?: number | undefined;
  readonly seconds?: number | undefined;
  readonly hidden?: readonly number[] | undefined;
  readonly grid?: number | undefined;
  readonly order?: number | undefined;
  /** Whether to look for a formula. */
  readonly formula: boolean;
}

export interface SolvedEquation {
  readonly problem: Problem;
  readonly solution: Solution;
  /** Mean squared error against the known solution; null without one. */
  readonly mse: number | null;
  /** By unknown constant; null where nothing was measured. */
  readonly standardErrors: readonly number[] | null;
  readonly formulas: SolutionFormulas | null;
  readonly seconds: number;
}

export const defaultSeconds = 60;
/** The longest that the search for a formula may take after the equation is solved. */
const formulaSeconds = 15;

/**
 * @param path of the problem's file; a table named in it is looked for in the same folder.
 * @throws KanError `equation.*`, `csv.*`, `file.read`, `cancelled`; SyntaxFault
 */
export async function solveEquation(
  path: string,
  request: SolveRequest,
  signal: AbortSignal,
  onProgress: (progress: SolveProgress) => void,
): Promise<SolvedEquation> {
  const started = performance.now();
  const file = parseProblemFile(await textOf(path));
  const problem = await withMeasurements(readProblem(file), file, path, signal);
  const seconds = request.seconds ?? file.seconds ?? defaultSeconds;
  const run = solve(problem, {
    ...networkOf(problem, file, request),
    seed: request.seed ?? file.seed ?? 1,
    seconds,
    signal,
  });
  let step = await run.next();
  for (; step.done !== true; step = await run.next()) onProgress(step.value);
  const solution = step.value;
  const left = seconds - (performance.now() - started) / 1000;
  const formulas = request.formula
    ? await solutionFormulas(
        problem,
        solution,
        signalWithin(1000 * Math.max(2, Math.min(left, formulaSeconds)), signal),
      )
    : null;
  return {
    problem,
    solution,
    mse: exactError(problem, solution.model, comparisonPoints(problem)),
    standardErrors: constantErrors(problem, solution.model, solution.constants),
    formulas,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Writes the solution as a CSV file. */
export async function saveSolution(path: string, { problem, solution }: SolvedEquation): Promise<void> {
  await replaceFile(path, solutionTable(problem, solution.model));
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw userError('file.read', `“${path}” cannot be read.`, 'Check the name and the folder.');
  });
}

/** The hidden layers, grid and order that were asked for. @throws KanError `equation.network` */
function networkOf(
  { coordinates, functions }: Problem,
  { network, grid, order, k }: ProblemFile,
  request: SolveRequest,
): { hidden?: readonly number[]; grid?: number; order?: number } {
  if (network !== undefined && (network[0] !== coordinates.length || network.at(-1) !== functions.length)) {
    throw userError(
      'equation.network',
      `The network [${network.join(', ')}] does not begin with ${coordinates.length} and end with ${functions.length}.`,
      'The first number is that of the coordinates, the last that of the functions.',
    );
  }
  const hidden = request.hidden ?? network?.slice(1, -1);
  const intervals = request.grid ?? grid;
  const degree = request.order ?? order ?? k;
  return {
    ...(hidden !== undefined && { hidden }),
    ...(intervals !== undefined && { grid: intervals }),
    ...(degree !== undefined && { order: degree }),
  };
}

async function withMeasurements(
  problem: Problem,
  { data }: ProblemFile,
  path: string,
  signal: AbortSignal,
): Promise<Problem> {
  if (data === undefined) {
    if (problem.unknown.length === 0) return problem;
    throw userError(
      'equation.data',
      `Measured values are needed to find ${problem.unknown.map(({ name }) => name).join(', ')}, but the problem names no table.`,
      'Name a table with the coordinates and a function: data: measured.csv',
    );
  }
  const table = await loadTable(resolve(dirname(path), data), {}, { signal });
  return { ...problem, measurements: measurementsIn(table, problem) };
}

/** Rows without any gap in the columns that are used. */
function measurementsIn(table: Table, { coordinates, functions }: Problem): Measurements {
  const columns = coordinates.map(({ name }) => findColumn(table, name).values);
  const measured = functions.map(
    (name) => table.columns.find((column) => column.name === name)?.values ?? null,
  );
  if (measured.every((values) => values === null)) {
    throw userError(
      'equation.data',
      `${table.fileName} has no column ${functions.join(' or ')}.`,
      `Its columns are ${table.columns.map(({ name }) => name).join(', ')}.`,
    );
  }
  const used = [...columns, ...measured.filter((values) => values !== null)];
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    used.every((values) => Number.isFinite(values[row])),
  );
  const outside = coordinates.findIndex(({ low, high }, at) =>
    rows.some((row) => columns[at][row] < low || columns[at][row] > high),
  );
  if (outside >= 0) {
    const { name, low, high } = coordinates[outside];
    throw userError(
      'equation.outside',
      `${table.fileName} has rows with ${name} outside the domain.`,
      `${name} goes from ${low} to ${high}; widen the domain or remove the rows.`,
    );
  }
  const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  return {
    rows: rows.length,
    coordinates: columns.map(at),
    values: measured.map((values) => values && at(values)),
  };
}
