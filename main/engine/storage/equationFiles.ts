/** The steps of a differential equation as two files: steps.json, and every number of its solutions as tensors. */
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import { trainedPlaces } from '../equations/derivatives/directional.ts';
import type { Measurements, Problem } from '../equations/problem/problem.ts';
import { readProblem } from '../equations/problem/read.ts';
import type { SolvedEquation } from '../equations/solved.ts';
import { noSteps, type EquationSteps } from '../equations/steps.ts';
import { unknownsOf } from '../equations/residuals/unknowns.ts';
import type { Container } from './container.ts';
import { liveDraft, liveFacts, storedDraft, storedFacts } from './format/liveEquations.ts';
import type { StoredEquations, StoredSolution } from './format/present.ts';
import { readEquationsJson } from './format/versions.ts';
import { decodeJson, encodeJson } from './json.ts';
import { modelOf, numbers, storedLayers, tensorsOf } from './modelFiles.ts';
import { decodeTensors, encodeTensors, type Tensor } from './safetensors.ts';

const jsonName = 'equations/steps.json';
const tensorsName = 'equations/params.safetensors';

type Tensors = ReadonlyMap<string, Tensor>;
type Table = NonNullable<EquationDraft['measurements']>;

/** No files where there are no steps. */
export function equationFiles({ steps, at }: EquationSteps): Map<string, Uint8Array> {
  if (steps.length === 0) return new Map();
  const drafts = distinct(steps.flatMap(({ draft, solvedDraft }) => [draft, solvedDraft ?? draft]));
  const tables = distinct(
    drafts.flatMap(({ measurements }) => (measurements === undefined ? [] : [measurements])),
  );
  const solutions = distinct(steps.flatMap(({ solved }) => solved ?? []));
  const json: StoredEquations = {
    steps: steps.map(({ draft, solved, solvedDraft }) => ({
      draft: drafts.indexOf(draft),
      solved: solved &&
        solvedDraft && { solution: solutions.indexOf(solved), draft: drafts.indexOf(solvedDraft) },
    })),
    at,
    drafts: drafts.map((draft) =>
      storedDraft(draft, draft.measurements === undefined ? null : tables.indexOf(draft.measurements)),
    ),
    measurements: tables.map((table) => ({
      columns: Object.keys(table),
      rows: Object.values(table)[0]?.length ?? 0,
    })),
    solutions: solutions.map(storedSolution),
  };
  const tensors = [
    ...tables.flatMap((table, index) =>
      Object.values(table).map((values, column) => vector(tableTensor(index, column), values)),
    ),
    ...solutions.flatMap((solved, index) => [...solutionTensors(solved, ownerOf(index))]),
  ];
  return new Map([
    [jsonName, encodeJson(json)],
    [tensorsName, encodeTensors(new Map(tensors))],
  ]);
}

/**
 * No steps where there are no files.
 * @throws RangeError, ZodError, UnknownName, KanError or SyntaxFault if the files do not hold complete, consistent steps.
 */
export function readEquations({ files, version }: Container): EquationSteps {
  const bytes = files.get(jsonName);
  if (bytes === undefined || version < 8) return noSteps;
  const { steps, at, drafts, measurements, solutions } = readEquationsJson(decodeJson(bytes));
  const tensors = decodeTensors(files.get(tensorsName) ?? new Uint8Array());
  const tables = measurements.map(({ columns, rows }, index): Table =>
    Object.fromEntries(
      columns.map((column, place) => [column, [...numbers(tensors, tableTensor(index, place), rows)]]),
    ),
  );
  const liveDrafts = drafts.map((draft) =>
    liveDraft(draft, draft.measurements === null ? undefined : itemAt(tables, draft.measurements)),
  );
  const live = solutions.map((stored, index) => liveSolution(stored, tensors, ownerOf(index)));
  if (at >= steps.length) throw new RangeError('no present step');
  return {
    steps: steps.map(({ draft, solved }) => ({
      draft: itemAt(liveDrafts, draft),
      solved: solved && itemAt(live, solved.solution),
      solvedDraft: solved && itemAt(liveDrafts, solved.draft),
    })),
    at,
  };
}

function storedSolution(solved: SolvedEquation): StoredSolution {
  const { residual, conditionResidual, scale, parameters, iterations, smoothness, model } = solved.solution;
  return {
    ...storedFacts(solved),
    layers: storedLayers(model),
    measured: solved.problem.measurements?.values.map((values) => values !== null) ?? null,
    ...{ residual, conditionResidual, scale, parameters, iterations, smoothness: [...smoothness] },
  };
}

function solutionTensors({ problem, solution }: SolvedEquation, owner: string): Map<string, Tensor> {
  const { coordinates, values } = problem.measurements ?? { coordinates: [], values: [] };
  return new Map([
    ...tensorsOf(solution.model, owner),
    vector(`${owner}unknowns`, solution.unknowns),
    ...coordinates.map((column, index) => vector(`${owner}coordinates.${index}`, column)),
    ...values.flatMap((column, index) =>
      column === null ? [] : [vector(`${owner}values.${index}`, column)],
    ),
  ]);
}

function liveSolution(stored: StoredSolution, tensors: Tensors, owner: string): SolvedEquation {
  const { layers, measured, smoothness, residual, conditionResidual, scale, parameters, iterations } = stored;
  const facts = liveFacts(stored);
  const read = readProblem(facts.file);
  const problem = { ...read, measurements: measured && liveMeasurements(read, measured, tensors, owner) };
  const model = modelOf(layers, tensors, owner);
  requireSolutionOf(problem, layers);
  const unknowns = numbers(tensors, `${owner}unknowns`, unknownsOf(problem).size);
  if (trainedPlaces(model).length + unknowns.length !== parameters) throw new RangeError('wrong parameters');
  return {
    ...{ ...facts, problem },
    solution: { model, unknowns, smoothness, residual, conditionResidual, scale, parameters, iterations },
  };
}

/** The network of a solution has sums and splines only. */
function requireSolutionOf({ coordinates, functions }: Problem, layers: StoredSolution['layers']): void {
  const isPlain = layers.every(
    ({ arities, symbolic }) => arities.length === 0 && symbolic.every((fn) => fn === null),
  );
  if (isPlain && layers[0].inputs === coordinates.length && layers.at(-1).sums === functions.length) return;
  throw new RangeError('the network is not that of a solution');
}

function liveMeasurements(
  { coordinates, functions }: Problem,
  measured: readonly boolean[],
  tensors: Tensors,
  owner: string,
): Measurements {
  const rows = tensors.get(`${owner}coordinates.0`)?.data.length ?? 0;
  const column = (name: string): Float64Array => numbers(tensors, owner + name, rows);
  return {
    rows,
    coordinates: coordinates.map((_, index) => column(`coordinates.${index}`)),
    values: functions.map((_, index) => (measured[index] ? column(`values.${index}`) : null)),
  };
}

function ownerOf(solution: number): string {
  return `solutions.${solution}.`;
}

function tableTensor(table: number, column: number): string {
  return `measurements.${table}.${column}`;
}

function vector(name: string, values: Float64Array | readonly number[]): [string, Tensor] {
  const data = Float64Array.from(values);
  return [name, { shape: [data.length], data }];
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}

/** @throws RangeError where there is none. */
function itemAt<T>(list: readonly T[], index: number): T {
  if (index < list.length) return list[index];
  throw new RangeError('an index of a step is not there');
}
