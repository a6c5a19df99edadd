/** A formula as a network: its functions are edges, its sums and products nodes. */
import { split, splitConstant } from '../../../../shared/expression/simplify/builder.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { keyOf, sum, type Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { Scaling } from '../../data/table/scaling.ts';
import { formulaScaling } from '../../data/units/dayUnit.ts';
import { createModel } from '../../kan/create.ts';
import { fixEdge, type Affine } from '../../kan/editEdge.ts';
import { constantModel } from './constantModel.ts';
import { isEdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { edgeCount, subnodeCount, type KanModel } from '../../kan/model.ts';
import { keepEdges } from '../../kan/prune.ts';
import { slicesOf, withLayer } from '../../kan/slices.ts';

interface Node {
  readonly key: string;
  /** 0 for inputs; its edges come from the level before. */
  readonly level: number;
  readonly subnodes: readonly Subnode[];
}

interface Subnode {
  readonly edges: readonly Edge[];
  readonly bias: number;
}

interface Edge {
  readonly source: Node;
  readonly name: string;
  readonly affine: Affine;
}

/**
 * The network whose one output is the formula, up to rounding; all of its edges are functions.
 * @param expression in the data's own units; as it is where that is possible, else simplified. @param output which output's scaling
 * it has.
 * @returns null where the formula cannot be a network: one with a variable in an exponent, say.
 */
export function formulaModel(expression: Expression, encoding: Encoding, output = 0): KanModel | null {
  if (expression.kind === 'number') return constantModel(expression.value, encoding, output);
  const { features, outputs } = encoding;
  const levels = levelsOf(expression, features) ?? levelsOf(simplify(expression), features);
  if (levels === null) return null;
  const hidden = levels.slice(0, -1).map((nodes) => ({
    sums: nodes.filter(isSum).length,
    arities: nodes.filter((node) => !isSum(node)).map(({ subnodes }) => subnodes.length),
  }));
  const fresh = createModel({ inputs: features.length, hidden, outputs: 1, grid: 3, seed: 0 });
  const inputs = features.map(({ name }) => `input ${name}`);
  return levels.reduce((model, nodes, layer) => {
    const before = layer === 0 ? inputs : levels[layer - 1].map(({ key }) => key);
    return filled(model, layer, nodes, before, {
      inputs: layer === 0 ? features.map(formulaScaling) : null,
      output: nodes === levels.at(-1) ? outputs[output].scaling : unscaled,
    });
  }, fresh);
}

/** The nodes that compute the formula, level by level; null where it cannot be a network as it is written. */
function levelsOf(expression: Expression, features: Encoding['features']): Node[][] | null {
  const builder = new Builder(features);
  const root = builder.output(expression);
  return root && builder.levels(root);
}

const unscaled: Scaling = { shift: 0, scale: 1 };
const isSum = ({ subnodes }: Node): boolean => subnodes.length === 1;

/** The layer with the edges of its nodes, functions of scaled inputs, and no others. */
function filled(
  model: KanModel,
  layer: number,
  nodes: readonly Node[],
  before: readonly string[],
  scalings: { readonly inputs: readonly Scaling[] | null; readonly output: Scaling },
): KanModel {
  const { shift, scale } = scalings.output;
  const subnodes = nodes.flatMap((node) => node.subnodes);
  const keep = model.layers.map((of, index) => new Uint8Array(edgeCount(of)).fill(index === layer ? 0 : 1));
  const count = subnodeCount(model.layers[layer]);
  let current = model;
  subnodes.forEach(({ edges }, at) => {
    for (const { source, name, affine } of edges) {
      const input = before.indexOf(source.key);
      const [a, b, c, d] = affine;
      const own = scalings.inputs?.[input] ?? unscaled;
      const scaled: Affine = [a * own.scale, a * own.shift + b, c / scale, d / scale];
      current = fixEdge(current, { layer, input, output: at }, name, scaled);
      keep[layer][input * count + at] = 1;
    }
  });
  const bare = keepEdges(current, keep, null);
  const subnodeBias = Float64Array.from(subnodes, ({ bias }) => (bias - shift) / scale);
  return withLayer(bare, layer, bare.layers[layer], { ...slicesOf(bare, layer), subnodeBias });
}

class Builder {
  readonly #nodes = new Map<string, Node>();
  readonly #inputs: ReadonlyMap<string, { readonly logarithm: boolean }>;

  constructor(features: Encoding['features']) {
    this.#inputs = new Map(
      features.map(({ name, scaling }) => [name, { logarithm: scaling.logarithm === true }] as const),
    );
  }

  /** The node that computes the formula; null where there is none. */
  output(expression: Expression): Node | null {
    try {
      const { edges, bias } = this.#subnode(expression);
      return edges.length === 0 ? null : this.#made('output', [{ edges, bias }]);
    } catch (fault) {
      if (fault instanceof NoNetwork) return null;
      throw fault;
    }
  }

  /**
   * The nodes that the root needs, level by level from the first hidden one, sums before products; each edge comes from
   * the level before.
   */
  levels(root: Node): Node[][] {
    const found = Array.from({ length: root.level }, () => new Map<string, Node>());
    const place = (node: Node): void => {
      if (node.level === 0 || found[node.level - 1].has(node.key)) return;
      found[node.level - 1].set(node.key, node);
      for (const { edges } of node.subnodes) for (const { source } of edges) place(source);
    };
    place(root);
    return found.map((level) => {
      const nodes = [...level.values()];
      return [...nodes.filter(isSum), ...nodes.filter((node) => !isSum(node))];
    });
  }

  #subnode(expression: Expression): Subnode {
    const { coefficient, rest } = split(expression);
    const terms = rest.kind === 'sum' ? rest.terms : [rest];
    const edges = new Map<string, Edge>();
    // Straight lines come first, because they cannot be moved to another node.
    const varying = terms.filter(({ kind }) => kind !== 'number');
    for (const term of varying.sort((one, other) => Number(isBent(one)) - Number(isBent(other)))) {
      const { coefficient: inner, rest: atom } = split(term);
      const factor = coefficient.value * inner.value;
      const edge = this.#edge(atom, factor);
      // Two functions of one node in one sum need a node in between.
      const apart = edges.has(edge.source.key) ? straight(this.#node(atom), factor) : edge;
      if (edges.has(apart.source.key)) throw new NoNetwork();
      edges.set(apart.source.key, apart);
    }
    const bias = terms.reduce(
      (total, term) => total + (term.kind === 'number' ? coefficient.value * term.value : 0),
      0,
    );
    return { edges: [...edges.values()], bias };
  }

  #edge(atom: Expression, factor: number): Edge {
    const simple = this.#edgeOfLogarithm(atom, factor);
    if (simple !== null) return simple;
    if (atom.kind !== 'call' && atom.kind !== 'power') return straight(this.#node(atom), factor);
    const { constant, others } = splitConstant(atom.kind === 'call' ? atom.argument : atom.base);
    const { coefficient, rest } = others.length === 1 ? split(others[0]) : split(sum(others));
    return {
      source: this.#node(rest),
      name: functionName(atom),
      affine: [coefficient.value, constant?.value ?? 0, factor, 0],
    };
  }

  /**
   * The edge for x, a power or a logarithm of x, where the network's input is log x: exp(p·log x), or a straight line.
   * Null for all else.
   */
  #edgeOfLogarithm(atom: Expression, factor: number): Edge | null {
    const inner = atom.kind === 'power' ? atom.base : atom.kind === 'call' ? atom.argument : atom;
    const { coefficient, rest } = split(inner);
    const k = coefficient.value;
    if (rest.kind !== 'variable' || !this.#isLogarithm(rest.name) || !(k > 0)) return null;
    const source = inputNode(rest.name);
    if (atom.kind === 'call' && atom.fn === 'log')
      return { source, name: 'x', affine: [1, 0, factor, factor * Math.log(k)] };
    const exponent = atom.kind === 'power' && atom.exponent.kind === 'number' ? atom.exponent.value : null;
    if (atom.kind === 'variable' || exponent !== null)
      return { source, name: 'exp', affine: [exponent ?? 1, 0, factor * k ** (exponent ?? 1), 0] };
    return null;
  }

  #isLogarithm(name: string): boolean {
    const input = this.#inputs.get(name);
    if (input === undefined) throw new NoNetwork();
    return input.logarithm;
  }

  #node(expression: Expression): Node {
    if (expression.kind === 'variable') {
      const { name } = expression;
      if (!this.#isLogarithm(name)) return inputNode(name);
      const edge = this.#edgeOfLogarithm(expression, 1)!;
      return this.#made(`value of ${name}`, [{ edges: [edge], bias: 0 }]);
    }
    const subnodes =
      expression.kind === 'product'
        ? expression.factors.map((factor) => this.#subnode(factor))
        : [this.#subnode(expression)];
    return this.#made(keyOf(expression), subnodes);
  }

  #made(key: string, subnodes: readonly Subnode[]): Node {
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const sources = subnodes.flatMap(({ edges }) => edges.map(({ source }) => source.level));
    // A constant inside a function cannot be in a layer.
    if (sources.length === 0) throw new NoNetwork();
    const level = 1 + Math.max(...sources);
    const lifted = subnodes.map(({ edges, bias }) => ({
      bias,
      edges: edges.map((edge) => ({ ...edge, source: this.#lifted(edge.source, level - 1) })),
    }));
    const node = { key, level, subnodes: lifted };
    this.#nodes.set(key, node);
    return node;
  }

  /** Passes the same value to a higher level by straight lines. */
  #lifted(node: Node, level: number): Node {
    if (node.level === level) return node;
    const below = this.#lifted(node, level - 1);
    const key = `${node.key} on ${level}`;
    return this.#made(key, [{ edges: [straight(below, 1)], bias: 0 }]);
  }
}

/** Thrown where the formula has no network. */
class NoNetwork extends Error {}

/** True for a function's value, false for the value of the node itself. */
function isBent(term: Expression): boolean {
  const { kind } = split(term).rest;
  return kind === 'call' || kind === 'power';
}

function inputNode(name: string): Node {
  return { key: `input ${name}`, level: 0, subnodes: [] };
}

function straight(source: Node, factor: number): Edge {
  return { source, name: 'x', affine: [1, 0, factor, 0] };
}

/** The edge function's name for a call or a power: the library's, or a formula in x. */
function functionName(atom: Expression): string {
  if (atom.kind === 'call') return isEdgeFunction(atom.fn) ? atom.fn : `${atom.fn}(x)`;
  if (atom.kind !== 'power' || atom.exponent.kind !== 'number') throw new NoNetwork();
  const { value } = atom.exponent;
  if (value === 0.5) return 'sqrt';
  if (value === -0.5) return '1/sqrt(x)';
  if (value === -1) return '1/x';
  if (!Number.isInteger(value)) return value === 1.5 ? 'x^1.5' : `x^(${value})`;
  return value < 0 ? `1/x^${-value}` : `x^${value}`;
}
