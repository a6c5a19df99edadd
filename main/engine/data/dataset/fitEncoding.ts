/** The scaling and the classes of a network's outputs, fitted to the training rows. */
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { spreadsOverDecades } from '../table/decades.ts';
import { safeScaling, unscaled, type Scaling } from '../table/scaling.ts';
import { summarize } from '../table/statistics.ts';
import { givenUnit } from '../units/columnUnits.ts';
import type { Column } from '../table/table.ts';
import type { Output } from '../encoding/encoding.ts';
import { findClasses } from './roles.ts';

/**
 * To mean 0 and standard deviation 1. Values over decades are not shifted: the small ones would lose their digits beside
 * the mean.
 */
function targetScaling({ values }: Column, train: Uint32Array): Scaling {
  const summary = summarize(values, train);
  if (summary === null) return unscaled;
  const { mean, std } = summary;
  return spreadsOverDecades(values.map(Math.abs))
    ? safeScaling(0, Math.hypot(mean, std))
    : safeScaling(mean, std);
}

/** The network’s outputs and, for classification, the classes among the usable rows. */
export function outputsOf(
  targets: readonly Column[],
  setup: DataSetup,
  usable: Uint32Array,
  train: Uint32Array,
): { outputs: Output[]; classes: string[] } {
  if (setup.task === 'regression') {
    const outputs = targets.map((column): Output => {
      return { name: column.name, scaling: targetScaling(column, train), ...givenUnit(column, setup) };
    });
    return { outputs, classes: [] };
  }
  const target = targets[0];
  const classes = findClasses(target, usable);
  // Two classes need one output only: the output of the other class is zero.
  const shown = classes.length === 2 ? classes.slice(1) : classes;
  return {
    outputs: shown.map((label) => ({ name: `${target.name}=${label}`, scaling: unscaled })),
    classes,
  };
}
