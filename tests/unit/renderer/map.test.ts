/** The map of a network over two inputs. */
import { describe, expect, it } from 'vitest';
import type { EvaluationView, MapView } from '../../../shared/contract/views/evaluation.ts';
import {
  classLook,
  CLASS_COLOURS,
  CLASS_SHAPES,
  decisionAt,
  dotsOf,
  heldColumns,
  mapColours,
  pointText,
} from '../../../renderer/rooms/evaluation/map.ts';
import type { Palette } from '../../../renderer/ui/palette.ts';

const input = (name: string, column = name, label: string | null = null) => ({
  ...{ name, column, label, logarithm: false },
  ...{ min: 0, max: 1, levels: null, at: 0.5 },
});

const map: MapView = {
  ...{ revision: 'r', names: ['no', 'yes'], classes: true, across: [0, 1] },
  axes: [Float64Array.of(0, 1), Float64Array.of(0, 1)],
  values: [Float64Array.of(0.9, 0.4, 0.5, NaN), Float64Array.of(0.1, 0.6, 0.5, NaN)],
  inputs: [input('a'), input('b'), input('c'), input('k=u', 'k', 'u'), input('k=v', 'k', 'v')],
};
const palette = {
  ...{ surface: 'rgb(0, 0, 0)', accent: 'rgb(200, 100, 0)', run1: 'rgb(100, 0, 0)', run2: 'rgb(0, 100, 0)' },
  ...{ run3: 'rgb(0, 0, 0)', run4: 'rgb(0, 0, 0)', run5: 'rgb(0, 0, 0)' },
} as Palette;

describe('a map', () => {
  it('tells the most probable class at each point, and nothing where the network has no value', () => {
    expect(decisionAt(map, 0)).toMatchObject({ class: 0, probability: 0.9 });
    expect(decisionAt(map, 1)).toMatchObject({ class: 1, probability: 0.6 });
    expect(decisionAt(map, 3)).toBeNull();
    expect(pointText(map, 1)).toBe('yes: its probability is 0.600');
    expect(pointText(map, 3)).toBe('');
  });

  it('of two classes follows the threshold, as the confusion matrix does', () => {
    expect(decisionAt(map, 1, 0.7)).toMatchObject({ class: 0, probability: 0.4 });
    expect(decisionAt(map, 0, 0.05)).toMatchObject({ class: 1, probability: 0.1 });
    expect(decisionAt(map, 1, 0.6)).toMatchObject({ class: 0, sure: 0 });
    expect(pointText(map, 1, 0.7)).toBe('no: its probability is 0.400');
    const [usual, high] = [mapColours(map)(palette)(1)!, mapColours(map, 0.7)(palette)(1)!];
    expect(usual[1]).toBeGreaterThan(usual[0]);
    expect(high[0]).toBeGreaterThan(high[1]);
  });

  it('is the stronger in the colour of a class the surer the network is', () => {
    const colour = mapColours(map)(palette);
    const [sure, less, even] = [colour(0)!, colour(1)!, colour(2)!];
    expect(sure[0]).toBeGreaterThan(even[0]);
    expect(even[0]).toBeGreaterThan(0);
    expect(less[1]).toBeGreaterThan(less[0]);
    expect(colour(3)).toBeNull();
  });

  it('of values goes from the ground to the accent', () => {
    const values = { ...map, classes: false, names: ['y'], values: [Float64Array.of(-1, 0, 1, NaN)] };
    const colour = mapColours(values)(palette);
    expect([0, 1, 2, 3].map((index) => colour(index))).toEqual([
      [0, 0, 0],
      [100, 50, 0],
      [200, 100, 0],
      null,
    ]);
    expect(pointText(values, 2)).toBe('y 1');
    expect(pointText(values, 3)).toBe('');
  });

  it('draws each class in its own pair of colour and shape, up to the product of both', () => {
    const looks = Array.from({ length: CLASS_COLOURS * CLASS_SHAPES }, (_, index) => classLook(index));
    expect(new Set(looks.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(looks.length);
  });

  it('has the rows inside of it as dots, and counts the others', () => {
    const rows = {
      inputs: [{ values: Float64Array.of(0.2, 2, 0.5) }, { values: Float64Array.of(0.1, 0.5, 1) }],
      outputs: [{ observed: Float64Array.of(1, 0, 0) }, { observed: Float64Array.of(0, 1, 1) }],
      rows: Uint32Array.of(4, 5, 6),
    } as unknown as EvaluationView;
    expect(dotsOf(map, rows, 0)).toEqual({
      x: Float64Array.of(0.2, 0.5),
      y: Float64Array.of(0.1, 1),
      observed: Float64Array.of(0, 1),
      outside: 1,
    });
  });

  it('holds the other columns, a category as one', () => {
    expect(heldColumns(map)).toEqual([
      { name: 'c', places: [2], category: false },
      { name: 'k', places: [3, 4], category: true },
    ]);
  });
});
