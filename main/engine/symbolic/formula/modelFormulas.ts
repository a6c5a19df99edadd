/** The formulas of a network. */
import { constantsOf } from '../../../../shared/expression/constants.ts';
import { userError } from '../../../../shared/errors.ts';
import { parseExpression } from '../../../../shared/expression/parse.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { edgeIndex, nodeCount, subnodeOwners, type KanModel } from '../../kan/model.ts';
import { isPresent, isSpline, isSymbolic } from '../../kan/places.ts';
import { shownEdgeCount } from '../../measure/labelValues.ts';
import { rangesOf, type FormulaData } from './formulaData.ts';
import { networkFormulas } from './networkFormula.ts';
import { offLogarithm, onLogarithm } from './onLogarithm.ts';
import { withErrorsOfMany } from './standardErrors.ts';

/**
 * Constants up to which standard errors are estimated, and edges up to which a formula with hidden nodes is
 * simplified. A sum of functions of single inputs always is.
 */
const errorConstants = 40;
const simplifiedEdges = 60;
/** The most terms of a formula in which hidden nodes are written out at each place; nobody reads a longer one. */
const mostTerms = 3000;

/** One formula for each output, in the data's names and units; null where the network has none that can be read. */
export type Formulas = readonly Expression[] | null;

/** A network, and the formulas of the search that it was made from, if any: as text, and as trees. */
export interface FormulaSource {
  readonly model: KanModel;
  readonly encoding: Encoding;
  /** Whether it was fitted to the logarithm of the target, and is still as it was fitted. */
  readonly isOfLogarithm?: boolean;
  readonly found: { readonly formulas: readonly string[]; readonly trees?: readonly Expression[] } | null;
}

/**
 * The formulas that a search found, or those of the network's edges. Null where edges are splines, or the written-out
 * formula would be too large.
 * @param training rows for each output: they give the ranges for simplification and the standard errors of constants.
 * Without rows neither is computed.
 */
export function formulasOf(
  { model, encoding, found, isOfLogarithm = false }: FormulaSource,
  training: readonly FormulaData[],
): Formulas {
  if (found !== null) return foundFormulas(found, encoding);
  const raw = termsOf(model) > mostTerms ? null : networkFormulas(model, encoding);
  if (raw === null) return null;
  const edges = shownEdgeCount(model, encoding, isSymbolic);
  return raw.map((formula, output) => {
    if (edges > simplifiedEdges && model.layers.length > 1) return formula;
    const train = training[output];
    const simple = simplify(formula, train.rows > 0 ? { ranges: rangesOf(train) } : {});
    // The standard errors of classes come from the labels, where the formula is written (`withLabelErrors`).
    if (encoding.task === 'classification' || constantsOf(simple).length > errorConstants) return simple;
    const logarithm = isOfLogarithm && train.rows > 0 ? onLogarithm(simple, train) : null;
    return logarithm
      ? offLogarithm(withErrorsOfMany(logarithm.expression, logarithm.data))
      : withErrorsOfMany(simple, train);
  });
}

/** The reason why {@link formulasOf} gives none. @returns a KanError `formula.too-large` or `formula.splines` */
export function noFormula(model: KanModel, encoding: Encoding): Error {
  const left = shownEdgeCount(model, encoding, isSpline);
  return left === 0
    ? userError(
        'formula.too-large',
        'Written out, the formula would have thousands of terms.',
        'Prune the network, or find a simpler formula.',
      )
    : userError(
        'formula.splines',
        `There is no formula yet: ${left} ${left === 1 ? 'edge is a spline' : 'edges are splines'}.`,
        'Fix them to functions, or find formulas.',
      );
}

function foundFormulas(
  { formulas, trees }: NonNullable<FormulaSource['found']>,
  { features }: Encoding,
): readonly Expression[] {
  const names = features.map(({ name }) => name);
  return trees ?? formulas.map((text) => parseExpression(text, names));
}

/** Edges of the written-out formulas of all outputs. */
function termsOf(model: KanModel): number {
  const sizes = model.layers.reduce<readonly number[]>((inputs, layer) => {
    const owners = subnodeOwners(layer);
    const nodes = new Array<number>(nodeCount(layer)).fill(0);
    owners.forEach((node, output) => {
      for (let input = 0; input < layer.inputs; input++) {
        if (isPresent(layer, edgeIndex(layer, input, output))) nodes[node] += 1 + inputs[input];
      }
    });
    return nodes;
  }, new Array<number>(model.layers[0].inputs).fill(0));
  return sizes.reduce((total, size) => total + size, 0);
}
