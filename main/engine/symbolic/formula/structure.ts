/** The structure of a network whose edges are not all functions yet: spline edges are written as φ. */
import { symbolicEdge } from '../../../../shared/expression/edgeFunction.ts';
import { latexName } from '../../../../shared/expression/print/latex.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { quantityLatex } from '../../../../shared/expression/print/quantity.ts';
import { applyRules } from '../../../../shared/expression/simplify/simplify.ts';
import { number, variable } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/dataset/dataset.ts';
import type { Scaling } from '../../data/table/scaling.ts';
import { edgeIndex, nodeCount, numbersOf, type KanModel } from '../../kan/model.ts';
import { presentEdgeCount } from '../../kan/places.ts';
import { slicesOf } from '../../kan/slices.ts';
import { quantityOf } from './quantity.ts';

interface Line {
  readonly output: string;
  readonly latex: string;
}

/** Edges up to which nodes are written out in each other; beyond, hidden nodes are h with a line each. */
const mostNested = 12;
/** Terms of a sum that are shown, and lines. */
const mostTerms = 10;
const mostLines = 40;

/**
 * Each output as a sum or product of functions of their arguments, in LaTeX and in the data's own units: φ with layer,
 * input and subnode (counted from 1) where an edge is a spline, the function itself where it is one. A φ takes in the
 * scalings and the constant of its sum, so that each line is an equation that is true.
 */
export function networkStructure(model: KanModel, encoding: Encoding): Line[] {
  const nested = presentEdgeCount(model) <= mostNested;
  const hidden: Line[] = [];
  let inputs = encoding.features.map(({ name }) => latexName(name));
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

/** Terms in LaTeX, and the number that is added to them; none where a φ takes it in. */
interface Sum {
  readonly terms: readonly string[];
  readonly constant: number | null;
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
      return sumText(terms(node, scale * subnodeScale[node], scale * subnodeBias[node] + bias), digits);
    }
    const first = factor;
    factor += layer.arities[node - layer.sums];
    const factors = range(first, factor).map((subnode) => {
      const share = subnode === first ? scale : 1;
      return factorText(terms(subnode, share * subnodeScale[subnode], share * subnodeBias[subnode]), digits);
    });
    return sumText({ terms: [factors.join(' \\cdot ')], constant: bias }, digits);
  });
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
    let added: number | null = constant;
    inputs.forEach((input, i) => {
      const edge = edgeIndex(layer, i, subnode);
      const name = layer.symbolic[edge];
      if (layer.mask[edge]) {
        terms.push(`\\varphi_{${index + 1},${i + 1},${subnode + 1}}\\left(${input}\\right)`);
        added = null;
      } else if (name !== null) {
        const [a, b, c, d] = affine.subarray(4 * edge, 4 * edge + 4);
        const units = index === 0 ? encoding.features[i].scaling : { scale: 1, shift: 0 };
        const { scale, shift } = units;
        const formula = symbolicEdge(
          name,
          [a / scale, b - (a * shift) / scale, factor * c, 0],
          variable('u'),
        );
        const names = { u: index === 0 ? input : `\\left(${input}\\right)` };
        terms.push(
          printExpression(applyRules(formula, {}), 'latex', { digits: digitsFor(units), names }).code,
        );
        if (added !== null) added += factor * d;
      }
    });
    return { terms, constant: added };
  };
}

/** Digits that tell numbers of a column to a thousandth of its spread, wherever its middle is. */
function digitsFor({ scale, shift }: Scaling): number {
  return Math.min(15, 3 + Math.max(0, Math.ceil(Math.log10(Math.abs(shift / scale)))));
}

function sumText({ terms, constant }: Sum, digits: number): string {
  const shown = terms.length > mostTerms ? [...terms.slice(0, mostTerms - 1), '\\cdots'] : terms;
  const added = constant === null || constant === 0 ? [] : [numberText(constant, digits)];
  const [first = '0', ...others] = [...shown, ...added];
  return others.reduce(
    (text, term) => (term.startsWith('-') ? `${text} - ${term.slice(1)}` : `${text} + ${term}`),
    first,
  );
}

/** A lone φ stands bare. */
function factorText(factor: Sum, digits: number): string {
  const text = sumText(factor, digits);
  return factor.constant === null && factor.terms.length === 1 ? text : `\\left(${text}\\right)`;
}

function numberText(value: number, digits: number): string {
  return printExpression(number(value), 'latex', { digits }).code;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
