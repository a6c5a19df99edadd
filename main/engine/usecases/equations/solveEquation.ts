/** Solves differential equations with a network, and reads the solution as a formula. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ProblemFile } from '../../../../shared/contract/schemas/problemFile.ts';
import type { PerceptronProgress } from '../../../../shared/contract/views/equation.ts';
import { userError } from '../../../../shared/errors.ts';
import { networkSettings } from '../../../../shared/settings/network.ts';
import { equationSettings, type EquationSettings } from '../../../../shared/settings/equations.ts';
import { defaultsOf } from '../../../../shared/settings/setting.ts';
import { signalWithin } from '../../../../shared/time.ts';
import { stopwatch } from '../../stopwatch.ts';
import { replaceFile } from '../../../files/replaceFile.ts';
import { loadTable } from '../../data/index.ts';
import type { Table } from '../../data/table/table.ts';
import { solveWithPerceptron } from '../../equations/perceptron.ts';
import { foundUnknowns } from '../../equations/found.ts';
import { solutionFormulas } from '../../equations/formulas/formula.ts';
import { comparisonPoints } from '../../equations/residuals/points.ts';
import { parseProblemFile } from '../../equations/problem/file.ts';
import { measuredIn, withMeasured, type Measured } from '../../equations/problem/measurements.ts';
import type { Problem } from '../../equations/problem/problem.ts';
import { readProblem } from '../../equations/problem/read.ts';
import type { SolvedEquation } from '../../equations/solved.ts';
import { exactError } from '../../equations/solution.ts';
import { solutionTable } from '../../equations/solutionTable.ts';
import { solve, type Solution, type SolveProgress } from '../../equations/solve.ts';

/** Settings given besides the file; they replace those of the file. */
export interface SolveRequest {
  readonly seed?: number | undefined;
  readonly settings?: Partial<EquationSettings>;
  readonly hidden?: readonly number[] | undefined;
  readonly grid?: number | undefined;
  readonly order?: number | undefined;
  /** Whether to look for a formula. */
  readonly formula: boolean;
  /** Of the workbook that the problem's file names; the one that is named there, or the first one with a table by default. */
  readonly sheet?: string | undefined;
}

/** The longest that the search for a formula may take after the equation is solved. */
const formulaSeconds = 15;

/** How a solution is watched and ended. */
export interface SolveControl {
  /** Aborted: nothing is wanted any more. */
  readonly signal: AbortSignal;
  /** Aborted: the solution found so far is enough; no formula is looked for. */
  readonly enough?: AbortSignal;
  /** Told of the table of measured values that the problem's file names. */
  readonly onTable?: (table: Table) => void;
  readonly onProgress?: (progress: SolveProgress) => void;
  readonly onPerceptron?: (progress: PerceptronProgress) => void;
  /** Told of each better solution on the way. */
  readonly onBetter?: (solved: SolvedEquation) => void;
  /** Told of the solution before what follows: the search for a formula, the MLP. */
  readonly onSolved?: (solved: SolvedEquation, next: 'formula' | 'mlp') => void;
}

/**
 * Solves the problem of a file.
 * @param path of the problem's file; a table named in it is looked for in the same folder.
 * @throws KanError `table.*`, `xlsx.*`, `file.read`, `equation.no-table` for a sheet where no table is named, and as
 *   {@link solveProblem} does
 */
export async function solveEquation(
  path: string,
  request: SolveRequest,
  control: SolveControl,
): Promise<SolvedEquation> {
  const file = parseProblemFile(await textOf(path));
  return solveProblem(file, await tableBeside(path, file, request.sheet, control), request, control);
}

/**
 * @param table measured values; null where the problem's file holds them, or there are none.
 * @throws KanError `equation.*`, `expression.*`, `cancelled`
 */
