/** Converts what comparisons and phases found, without networks, to its stored form and back. */
import type { ComparedModel, ComparisonView } from '../../../../shared/contract/views/comparison.ts';
import { idleComparison } from '../../../../shared/contract/views/comparison.ts';
import { idleSizeStudy } from '../../../../shared/contract/views/sizeStudy.ts';
import type { PhasesOf, PhasesView } from '../../../../shared/contract/views/phases.ts';
import type { SizeSeries, SizeStudyView } from '../../../../shared/contract/views/sizeStudy.ts';
import { errorName } from '../../../../shared/results/measures.ts';
import type { Finding, MadeFor } from '../../findings/findings.ts';
import { liveData, liveSplit, oneOf, storedData } from './live.ts';
import type { StoredFindings } from './present.ts';

/** What the errors of a comparison can be. */
const lossNames = (['RMSE', 'scaled RMSE', 'cross-entropy'] as const).flatMap((kind) =>
  [false, true].map((weighted) => errorName(kind, weighted)),
);

export type Stored<Kind extends keyof StoredFindings> = NonNullable<StoredFindings[Kind]>;
type Figures = readonly (number | null)[];

/** NaN becomes null, as everywhere in JSON. */
export type Written<T> = T extends object ? { readonly [K in keyof T]: Written<T[K]> } : T;

export function storedComparison({
  view: { status, measure, unit, rows, kan, perceptrons, difference, verdict },
  of,
}: Finding<ComparisonView>): Written<Stored<'comparison'>> | null {
  if (kan === null) return null;
  return {
    ...{ of: storedMadeFor(of), status: endOf(status), measure, unit, rows },
    ...{ kan, perceptrons, difference, verdict },
  };
}

/** @throws UnknownName */
export function liveComparison({ of, ...stored }: Stored<'comparison'>): Finding<ComparisonView> {
  const { measure, kan, perceptrons } = stored;
  const view = {
    ...idleComparison,
    ...stored,
    revision: of.revision,
    measure: oneOf(lossNames, measure),
    kan: liveModel(kan),
    perceptrons: perceptrons.map((mlp) => ({
      ...{ ...mlp, ...liveModel(mlp) },
      curve: mlp.curve.map(({ seconds, error }) => ({ seconds, error: error ?? NaN })),
    })),
  };
  return { view, of: liveMadeFor(of) };
}

export function storedSizeStudy({ view, of }: Finding<SizeStudyView>): Written<Stored<'sizeStudy'>> {
  const { status, rows, hidden, kan, mlp, expected, verdict } = view;
  return { of: storedMadeFor(of), status: endOf(status), rows, hidden, kan, mlp, expected, verdict };
}

/** @throws UnknownName */
export function liveSizeStudy({ of, kan, mlp, ...stored }: Stored<'sizeStudy'>): Finding<SizeStudyView> {
  const series = ({ points, law }: typeof kan): SizeSeries => {
    return { points: points.map(({ error, ...point }) => ({ ...point, error: error ?? NaN })), law };
  };
  const view = { ...idleSizeStudy, ...stored, revision: of.revision, kan: series(kan), mlp: series(mlp) };
  return { view, of: liveMadeFor(of) };
}

export function storedPhases({
  view: { by, phases, x, axes, kan, mlp },
  of,
}: Finding<PhasesView>): Written<Omit<Stored<'phases'>, 'network'>> {
  const learned = ({ hidden, parameters, errors, curves }: PhasesOf) => {
    return { hidden, parameters, errors, curves: curves.map((curve) => [...curve]) };
  };
  return {
    ...{ of: storedMadeFor(of), by, axes },
    phases: phases.map(({ name, rows, points }) => {
      return { name, rows, points: points && { x: [...points.x], y: [...points.y] } };
    }),
    x: x && [...x],
    kan: learned(kan),
    mlp: learned(mlp),
  };
}

/** @throws UnknownName, RangeError where there are more errors or curves than phases */
export function livePhases(stored: Omit<Stored<'phases'>, 'network'>): Finding<PhasesView> {
  const { of, by, phases, x, axes, kan, mlp } = stored;
  const learned = ({ hidden, parameters, errors, curves }: typeof kan): PhasesOf => {
    const fits =
      errors.length <= phases.length &&
      errors.every((row) => row.length === phases.length) &&
      curves.length === (x === null ? 0 : errors.length) &&
      curves.every((curve) => curve.length === x?.length);
    if (!fits) throw new RangeError('the errors are not those of the phases');
    return { hidden, parameters, errors: errors.map(numbersOf), curves: curves.map(arrayOf) };
  };
  const view = {
    ...{ by, axes },
    phases: phases.map(({ name, rows, points }) => {
      return { name, rows, points: points && { x: arrayOf(points.x), y: arrayOf(points.y) } };
    }),
    x: x && arrayOf(x),
    kan: learned(kan),
    mlp: learned(mlp),
  };
  return { view, of: liveMadeFor(of) };
}

function liveModel({ hidden, parameters, seconds, test }: Stored<'comparison'>['kan']): ComparedModel {
  return { hidden, parameters, seconds, test: liveSplit(test) };
}

/** Only what has ended is kept. */
function endOf(status: ComparisonView['status']): 'finished' | 'stopped' {
  return status === 'finished' ? 'finished' : 'stopped';
}

export function storedMadeFor({ data, revision }: MadeFor) {
  return { data: storedData(data), revision };
}

/** @throws UnknownName */
export function liveMadeFor({ data, revision }: Stored<'comparison'>['of']): MadeFor {
  return { data: liveData(data), revision };
}

function numbersOf(figures: Figures): number[] {
  return figures.map((figure) => figure ?? NaN);
}

function arrayOf(figures: Figures): Float64Array {
  return Float64Array.from(numbersOf(figures));
}
