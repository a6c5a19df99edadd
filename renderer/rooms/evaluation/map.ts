/** The map of a network over two inputs: what is decided where, and the colours of classes and values. Pure. */
import type { EvaluationView, MapInput, MapView } from '../../../shared/contract/views/evaluation.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { numberText, probabilityText } from '../../../shared/figures.ts';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import { colourOf, mixed, rangeOf, type Colour } from '../../ui/chart/heat-map.ts';
import type { Palette } from '../../ui/palette.ts';
import { classesOf } from './rows-table.ts';

/** How many classes have colours of their own; after these the colours come again, with other shapes. */
export const CLASS_COLOURS = 5;
/** Of the dots; a class has its own pair of colour and shape. */
export const CLASS_SHAPES = 4;

/** There are two inputs that are numbers. */
export function canMap(model: ModelView): boolean {
  return model.nodes[0].filter(({ category }) => category === null).length > 1;
}

/** The colour and the shape of a class, as numbers from 0. */
export function classLook(index: number): { readonly colour: number; readonly shape: number } {
  return { colour: index % CLASS_COLOURS, shape: index % CLASS_SHAPES };
}

/** The class that is predicted at a point, with its probability. */
interface Decision {
  readonly class: number;
  readonly probability: number;
  /** How sure it is: 0 where another class is as good, 1 where no other is possible. */
  readonly sure: number;
}

/**
 * The most probable class at a point, of two classes the second where its probability is above the threshold; null where
 * the network has no value.
 */
export function decisionAt(
  { values }: MapView,
  index: number,
  threshold = thresholdSetting.default,
): Decision | null {
  if (values.length === 2) return decisionOfTwo(values[0][index], values[1][index], threshold);
  let best = -1;
  let probability = -Infinity;
  values.forEach((of, name) => {
    if (of[index] > probability) {
      best = name;
      probability = of[index];
    }
  });
  const even = 1 / values.length;
  return best < 0 ? null : { class: best, probability, sure: (probability - even) / (1 - even) };
}

function decisionOfTwo(first: number, second: number, threshold: number): Decision | null {
  if (Number.isNaN(second)) return null;
  return second > threshold
    ? { class: 1, probability: second, sure: (second - threshold) / (1 - threshold) }
    : { class: 0, probability: first, sure: threshold > 0 ? (threshold - second) / threshold : 0 };
}

/** What is said of a point: the class with its probability, or the value. */
export function pointText(view: MapView, index: number, threshold?: number): string {
  if (!view.classes) {
    const value = view.values[0][index];
    return Number.isFinite(value) ? `${view.names[0]} ${numberText(value, 4)}` : '';
  }
  const decision = decisionAt(view, index, threshold);
  return decision === null
    ? ''
    : `${view.names[decision.class]}: its probability is ${probabilityText(decision.probability)}`;
}

/** The colours of the classes. */
export function classColours({ run1, run2, run3, run4, run5 }: Palette): readonly string[] {
  return [run1, run2, run3, run4, run5];
}

/** The colour of a point of the map. */
export function mapColours(
  view: MapView,
  threshold?: number,
): (palette: Palette) => (index: number) => Colour | null {
  return (palette) => (view.classes ? classFill(view, palette, threshold) : valueFill(view, palette));
}

/** The colour of the class, the stronger the surer the network is; faint where another class is as good. */
function classFill(
  view: MapView,
  palette: Palette,
  threshold: number | undefined,
): (index: number) => Colour | null {
  const ground = colourOf(palette.surface);
  const colours = classColours(palette).map(colourOf);
  return (index) => {
    const decision = decisionAt(view, index, threshold);
    if (decision === null) return null;
    return mixed(ground, colours[classLook(decision.class).colour], 0.12 + 0.45 * decision.sure);
  };
}

/** From the ground colour at the least value to the accent at the largest. */
function valueFill({ values: [values] }: MapView, palette: Palette): (index: number) => Colour | null {
  const colour = valueColour(rangeOf(values), palette);
  return (index) => (Number.isFinite(values[index]) ? colour(values[index]) : null);
}

/** @param range of the values that are drawn; beyond it, the colours of its ends. */
export function valueColour(
  [low, high]: readonly [number, number],
  palette: Palette,
): (value: number) => Colour {
  const [ground, full] = [palette.surface, palette.accent].map(colourOf);
  return (value) =>
    mixed(ground, full, high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5);
}

/** Rows as dots. */
export interface MapDots {
  /** Values of the two inputs. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The true class, or the observed value. */
  readonly observed: ArrayLike<number>;
  /** Rows that lie outside of the map. */
  readonly outside: number;
}

/** The rows that lie on the map. @param output of a regression */
export function dotsOf(view: MapView, rows: EvaluationView, output: number): MapDots {
  const [x, y] = view.across.map((input) => rows.inputs[input].values);
  const observed = view.classes ? classesOf(rows, 'observed').index : rows.outputs[output].observed;
  const [first, second] = view.across.map((input) => view.inputs[input]);
  const within = (value: number, { min, max }: MapInput): boolean => value >= min && value <= max;
  const inside = Array.from(x.keys()).filter((i) => within(x[i], first) && within(y[i], second));
  return {
    x: Float64Array.from(inside, (i) => x[i]),
    y: Float64Array.from(inside, (i) => y[i]),
    observed: Float64Array.from(inside, (i) => observed[i]),
    outside: x.length - inside.length,
  };
}

/** An input that is held: a number, or the labels of a category. */
export interface HeldColumn {
  readonly name: string;
  /** Places of its inputs among the network's. */
  readonly places: readonly number[];
  readonly category: boolean;
}

/** The columns that the map holds, in the order of the inputs. */
export function heldColumns({ inputs, across }: MapView): readonly HeldColumn[] {
  const places = new Map<string, number[]>();
  inputs.forEach(({ column }, place) => {
    if (!across.includes(place)) places.set(column, [...(places.get(column) ?? []), place]);
  });
  return [...places].map(([column, of]) => {
    const { label, name } = inputs[of[0]];
    return { name: label === null ? name : column, places: of, category: label !== null };
  });
}
