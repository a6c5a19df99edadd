/** A new network for a data set. */
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../shared/errors.ts';
import { countText } from '../../../shared/figures.ts';
import { moreNetworkSettings } from '../../../shared/settings/network.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { createModel } from '../kan/create.ts';
import type { KanModel } from '../kan/model.ts';
import { inputRanges } from '../data/batch.ts';

/** The most parameters: with more, the optimiser alone would need gigabytes of memory. */
export const mostParameters = 10_000_000;

/**
 * The first layer's grids cover the training rows, whatever their scaling.
 * @throws KanError `model.too-large`, `model.grid-range`
 */
export function networkFor(dataset: Dataset, setup: NetworkSetup): KanModel {
  const { encoding, train } = dataset;
  const { products = [], grid, order, seed } = setup;
  const [inputs, outputs] = [encoding.features.length, encoding.outputs.length];
  const hidden = setup.hidden.map((sums, layer) => {
    return { sums, arities: new Array<number>(products[layer] ?? 0).fill(2) };
  });
  const widths = [inputs, ...hidden.map(({ sums, arities }) => sums + arities.length), outputs];
  const ends = [...hidden.map(({ sums, arities }) => sums + 2 * arities.length), outputs];
  const edges = ends.reduce((total, subnodes, index) => total + subnodes * widths[index], 0);
  const parameters = edges * (grid + order + 2);
  if (parameters > mostParameters) {
    throw userError(
      'model.too-large',
      `A network of shape ${widths.join(', ')} with ${grid} grid intervals would have ${countText(parameters)} parameters; ${countText(mostParameters)} is the limit.`,
      'Use fewer nodes, fewer layers, fewer inputs or a coarser grid.',
    );
  }
  return createModel({
    inputs,
    hidden,
    outputs,
    grid,
    order,
    seed,
    inputRanges: inputRanges(train),
    hiddenRange: hiddenRange(setup),
    base: setup.baseFunction ?? moreNetworkSettings.baseFunction.default,
    noiseScale: setup.noiseScale ?? moreNetworkSettings.noiseScale.default,
  });
}

function hiddenRange({ gridLow, gridHigh }: NetworkSetup): readonly [number, number] {
  const low = gridLow ?? moreNetworkSettings.gridLow.default;
  const high = gridHigh ?? moreNetworkSettings.gridHigh.default;
  if (low < high) return [low, high];
  throw userError(
    'model.grid-range',
    `The grids of hidden nodes cannot go from ${low} to ${high}.`,
    'Give a lower end that is smaller than the upper end.',
  );
}
