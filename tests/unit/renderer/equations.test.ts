/** The form of differential equations, and what the figures of a solution show. */
import { describe, expect, it } from 'vitest';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { measuredIn, withMeasured } from '../../../main/engine/equations/problem/measurements.ts';
import { curvesOf } from '../../../renderer/rooms/equations/curves.ts';
import { cutOf } from '../../../renderer/rooms/equations/figure.ts';
import { colourOf, pixelsOf, rangeOf, twoSided } from '../../../renderer/ui/chart/heat-map.ts';
import { parseProblemFile } from '../../../main/engine/equations/problem/file.ts';
import type { EquationsNeeds } from '../../../renderer/rooms/equations/needs.ts';
import { problemExport, problemText } from '../../../renderer/rooms/equations/problem-export.ts';
import { emptyForm, formOf, problemOf } from '../../../shared/equationForm.ts';
import type { SolutionView } from '../../../shared/contract/views/equation.ts';
import { equationSamples } from '../../../shared/equationSamples.ts';

describe('the form', () => {
  it.each(equationSamples)('means the same as the problem of the sample $id', ({ problem }) => {
    const typed = problemOf(formOf(problem), problem.measurements);
    const [asTyped, asGiven] = [typed, problem].map((file) => {
      const { region, ...rest } = withMeasured(readProblem(file), measuredIn(file));
      return { ...rest, region: region?.text ?? null };
    });
    expect(asTyped).toEqual(asGiven);
  });

  it.each(equationSamples)('of the sample $id is saved as a file with the same problem', ({ problem }) => {
    const typed = problemOf(formOf(problem), problem.measurements);
    expect(parseProblemFile(problemText(typed))).toEqual(typed);
  });

  it.each([
    ['runs.xlsx', { sheet: 'Run 2', sheets: [] }, 'data: "runs.xlsx"\nsheet: "Run 2"\n'],
    ['runs.csv', { sheet: '' }, 'data: "runs.csv"\n'],
  ])('of values in %s is saved with the place of the table', (fileName, format, place) => {
    const draft = { measuredFrom: 'table', settings: { seconds: 60 } };
    const needs = { equations: { problem: {}, draft }, data: { table: { fileName, format } } };
    const { make } = problemExport(needs as unknown as EquationsNeeds, () => true);
    expect(make().content).toBe(`${place}seconds: 60\n`);
  });

  it('gives the network that is asked for, with an output for each equation', () => {
    const form = { ...emptyForm, equations: "x' = y\ny' = -x", domain: 't = 0 .. 2*pi', hidden: '8, 4' };
    expect(problemOf(form, undefined)).toMatchObject({ network: [1, 8, 4, 2], domain: { t: '0 .. 2*pi' } });
    expect(formOf(problemOf(form, undefined))).toEqual(form);
  });
});

describe('figures', () => {
  const axes = [Float64Array.of(0, 1, 2), Float64Array.of(0, 10)];
  const values = Float64Array.of(1, 2, 3, -4, NaN, 6);

  it('cut a lattice at a value of either coordinate', () => {
    expect([...cutOf(values, axes, 1, 0)]).toEqual([1, 2, 3]);
    expect([...cutOf(values, axes, 0, 2)]).toEqual([3, 6]);
  });

  it('paint the last row at the top, the sign as colour, and nothing outside the domain', () => {
    const colours = { low: [200, 0, 0], middle: [0, 0, 0], high: [0, 0, 200] } as const;
    const pixels = pixelsOf(3, 2, (index) =>
      Number.isFinite(values[index]) ? twoSided(colours, 4, values[index]) : null,
    );
    expect([...pixels.slice(0, 4)]).toEqual([200, 0, 0, 255]);
    expect(pixels[7]).toBe(0);
    expect([...pixels.slice(12, 16)]).toEqual([0, 0, 50, 255]);
    expect(rangeOf(values)).toEqual([-4, 6]);
  });

  it('read the colours of the browser', () => {
    expect(colourOf('rgb(31, 91, 181)')).toEqual([31, 91, 181]);
    expect(colourOf('color(srgb 1 0.5 0)')).toEqual([255, 127.5, 0]);
  });

  it('draw the known solution beside the one that was found', () => {
    const field = { name: 'u', values, error: values.map((value) => value - 1), measured: null };
    const view = { axes, fields: [field], residuals: values } as unknown as SolutionView;
    const [own, known] = curvesOf(view, [field], 'solution', { fixed: 1, at: 0 });
    expect([...own.y]).toEqual([1, 2, 3]);
    expect(known).toMatchObject({ name: 'u, known', known: true });
    expect([...known.y]).toEqual([1, 1, 1]);
    expect(curvesOf(view, [field], 'error', { fixed: 1, at: 0 }).map(({ y }) => [...y])).toEqual([[0, 1, 2]]);
    expect(curvesOf(view, [field], 'residual', null).map(({ name }) => name)).toEqual(['residual']);
  });
});
