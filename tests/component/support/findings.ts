/** What the engine would say of formulas and of how well a network does. */
import type {
  EvaluationView,
  MapView,
  ProfileView,
  Split,
} from '../../../shared/contract/views/evaluation.ts';
import type { FormulaView, ModelFormulaView } from '../../../shared/contract/views/formula.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';

export function formulaView(
  text: string,
  latex: string,
  complexity: number,
  error: number,
  output = 'y',
  quantity = { text: output, latex: output },
): FormulaView {
  return {
    output,
    quantity,
    text,
    latex,
    complexity,
    constants: [
      {
        value: 3.14159,
        text: '3.1416',
        error: 0.0012,
        form: null,
        fitted: null,
        unit: 'm/s',
        physical: null,
      },
      {
        value: Math.PI / 4,
        text: 'π/4',
        error: null,
        form: 'π/4',
        fitted: { value: 0.7851, error: 0.0004 },
        unit: '',
        physical: null,
      },
    ],
    trainError: error,
    validationError: error,
    testError: error * 1.1,
    unrounded: { train: error, validation: error, test: error * 1.1 },
    network: { train: error / 2, validation: error / 2, test: error / 2 },
    noise: null,
    apart: null,
    scatter: null,
    interval: null,
    shares: null,
    domain: { missing: { train: 0, validation: 0, test: 0 }, ends: [] },
    dates: [],
    r2: 1 - error ** 2,
    disagreement: error / 10,
    classes: null,
    law: null,
    repeats: null,
  };
}

/** Formulas that get more complex and better. */
export const foundFormulas: readonly FormulaView[] = [
  formulaView('1.26', '1.26', 1, 0.94),
  formulaView('x2^2 + 1', 'x_{2}^{2} + 1', 4, 0.61),
  formulaView('exp(x2^2)', 'e^{x_{2}^{2}}', 5, 0.48),
  formulaView('exp(sin(pi*x1) + x2^2)', 'e^{\\sin\\left(\\pi \\, x_{1}\\right) + x_{2}^{2}}', 9, 2.1e-7),
  formulaView(
    'exp(sin(3.1416*x1) + 1.0001*x2^2)',
    'e^{\\sin\\left(3.1416 \\, x_{1}\\right) + 1.0001 \\, x_{2}^{2}}',
    12,
    2.09e-7,
  ),
];

/** A network of splines says what it is built like. */
export function modelFormula(model: ModelView): ModelFormulaView {
  return {
    revision: model.revision,
    formulas: [],
    classes: null,
    splines: model.edges.length,
    structure: (model.nodes.at(-1) ?? []).map(({ name }) => ({
      output: name,
      latex: `${name} = \\varphi\\left(\\varphi(x_{1}) + \\varphi(x_{2})\\right)`,
    })),
  };
}

const wave = (i: number): number => Math.sin(i * 12.9898) * 0.5 + Math.sin(i * 3.7) * 0.5;

export function evaluationView(model: ModelView, split: Split, rows = 150): EvaluationView {
  const column = (phase: number, size = 1): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => size * wave(i + phase));
  const inputs = model.nodes[0].map(({ name, category }, i) => ({
    ...{ name, column: category?.column ?? name, label: category?.label ?? null },
    values: column(31 * i),
  }));
  return {
    revision: model.revision,
    split,
    total: rows,
    rows: Uint32Array.from({ length: rows }, (_, i) => 5 * i + 2),
    outputs: (model.nodes.at(-1) ?? []).map(({ name }, o) => {
      const observed = column(7 + o, 3);
      return { name, observed, predicted: observed.map((value, i) => value + 0.1 * wave(5 * i + 1)) };
    }),
    inputs,
    importance: {
      heldOut: true,
      rows: 60,
      far: 0,
      error: 0.1,
      columns: inputs.map(({ name }, i) => {
        const share = i === 0 ? 0.7 : 0.3 / (inputs.length - 1);
        return {
          name,
          inputs: [i],
          used: true,
          shuffled: 0.1 + share,
          share,
          attribution: 1 / inputs.length,
        };
      }),
    },
    roc: [],
    thresholds: null,
  };
}

/** The engine's map of the network: the value over its first two inputs. */
export function mapView(model: ModelView, across: readonly [number, number] | null): MapView {
  const axis = Float64Array.from({ length: 12 }, (_, i) => -0.5 + i / 11);
  return {
    revision: model.revision,
    names: [model.nodes.at(-1)?.[0].name ?? 'y'],
    classes: false,
    across: across ?? [0, 1],
    axes: [axis, axis],
    values: [Float64Array.from({ length: 144 }, (_, i) => axis[i % 12] + axis[Math.floor(i / 12)] ** 2)],
    inputs: model.nodes[0].map(({ name }) => ({
      ...{ name, column: name, label: null, logarithm: false },
      ...{ min: -0.5, max: 0.5, levels: null, at: 0.1 },
    })),
  };
}

export function profileView(model: ModelView, at: readonly (number | null)[]): ProfileView {
  const x = Float64Array.from({ length: 41 }, (_, i) => -1 + i / 20);
  const places = model.nodes[0].map((_, i) => at[i] ?? 0.1);
  const value = (input: number, place: number): number =>
    input % 2 === 0 ? Math.sin(Math.PI * place) : place ** 2;
  const prediction = places.reduce((sum, place, i) => sum + value(i, place), 0);
  return {
    revision: model.revision,
    output: model.nodes.at(-1)?.[0].name ?? 'y',
    prediction,
    curves: model.nodes[0].map(({ name }, i) => {
      const y = x.map((place) => prediction - value(i, places[i]) + value(i, place));
      return {
        name,
        column: name,
        label: null,
        min: -1,
        max: 1,
        levels: null,
        at: places[i],
        x,
        y,
        low: y.map((v) => v - 0.2),
        high: y.map((v) => v + 0.2),
      };
    }),
    far: { rows: [], filled: [] },
    scatter: null,
    groups: null,
    outside: model.nodes[0].filter((_, i) => Math.abs(places[i]) > 1).map(({ name }) => name),
  };
}