export async function solveProblem(
  file: ProblemFile,
  table: Measured | null,
  request: SolveRequest,
  { signal, enough, onProgress, onPerceptron, onBetter, onSolved }: SolveControl,
): Promise<SolvedEquation> {
  const computed = stopwatch();
  const started = performance.now();
  const problem = withMeasured(readProblem(file), table ?? measuredIn(file));
  const settings = { ...defaultsOf(equationSettings), ...request.settings };
  const seconds = request.settings?.seconds ?? file.seconds ?? settings.seconds;
  const seed = request.seed ?? file.seed ?? networkSettings.seed.default;
  const run = solve(problem, {
    ...networkOf(problem, file, request),
    seed,
    ...{ seconds, signal, enough },
  });
  const ended = enough ?? signal;
  const described = (reached: Solution): SolvedEquation => ({
    ...{ file, problem, stopped: false },
    solution: reached,
    mse: exactError(problem, reached.model, comparisonPoints(problem)),
    found: foundUnknowns(problem, reached),
    formulas: null,
    mlp: null,
    seconds: computed(),
  });
  let step = await run.next();
  let best: Solution | null = null;
  for (; step.done !== true; step = await run.next()) {
    onProgress?.(step.value);
    const { best: reached } = step.value;
    if (reached === null || reached === best) continue;
    best = reached;
    onBetter?.(described(reached));
  }
  const solution = step.value;
  const secondsSoFar = (): number => (performance.now() - started) / 1000;
  const solved = described(solution);
  const withPerceptron = async (known: SolvedEquation): Promise<SolvedEquation> => {
    if (!settings.mlp || ended.aborted) return { ...known, stopped: ended.aborted };
    onSolved?.(known, 'mlp');
    const times = Number(settings.mlpTimes);
    const least = times > 1 ? settings.mlpSeconds : 0;
    const mlp = await solveWithPerceptron(problem, solution, {
      ...{ seed, times, enough: ended, onProgress: onPerceptron },
      seconds: Math.max(least, solved.seconds),
    });
    return { ...known, mlp, stopped: ended.aborted };
  };
  if (!request.formula || ended.aborted) return withPerceptron(solved);
  onSolved?.(solved, 'formula');
  const left = Math.max(2, Math.min(seconds - secondsSoFar(), formulaSeconds));
  const formulas = await solutionFormulas(problem, solution, signalWithin(1000 * left, ended));
  return withPerceptron({ ...solved, formulas, seconds: computed() });
}

/** Writes the solution as a CSV file. */
export async function saveSolution(
  path: string,
  { problem, solution }: Pick<SolvedEquation, 'problem' | 'solution'>,
): Promise<void> {
  await replaceFile(path, solutionTable(problem, solution));
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'it is not there',
      ENOTDIR: 'its folder is not there',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    };
    throw userError(
      'file.read',
      `“${path}” cannot be read: ${reasons[code] ?? `the system says ${code}`}.`,
      'Give the file of a problem, such as problem.yaml; kan solve --help has an example.',
    );
  });
}

async function tableBeside(
  path: string,
  { data, sheet: named }: ProblemFile,
  asked: string | undefined,
  { signal, onTable }: SolveControl,
): Promise<Measured | null> {
  const sheet = asked ?? (named === undefined ? undefined : String(named));
  if (data === undefined) {
    if (sheet === undefined) return null;
    throw userError(
      'equation.no-table',
      `The problem takes no values from a workbook, so there is no sheet “${sheet}”.`,
      'Name the workbook in the file of the problem: data: measured.xlsx',
    );
  }
  const table = await loadTable(beside(path, data), { sheet }, { signal });
  onTable?.(table);
  return { name: table.fileName, columns: table.columns };
}

/** The files that are read for a problem's file: itself, and the table of measured values that it names. @throws KanError */
export async function filesOfProblem(path: string): Promise<readonly string[]> {
  const { data } = parseProblemFile(await textOf(path));
  return data === undefined ? [path] : [path, beside(path, data)];
}

const beside = (path: string, name: string): string => resolve(dirname(path), name);

/** The largest networks that can be solved with. */
export const largest = { layers: 10, nodes: 200, grid: 500, order: 12 } as const;

/** @throws KanError `equation.network` */
function requireModest(hidden: readonly number[], grid: number, order: number): void {
  const isModest =
    hidden.length <= largest.layers &&
    hidden.every((nodes) => nodes >= 1 && nodes <= largest.nodes) &&
    grid <= largest.grid &&
    order <= largest.order;
  if (isModest) return;
  throw userError(
    'equation.network',
    'The network is too large, or has a layer without nodes.',
    `At most ${largest.layers} hidden layers of 1 to ${largest.nodes} nodes, grid ${largest.grid}, spline order ${largest.order}.`,
  );
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
  requireModest(hidden ?? [], intervals ?? 1, degree ?? 1);
  return {
    ...(hidden !== undefined && { hidden }),
    ...(intervals !== undefined && { grid: intervals }),
    ...(degree !== undefined && { order: degree }),
  };
}
