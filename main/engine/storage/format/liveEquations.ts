/** Converts the parts of stored equations that are neither networks nor measured values, and back. */
import { type EquationDraft, equationDraft } from '../../../../shared/contract/schemas/equationDraft.ts';
import type { SolvedEquation } from '../../equations/solved.ts';
import { liveFormula, oneOf } from './live.ts';
import type { StoredDraft, StoredSolution } from './present.ts';

type Facts = Pick<SolvedEquation, 'file' | 'mse' | 'seconds' | 'stopped' | 'found' | 'formulas' | 'mlp'>;
type StoredFacts = Pick<
  StoredSolution,
  'problem' | 'mse' | 'seconds' | 'stopped' | 'found' | 'formulas' | 'mlp'
>;

/** @param measurements index of its measured values. */
export function storedDraft(
  { form, sample, measuredFrom, settings }: EquationDraft,
  measurements: number | null,
): StoredDraft {
  return { form, sample, measuredFrom, measurements, settings };
}

/** @throws UnknownName, ZodError */
export function liveDraft(
  { form, sample, measuredFrom, settings }: StoredDraft,
  measurements: EquationDraft['measurements'],
): EquationDraft {
  return {
    ...{ form, sample },
    measuredFrom: oneOf(equationDraft.shape.measuredFrom.options, measuredFrom),
    ...(measurements !== undefined && { measurements }),
    settings: equationDraft.shape.settings.parse(settings),
  };
}

export function storedFacts({ file, mse, seconds, stopped, found, formulas, mlp }: Facts): StoredFacts {
  const { equation, equations, domain, inside, conditions, functions, constants, unknown, exact, network } =
    file;
  // Measured values are stored as tensors; the settings of a file belong to its run.
  const equationTexts = { equation, equations, domain, inside, conditions, functions };
  const problem = { ...equationTexts, constants, unknown, exact, network };
  return {
    ...{ problem, mse, seconds, stopped },
    found: {
      unknown: found.unknown.map(({ name, value, standardError }) => ({ name, value, standardError })),
      curves: found.curves.map(({ name, argument, x, values, standardErrors }) => ({
        ...{ name, argument, x: [...x], values: [...values] },
        standardErrors: standardErrors && [...standardErrors],
      })),
    },
    formulas: formulas as StoredFacts['formulas'],
    mlp: mlp && {
      ...mlp,
      hidden: [...mlp.hidden],
      constants: [...mlp.constants],
      curves: mlp.curves.map((curve) => [...curve]),
    },
  };
}

/** @throws UnknownName, RangeError */
export function liveFacts({ problem, mse, seconds, stopped, found, formulas, mlp }: StoredFacts): Facts {
  return {
    ...{ file: problem, mse, seconds, stopped },
    found: {
      unknown: found.unknown,
      curves: found.curves.map(({ x, values, standardErrors, ...rest }) => ({
        ...{ ...rest, x: numbersOf(x), values: numbersOf(values) },
        standardErrors: standardErrors && numbersOf(standardErrors),
      })),
    },
    formulas: formulas && {
      ...formulas,
      residual: formulas.residual ?? NaN,
      conditionResidual: formulas.conditionResidual ?? NaN,
      formulas: formulas.formulas.map(({ expression, distance, ...rest }) => ({
        ...{ ...rest, distance: distance ?? NaN },
        expression: liveFormula(expression),
      })),
    },
    mlp: mlp && {
      ...mlp,
      residual: mlp.residual ?? NaN,
      conditionResidual: mlp.conditionResidual ?? NaN,
      constants: [...numbersOf(mlp.constants)],
      curves: mlp.curves.map(numbersOf),
    },
  };
}

/** null is NaN, which JSON lacks. */
function numbersOf(stored: readonly (number | null)[]): Float64Array {
  return Float64Array.from(stored, (value) => value ?? NaN);
}
