/** The structure of a network whose edges are not all functions yet: spline edges are written as φ. */
import { withoutUnits } from '../../../../shared/columnUnit.ts';
import { symbolicEdge } from '../../../../shared/expression/edgeFunction.ts';
import { roundConstants } from '../../../../shared/expression/constants.ts';
import { latexName } from '../../../../shared/expression/print/latex.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { quantityLatex } from '../../../../shared/expression/print/quantity.ts';
import { applyRules } from '../../../../shared/expression/simplify/simplify.ts';
import { number, product, variable } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { Scaling } from '../../data/table/scaling.ts';
import { formulaScaling } from '../../data/units/dayUnit.ts';
import { edgeIndex, nodeCount, numbersOf, type KanModel } from '../../kan/model.ts';
import { isPresent, presentEdgeCount } from '../../kan/places.ts';
import { slicesOf } from '../../kan/slices.ts';
import { labelEffect } from '../../measure/labelValues.ts';
import { categoryTable, type LabelTerm } from './categoryTables.ts';
import { quantityOf } from '../../data/dataset/quantity.ts';

interface Line {
  readonly output: string;
  readonly latex: string;
}

/** The most edges for which nodes are written out in each other; with more, hidden nodes are h with a line each. */
const mostNested = 12;
/** The most terms of a sum that are shown, and the most lines. */
const mostTerms = 10;
const mostLines = 40;
const categoryDigits = 3;

/**
 * Each output as a sum or product of functions of their arguments, in LaTeX and in the data's own units. A spline is
 * written as φ with layer, input and subnode (counted from 1), or as s where there is no hidden layer; a symbolic edge
 * as its function. All constants of a sum are added up, in front of it. A φ or s includes the scalings, so that each
 * line is a correct equation.
 */
export function networkStructure(model: KanModel, encoding: Encoding): Line[] {
  const nested = presentEdgeCount(model) <= mostNested;
  const hidden: Line[] = [];
  const bare = withoutUnits(encoding.features.map(({ name }) => name));
  let inputs = encoding.features.map(({ name, scaling }) => {
    const written = latexName(bare.get(name)!);
    return scaling.logarithm ? `\\log\\left(${written}\\right)` : written;
  });
  for (const index of model.layers.keys()) {
    const nodes = layerNodes(model, index, inputs, encoding);
    const named = !nested && index < model.layers.length - 1;
    const numbers = numbersOf(model.layers[index]);
    inputs = named ? numbers.map((number) => `h_{${index + 1},${number}}`) : nodes;
    if (!named) continue;
    nodes.forEach((latex, node) =>
      hidden.push({ output: `h${index + 1}.${numbers[node]}`, latex: `${inputs[node]} = ${latex}` }),
    );
  }
  const outputs = inputs.map((latex, output) => {
    const { name } = encoding.outputs[output];
    return { output: name, latex: `${quantityLatex(quantityOf(encoding, output))} = ${latex}` };
  });
  return [...outputs, ...hidden.slice(0, Math.max(0, mostLines - outputs.length))];
}

/** Terms in LaTeX, and the number that is added to them. */
interface Sum {
  readonly terms: readonly string[];
  readonly constant: number;
}

function layerNodes(model: KanModel, index: number, inputs: readonly string[], encoding: Encoding): string[] {
  const layer = model.layers[index];
  const { subnodeScale, subnodeBias, nodeScale, nodeBias } = slicesOf(model, index);
  const isLast = index === model.layers.length - 1;
  const terms = termsOf(model, index, inputs, encoding);
  let factor = layer.sums;
  return Array.from({ length: nodeCount(layer) }, (_, node) => {
    const units = isLast ? encoding.outputs[node].scaling : { scale: 1, shift: 0 };
    const digits = digitsFor(units);
    const scale = nodeScale[node] * units.scale;
    const bias = nodeBias[node] * units.scale + units.shift;
    if (node < layer.sums) {
      const sum = terms(node, scale * subnodeScale[node], scale * subnodeBias[node] + bias);
      return sumText(withoutRounding(sum, units.scale), digits);
    }
    const first = factor;
    factor += layer.arities[node - layer.sums];
    const factors = range(first, factor).map((subnode) => {
      const [share, size] = subnode === first ? [scale, units.scale] : [1, 1];
      const sum = terms(subnode, share * subnodeScale[subnode], share * subnodeBias[subnode]);
      return factorText(withoutRounding(sum, size), digits);
    });
    return sumText(
      withoutRounding({ terms: [factors.join(' \\cdot ')], constant: bias }, units.scale),
      digits,
    );
  });
}

