/** How many parameters a network has, as people count them. */
import { subnodeCount, type Layer, type Structure } from '../../kan/model.ts';
import { trainableParameters } from './problem.ts';

/**
 * The parameters that training changes, without those of functions that others make superfluous: a straight line
 * c·(a·x + b) + d has a slope and a constant, and of the constants d that are added in one node one counts, or none beside a
 * spline, which can be moved up and down itself. Straight lines of n inputs have n + 1 parameters.
 */
export function countedParameters(structure: Structure): number {
  const superfluous = structure.layers.reduce((sum, layer) => sum + superfluousIn(layer), 0);
  return trainableParameters(structure).length - superfluous;
}

function superfluousIn(layer: Layer): number {
  const subnodes = subnodeCount(layer);
  let count = 0;
  for (let subnode = 0; subnode < subnodes; subnode++) {
    let [functions, lines, splines] = [0, 0, 0];
    for (let input = 0; input < layer.inputs; input++) {
      const edge = input * subnodes + subnode;
      if (layer.locked[edge]) continue;
      const fn = layer.symbolic[edge];
      if (fn !== null) functions++;
      if (fn === 'x') lines++;
      if (layer.mask[edge]) splines++;
    }
    count += 2 * lines + Math.max(0, functions - (splines > 0 ? 0 : 1));
  }
  return count;
}
