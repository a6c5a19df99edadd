/** A network that is no formula yet, written with functions φ where its edges are splines. */
import { symbolicEdge } from '../../../../shared/expression/edgeFunction.ts';
import { latexName } from '../../../../shared/expression/print/latex.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { quantityLatex } from '../../../../shared/expression/print/quantity.ts';
import { applyRules } from '../../../../shared/expression/simplify/simplify.ts';
import { variable } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/dataset/dataset.ts';
import { edgeIndex, nodeCount, subnodeCount, type KanModel } from '../../kan/model.ts';
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
 * Each output as a sum or product of functions of their arguments, in LaTeX: φ with layer, input and subnode (counted from
 * 1) where an edge is a spline, the function itself where it is one. Scalings and biases are left to the φs.
 */
export function networkStructure(model: KanModel, encoding: Encoding): Line[] {
  const nested = presentEdgeCount(model) <= mostNested;
  const hidden: Line[] = [];
  let inputs = encoding.features.map(({ name }) => latexName(name));
  for (const index of model.layers.keys()) {
    const nodes = layerNodes(model, index, inputs, encoding);
    const named = !nested && index < model.layers.length - 1;
    inputs = named ? nodes.map((_, node) => `h_{${index + 1},${node + 1}}`) : nodes;
    if (!named) continue;
    nodes.forEach((latex, node) =>
      hidden.push({ output: `h${index + 1}.${node + 1}`, latex: `${inputs[node]} = ${latex}` }),
    );
  }
  const outputs = inputs.map((latex, output) => {
    const { name } = encoding.outputs[output];
    return { output: name, latex: `${quantityLatex(quantityOf(encoding, output))} = ${latex}` };
  });
  return [...outputs, ...hidden.slice(0, Math.max(0, mostLines - outputs.length))];
}

function layerNodes(model: KanModel, index: number, inputs: readonly string[], encoding: Encoding): string[] {
  const layer = model.layers[index];
  const { affine } = slicesOf(model, index);
  const subnodes = Array.from({ length: subnodeCount(layer) }, (_, output) =>
    inputs.flatMap((input, i) => {
      const edge = edgeIndex(layer, i, output);
      const name = layer.symbolic[edge];
      if (name === null && !layer.mask[edge]) return [];
      if (name === null || layer.mask[edge]) {
        return [`\\varphi_{${index + 1},${i + 1},${output + 1}}\\left(${input}\\right)`];
      }
      const [a, b, c, d] = affine.subarray(4 * edge, 4 * edge + 4);
      const { scale, shift } = index === 0 ? encoding.features[i].scaling : { scale: 1, shift: 0 };
      const formula = symbolicEdge(name, [a / scale, b - (a * shift) / scale, c, d], variable('u'));
      const argument = index === 0 ? input : `\\left(${input}\\right)`;
      return [printExpression(applyRules(formula, {}), 'latex', { digits: 3, names: { u: argument } }).code];
    }),
  );
  let factor = layer.sums;
  return Array.from({ length: nodeCount(layer) }, (_, node) => {
    if (node < layer.sums) return sumOf(subnodes[node]);
    const factors = subnodes.slice(factor, (factor += layer.arities[node - layer.sums]));
    return factors
      .map((terms) => (terms.length > 1 ? `\\left(${sumOf(terms)}\\right)` : sumOf(terms)))
      .join(' \\cdot ');
  });
}

function sumOf(terms: readonly string[]): string {
  if (terms.length === 0) return '0';
  const shown = terms.length > mostTerms ? [...terms.slice(0, mostTerms - 1), '\\cdots'] : terms;
  return shown.reduce((text, term) =>
    term.startsWith('-') ? `${text} - ${term.slice(1)}` : `${text} + ${term}`,
  );
}