/** A constant far below the size of the terms beside it is rounding error: it is 0. */
function withoutRounding({ terms, constant }: Sum, size: number): Sum {
  return { terms, constant: Math.abs(constant) < 1e-12 * Math.abs(size) ? 0 : constant };
}

/** @returns of a subnode, the sum of its edges times a factor, and a constant. */
function termsOf(
  model: KanModel,
  index: number,
  inputs: readonly string[],
  encoding: Encoding,
): (subnode: number, factor: number, constant: number) => Sum {
  const layer = model.layers[index];
  const { affine } = slicesOf(model, index);
  return (subnode, factor, constant) => {
    const terms: string[] = [];
    /** What is added for each label of a category, by its column. */
    const categories = new Map<string, LabelTerm[]>();
    let added = constant;
    inputs.forEach((input, i) => {
      const edge = edgeIndex(layer, i, subnode);
      const name = layer.symbolic[edge];
      const feature = index === 0 ? encoding.features[i] : null;
      const units = feature === null ? { scale: 1, shift: 0 } : formulaScaling(feature);
      if (feature !== null && feature.label !== null) {
        if (!isPresent(layer, edge)) return;
        const { without, rise } = labelEffect(model, feature, i, subnode);
        const labels = categories.get(feature.column) ?? [];
        categories.set(feature.column, [...labels, { label: feature.label, value: factor * rise }]);
        added += factor * without;
      } else if (layer.mask[edge]) {
        const curve = model.layers.length === 1 ? 's' : `\\varphi_{${index + 1},${i + 1},${subnode + 1}}`;
        terms.push(`${curve}\\left(${input}\\right)`);
      } else if (name !== null) {
        const [a, b, c, d] = affine.subarray(4 * edge, 4 * edge + 4);
        const inner = b - (a * units.shift) / units.scale;
        const slope = (factor * c * a) / units.scale;
        added += factor * d;
        if (name === 'x') added += factor * c * inner;
        if (name === 'x') {
          terms.push(lineText(slope, input, digitsFor(units)));
        } else {
          const formula = symbolicEdge(name, [a / units.scale, inner, factor * c, 0], variable('u'));
          const names = { u: index === 0 ? input : bracketed(input) };
          // A factor that reads 1 is none.
          const digits = digitsFor(units);
          const shown = applyRules(roundConstants(formula, digits), {});
          terms.push(printExpression(shown, 'latex', { digits, names }).code);
        }
      }
    });
    const tables = [...categories].map(([column, labels]) => categoryTable(column, labels, categoryDigits));
    return { terms: [...terms, ...tables], constant: added };
  };
}

/** A straight line through the origin. */
function lineText(slope: number, of: string, digits: number): string {
  const formula = product([number(slope), variable('u')]);
  return printExpression(applyRules(formula, {}), 'latex', { digits, names: { u: bracketed(of) } }).code;
}

/** A single name is written without parentheses. */
function bracketed(latex: string): string {
  return / [+-] /.test(latex) ? `\\left(${latex}\\right)` : latex;
}

/** Digits that show differences of a thousandth of the column's spread, whatever its mean is. */
function digitsFor({ scale, shift }: Scaling): number {
  return Math.min(15, 3 + Math.max(0, Math.ceil(Math.log10(Math.abs(shift / scale)))));
}

function sumText({ terms, constant }: Sum, digits: number): string {
  const shown = terms.length > mostTerms ? [...terms.slice(0, mostTerms - 1), '\\cdots'] : terms;
  const added = constant === 0 ? [] : [numberText(constant, digits)];
  const [first = '0', ...others] = [...added, ...shown];
  return others.reduce(
    (text, term) => (term.startsWith('-') ? `${text} - ${term.slice(1)}` : `${text} + ${term}`),
    first,
  );
}

/** A single term is written without parentheses. */
function factorText(factor: Sum, digits: number): string {
  const text = sumText(factor, digits);
  return factor.constant === 0 && factor.terms.length === 1 ? text : `\\left(${text}\\right)`;
}

function numberText(value: number, digits: number): string {
  return printExpression(number(value), 'latex', { digits }).code;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
