/**
 * A picture as an SVG file: plain shapes and text with presentation attributes, which every vector program reads. Pure.
 */
import { FONTS, type Picture, type Shape, type Step, type Stroke } from './shapes.ts';

export function toSvg({ title, box, background, shapes }: Picture): string {
  const size = attributes({ width: box.width, height: box.height });
  const view = [box.x, box.y, box.width, box.height].map(rounded).join(' ');
  const ground = background === null ? [] : [element('rect', { ...box, fill: background })];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="${view}" role="img" font-family="${escaped(FONTS)}">`,
    `<title>${escaped(title)}</title>`,
    ...ground,
    ...shapes.map(write),
    '</svg>',
    '',
  ].join('\n');
}

function write(shape: Shape): string {
  switch (shape.type) {
    case 'path':
      return element('path', {
        d: pathData(shape.steps),
        fill: shape.fill ?? 'none',
        'fill-opacity': shape.fill === undefined ? undefined : shape.opacity,
        ...stroked(shape.stroke),
      });
    case 'rect': {
      const { x, y, width, height, radius, fill, stroke } = shape;
      return element('rect', { x, y, width, height, rx: radius, fill: fill ?? 'none', ...stroked(stroke) });
    }
    case 'circle':
      return element('circle', { cx: shape.x, cy: shape.y, r: shape.radius, fill: shape.fill });
    case 'text': {
      const { x, y, text, size, weight, anchor, fill, halo } = shape;
      const placed = { x, y, 'font-size': size, 'font-weight': weight, 'text-anchor': anchor };
      const drawn = (values: Values): string =>
        `<text ${attributes({ ...placed, ...values })}>${escaped(text)}</text>`;
      // The rim is a text behind it: programs that do not know `paint-order` would draw it over the text.
      const rim = halo === undefined ? '' : drawn({ fill: 'none', stroke: halo, 'stroke-width': 3.5 });
      return rim + drawn({ fill });
    }
  }
}

export function pathData(steps: readonly Step[]): string {
  return steps.map(([letter, ...numbers]) => `${letter}${numbers.map(rounded).join(' ')}`).join('');
}

type Values = Readonly<Record<string, string | number | undefined>>;

function stroked(stroke: Stroke | undefined): Values {
  if (!stroke) return {};
  return {
    stroke: stroke.color,
    'stroke-width': stroke.width,
    'stroke-opacity': stroke.opacity,
    'stroke-dasharray': stroke.dash?.map(rounded).join(' '),
    'stroke-linecap': stroke.dash ? undefined : 'round',
    'stroke-linejoin': 'round',
  };
}

function element(name: string, values: Values): string {
  return `<${name} ${attributes(values)}/>`;
}

function attributes(values: Values): string {
  return Object.entries(values)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([name, value]) => `${name}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`)
    .join(' ');
}

/** Rounded to a hundredth of a pixel, which is finer than any printer and keeps the file small. */
function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Text as it stands in a file of marks. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
