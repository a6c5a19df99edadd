/** The compared models as the charts and the table show them. Pure. */
import type { ComparisonView, ErrorAfter } from '../../../shared/contract/views/comparison.ts';
import { comparedError, kanName, perceptronName } from '../../../shared/results/comparedModels.ts';

export interface ShownModel {
  readonly name: string;
  /** Index of the MLP; null for the network. */
  readonly mlp: number | null;
  readonly parameters: number;
  readonly seconds: number | null;
  /** Test error; NaN where there is none yet. */
  readonly error: number;
  readonly curve: readonly ErrorAfter[];
  /** Test error at the time that the network took; NaN where it is not known. */
  readonly atKanTime: number;
  /** How it was trained; '' for the network, and before there is an MLP. */
  readonly how: string;
}

/** The network first, then the MLPs in the order of their training. */
export function shownModels({ kan, perceptrons }: ComparisonView): readonly ShownModel[] {
  if (kan === null) return [];
  const own: ShownModel = {
    ...{ name: kanName(kan.hidden), mlp: null, curve: [], atKanTime: NaN, how: '' },
    ...{ parameters: kan.parameters, seconds: kan.seconds, error: comparedError(kan) },
  };
  const others = perceptrons.map((mlp, index): ShownModel => {
    const { hidden, parameters, seconds, curve, method, activation } = mlp;
    return {
      ...{ name: perceptronName(hidden), mlp: index, parameters, seconds, curve },
      error: comparedError(mlp),
      atKanTime: mlp.atKanTime ?? NaN,
      how: method === '' ? '' : `${method}, ${activation}`,
    };
  });
  return [own, ...others];
}

/** A point of a chart with logarithmic axes. */
export interface ModelPoint {
  readonly model: ShownModel;
  readonly x: number;
  readonly y: number;
}

/** @param of what the horizontal axis shows; models without it, and without an error above 0, have no point. */
export function pointsBy(
  models: readonly ShownModel[],
  of: (model: ShownModel) => number | null,
): readonly ModelPoint[] {
  return models.flatMap((model) => {
    const x = of(model);
    return x !== null && x > 0 && model.error > 0 ? [{ model, x, y: model.error }] : [];
  });
}

/**
 * An MLP's lowest error so far against the seconds, as stairs: the error stays until the next one.
 */
export function stairsOf({ curve }: ShownModel): readonly ErrorAfter[] {
  const known = curve.filter(({ seconds, error }) => seconds > 0 && error > 0);
  return known.flatMap((point, index) =>
    index === 0 ? [point] : [{ seconds: point.seconds, error: known[index - 1].error }, point],
  );
}
