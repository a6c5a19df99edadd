import { describe, expect, test } from 'vitest';
import { pictureColors } from '../../../renderer/rooms/picture/colors.ts';
import { networkPicture } from '../../../renderer/rooms/picture/network-picture.ts';
import { pathData, toSvg } from '../../../renderer/rooms/picture/svg.ts';
import type { Picture, Shape } from '../../../renderer/rooms/picture/shapes.ts';
import { curvesView, modelView } from '../../component/support/network-views.ts';

const plain = modelView(['x1', 'x<2>'], [3], ['y & z'], true);
const model = {
  ...plain,
  edges: plain.edges.map((edge, i) =>
    i === 0
      ? { ...edge, kind: 'symbolic' as const, fn: 'sin', locked: true }
      : i === 1
        ? { ...edge, kind: 'removed' as const }
        : edge,
  ),
};
const options = {
  arrangement: { untangled: true, removed: false },
  hiddenBelow: 0,
  captions: true,
  frames: true,
};
const colors = pictureColors(false, false);
const draw = (part: Partial<typeof options> = {}): Picture =>
  networkPicture(model, curvesView(model, 40), { ...options, ...part }, colors);
const texts = ({ shapes }: Picture): string[] =>
  shapes.flatMap((shape) => (shape.type === 'text' ? [shape.text] : []));
const of = <T extends Shape['type']>({ shapes }: Picture, type: T) =>
  shapes.filter((shape): shape is Extract<Shape, { type: T }> => shape.type === type);

describe('the picture of a network', () => {
  test('has a curve and two links for each edge, and names only with captions', () => {
    const edges = model.edges.length - 1;
    const picture = draw();
    const curves = of(picture, 'path').filter(
      ({ stroke, steps }) => stroke?.width === 1.6 && steps.length === 40,
    );
    expect(curves).toHaveLength(edges);
    const links = of(picture, 'path').filter(
      ({ steps, stroke }) => stroke?.color !== colors.soft && steps.some(([letter]) => letter === 'C'),
    );
    expect(links).toHaveLength(2 * edges);
    expect(texts(picture)).toEqual(
      expect.arrayContaining(['x1', 'x<2>', 'y & z', 'sin x', 'h₁,₂', '×  h₁,₁']),
    );
    expect(texts(draw({ captions: false }))).toEqual([]);
  });

  test('its title counts a category as one input', () => {
    const [layer, ...others] = model.nodes;
    const labels = layer.map((node) => ({ ...node, category: { column: 'k', label: node.name } }));
    const category = { ...model, nodes: [labels, ...others] };
    expect(networkPicture(category, curvesView(category, 40), options, colors).title).toMatch(
      /, 1 → 3 → 1 nodes, /u,
    );
  });

  test('everything is within its box', () => {
    for (const captions of [true, false]) {
      const picture = draw({ captions });
      const { x, y, width, height } = picture.box;
      for (const shape of picture.shapes) {
        if (shape.type === 'path') {
          for (const step of shape.steps)
            for (let i = 1; i + 1 < step.length; i += 2) {
              expect(step[i]).toBeGreaterThanOrEqual(x);
              expect(step[i]).toBeLessThanOrEqual(x + width);
              expect(step[i + 1]).toBeGreaterThanOrEqual(y);
              expect(step[i + 1]).toBeLessThanOrEqual(y + height);
            }
        } else {
          expect(shape.x).toBeGreaterThanOrEqual(x);
          expect(shape.y).toBeGreaterThanOrEqual(y);
          expect(shape.x).toBeLessThanOrEqual(x + width);
          expect(shape.y).toBeLessThanOrEqual(y + height);
        }
      }
    }
  });

  test('a curve keeps its shape: the highest value at the top of its plot', () => {
    const picture = draw();
    const symbolic = of(picture, 'path').find(
      ({ stroke, steps }) => stroke?.color === colors.symbolic && steps.length === 40,
    );
    const y = curvesView(model, 40).curves[0].y;
    const heights = (symbolic?.steps ?? []).map((step) => Number(step[2]));
    expect(heights.indexOf(Math.min(...heights))).toBe(y.indexOf(Math.max(...y)));
    expect(heights.indexOf(Math.max(...heights))).toBe(y.indexOf(Math.min(...y)));
  });

  test('shows removed edges dashed, and leaves out weak ones, on request', () => {
    const dashed = (picture: Picture) => of(picture, 'rect').filter(({ stroke }) => stroke?.dash);
    expect(dashed(draw())).toHaveLength(0);
    expect(dashed(draw({ arrangement: { untangled: true, removed: true } }))).toHaveLength(1);
    expect(of(draw({ hiddenBelow: 0.5 }), 'rect').length).toBeLessThan(of(draw(), 'rect').length);
  });

  test('a node without edges is faint, with its name', () => {
    const pruned = {
      ...model,
      edges: model.edges.map((edge) =>
        edge.layer === 0 && edge.input === 1 ? { ...edge, kind: 'removed' as const } : edge,
      ),
    };
    const picture = networkPicture(pruned, curvesView(pruned, 40), options, colors);
    const fillOf = (text: string): string | undefined =>
      of(picture, 'text').find((shape) => shape.text === text)?.fill;
    expect(fillOf('x<2>')).toBe(colors.faint);
    expect(fillOf('x1')).toBe(colors.ink);
    expect(of(picture, 'circle').filter(({ fill }) => fill === colors.faint)).toHaveLength(1);
  });

  test('has a light, dark or transparent background', () => {
    expect(pictureColors(true, false).background).not.toBe(pictureColors(false, false).background);
    expect(pictureColors(true, true).background).toBeNull();
  });
});

describe('SVG', () => {
  test('is well-formed, with escaped names and without style elements', () => {
    const svg = toSvg(draw());
    expect(svg).toContain('x&lt;2&gt;');
    expect(svg).toContain('y &amp; z');
    expect(svg).not.toMatch(/style=|NaN|undefined|Infinity|<script/);
    const stack: string[] = [];
    for (const [, close, name, , self] of svg.matchAll(
      /<(\/?)([a-z]+)((?:\s[a-z-]+="[^"<]*")*)\s*(\/?)>/gi,
    )) {
      if (close) expect(stack.pop()).toBe(name);
      else if (!self) stack.push(name);
    }
    expect(stack).toEqual([]);
    expect(svg.match(/<svg[^>]* viewBox="[-\d.]+ [-\d.]+ [\d.]+ [\d.]+"/)).not.toBeNull();
  });

  test('has one element for each shape, and one for the rim of a text', () => {
    const picture = draw();
    const svg = toSvg(picture);
    const count = (name: string): number => svg.split(`<${name} `).length - 1;
    expect(count('path')).toBe(of(picture, 'path').length);
    expect(count('circle')).toBe(of(picture, 'circle').length);
    const texts = of(picture, 'text');
    expect(count('text')).toBe(texts.length + texts.filter(({ halo }) => halo !== undefined).length);
    expect(count('rect')).toBe(of(picture, 'rect').length + 1);
  });

  test('path data is rounded to hundredths', () => {
    expect(pathData([['M', 1 / 3, -2], ['C', 0, 0.005, 1, 2, 3, 4], ['Z']])).toBe('M0.33 -2C0 0.01 1 2 3 4Z');
  });
});
