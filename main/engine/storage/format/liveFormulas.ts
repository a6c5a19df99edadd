/** Converts what a search for formulas found to its stored form and back. */
import type { FoundFormula, FoundFormulas } from '../../findings/findings.ts';
import type { KanModel } from '../../kan/model.ts';
import { namedFormOf } from '../../symbolic/laws/named/namedForm.ts';
import { liveFormula, liveMethod } from './live.ts';
import { liveMadeFor, storedMadeFor, type Stored, type Written } from './liveFindings.ts';

type StoredFormulas = Stored<'formulas'>;
type StoredFormula = StoredFormulas['outputs'][number][number];
type LayersOf = (model: KanModel) => Written<StoredFormula['layers']>;

/** @param layersOf gives a network in its stored form. */
export function storedFormulas(
  { of, search, outputs }: FoundFormulas,
  layersOf: LayersOf,
): Written<StoredFormulas> {
  const { status, method, seed, seconds, notes, message } = search;
  return {
    ...{ of: storedMadeFor(of), status, method, seed, seconds, notes, message },
    outputs: outputs.map((formulas) => formulas.map((formula) => storedFormula(formula, layersOf))),
  };
}

function storedFormula(
  { formula, fittedToValidation, repeats }: FoundFormula,
  layersOf: LayersOf,
): Written<StoredFormula> {
  const { expression, trainError, validationError, shares, comparedBy, complexity, tabled } = formula;
  const { errorAsOthers, named, replaced, behindLines, stays, trained, far, model } = formula;
  return {
    ...{ tree: expression, trainError, validationError, complexity, replaced, repeats },
    ...(shares && { shares }),
    ...(comparedBy !== undefined && { comparedBy }),
    ...(errorAsOthers !== undefined && { errorAsOthers }),
    ...(tabled !== undefined && { tabled }),
    ...(named && { law: named.parts }),
    ...(behindLines && { behindLines }),
    ...(stays && { stays }),
    ...(trained && { trained }),
    ...(fittedToValidation && { fittedToValidation }),
    ...(far && { far }),
    layers: layersOf(model),
  };
}

/**
 * @param models the network of each formula, by output. A law that this version does not know has no name.
 * @throws UnknownName, RangeError
 */
export function liveFormulas(
  { of, method, outputs, ...search }: StoredFormulas,
  models: readonly (readonly KanModel[])[],
): FoundFormulas {
  return {
    of: liveMadeFor(of),
    search: { ...search, method: liveMethod(method) },
    outputs: outputs.map((formulas, output) =>
      formulas.map((formula, index) => foundFormula(formula, models[output][index])),
    ),
  };
}

function foundFormula(stored: StoredFormula, model: KanModel): FoundFormula {
  const { tree, trainError, validationError, shares, comparedBy, complexity, tabled } = stored;
  const { errorAsOthers, law, replaced, behindLines, stays, trained, far, repeats } = stored;
  const named = law && namedFormOf(law);
  return {
    formula: {
      ...{ expression: liveFormula(tree), complexity, replaced, model },
      ...{ trainError: trainError ?? NaN, validationError: validationError ?? NaN },
      ...(shares && { shares: { train: shares.train ?? NaN, validation: shares.validation ?? NaN } }),
      ...(comparedBy !== undefined && { comparedBy: comparedBy ?? NaN }),
      ...(errorAsOthers !== undefined && { errorAsOthers: errorAsOthers ?? NaN }),
      ...(tabled !== undefined && { tabled }),
      ...(named && { named }),
      ...(behindLines && { behindLines }),
      ...(stays && { stays }),
      ...(trained && { trained }),
      ...(far && { far }),
    },
    ...{ fittedToValidation: stored.fittedToValidation ?? false, repeats },
  };
}
