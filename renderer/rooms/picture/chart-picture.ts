/**
 * A chart of the window as an SVG picture, as it looks on white paper: its drawing with the colours of the present theme, its
 * heading and its legend. Controls are left out; what is painted on a canvas is embedded in its pixels.
 */
import { escaped } from './svg.ts';

export interface ChartPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Room around the chart, in pixels. */
const MARGIN = 8;
/** Presentation attributes that pictures take from the style sheet, with the values that need not be written. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
};
const TEXT_ATTRIBUTES = ['font-size', 'font-weight', 'text-anchor'];

export function chartPicture(element: HTMLElement, title: string): ChartPicture {
  const box = element.getBoundingClientRect();
  const origin = { x: box.left - MARGIN, y: box.top - MARGIN, right: box.right };
  const parts = partsOf(element, origin);
  const width = Math.ceil(origin.right - box.left) + 2 * MARGIN;
  const height = Math.ceil(box.height) + 2 * MARGIN;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(getComputedStyle(element).fontFamily)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
  return { svg, width, height };
}

interface Origin {
  readonly x: number;
  readonly y: number;
  /** How far texts reach, those too that are cut in the window. */
  right: number;
}

function partsOf(element: Element, origin: Origin): string[] {
  const style = getComputedStyle(element);
  if (element.matches('button, input, .visually-hidden') || style.visibility === 'hidden') return [];
  const box = element.getBoundingClientRect();
  if (style.display === 'none' || box.width === 0 || box.height === 0) return [];
  const [x, y] = [box.left - origin.x, box.top - origin.y];
  if (element instanceof SVGSVGElement) return [drawing(element, x, y)];
  if (element instanceof HTMLCanvasElement) {
    const href = element.toDataURL('image/png');
    return [`<image x="${x}" y="${y}" width="${box.width}" height="${box.height}" href="${href}"/>`];
  }
  if (element instanceof HTMLSelectElement) {
    const [option] = element.selectedOptions;
    return option === undefined ? [] : [text(option.text, x, y, { height: box.height }, style)];
  }
  const children = [...element.childNodes].flatMap((child) => {
    if (child instanceof Element) return partsOf(child, origin);
    return child instanceof Text ? words(child, style, origin) : [];
  });
  return [...ground(style, x, y, box), ...lines(style, x, y, box), ...children];
}

/** A text node, line by line. */
function words(node: Text, style: CSSStyleDeclaration, origin: Origin): string[] {
  const found: { text: string; box: DOMRect }[] = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+/gu)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    const last = found.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 1) {
      last.text += ` ${word}`;
      last.box = new DOMRect(last.box.x, last.box.y, box.right - last.box.left, last.box.height);
    } else found.push({ text: word, box });
  }
  return found.map(({ text: line, box }) => {
    origin.right = Math.max(origin.right, box.right);
    return text(line, box.left - origin.x, box.top - origin.y, box, style);
  });
}

/**
 * @param y and `height` of the line's box: the base line lies a third of the size below its middle. With its `width`
 *   a text takes as much room in every font.
 */
function text(
  content: string,
  x: number,
  y: number,
  { width, height }: { readonly width?: number; readonly height: number },
  style: CSSStyleDeclaration,
): string {
  const room = width === undefined ? '' : ` textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  const size = Number.parseFloat(style.fontSize);
  const base = y + height / 2 + 0.35 * size;
  return `<text x="${x}" y="${base}" font-size="${size}" font-weight="${style.fontWeight}" fill="${plainColor(style.color).color}"${room}>${escaped(content)}</text>`;
}

/** The colour of the ground of a swatch. */
function ground(style: CSSStyleDeclaration, x: number, y: number, { width, height }: DOMRect): string[] {
  const { color, opacity } = plainColor(style.backgroundColor);
  if (opacity === 0) return [];
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${color}" fill-opacity="${opacity}"/>`,
  ];
}

/** The line of a swatch, which is the upper border of an element. */
function lines(style: CSSStyleDeclaration, x: number, y: number, { width }: DOMRect): string[] {
  const thick = Number.parseFloat(style.borderTopWidth) || 0;
  if (thick === 0 || style.borderTopStyle === 'none') return [];
  const dashes = style.borderTopStyle === 'solid' ? '' : ` stroke-dasharray="${2 * thick} ${thick}"`;
  const at = y + thick / 2;
  return [
    `<line x1="${x}" x2="${x + width}" y1="${at}" y2="${at}" stroke="${plainColor(style.borderTopColor).color}" stroke-width="${thick}"${dashes}/>`,
  ];
}

/** A drawing with its styles as attributes, which every program reads. */
function drawing(svg: SVGSVGElement, x: number, y: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>('*')]);
  from.forEach((element, index) =>
    dress(to[index], getComputedStyle(element), element instanceof SVGTextElement),
  );
  from.forEach((element, index) => {
    if (getComputedStyle(element).paintOrder.startsWith('stroke')) rimBehind(to[index]);
  });
  for (const [name, value] of [
    ['x', x],
    ['y', y],
    ['overflow', 'visible'],
  ] as const)
    copy.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(copy);
}

function dress(element: SVGElement, style: CSSStyleDeclaration, isText: boolean): void {
  for (const name of ['class', 'style', 'role', 'aria-label', 'aria-hidden', 'tabindex'])
    element.removeAttribute(name);
  for (const paint of ['fill', 'stroke']) {
    const value = style.getPropertyValue(paint);
    const { color, opacity } = value === 'none' ? { color: 'none', opacity: 1 } : plainColor(value);
    element.setAttribute(paint, color);
    const own = opacity * Number(style.getPropertyValue(`${paint}-opacity`));
    if (own < 1) element.setAttribute(`${paint}-opacity`, String(own));
  }
  for (const [name, usual] of Object.entries(ATTRIBUTES)) {
    const value = style.getPropertyValue(name);
    if (value !== usual) element.setAttribute(name, value);
  }
  if (style.display === 'none') element.setAttribute('display', 'none');
  if (isText) for (const name of TEXT_ATTRIBUTES) element.setAttribute(name, style.getPropertyValue(name));
}

/** The rim of a text as an element behind it: programs that do not know `paint-order` would draw it over the text. */
function rimBehind(element: SVGElement): void {
  if (element.getAttribute('stroke') === 'none') return;
  const rim = element.cloneNode(true) as SVGElement;
  rim.setAttribute('fill', 'none');
  element.before(rim);
  element.setAttribute('stroke', 'none');
}

let probe: OffscreenCanvasRenderingContext2D | null = null;

/** A colour in the words of old programs, such as #1f5bb5: style sheets mix theirs in other spaces. */
function plainColor(color: string): { readonly color: string; readonly opacity: number } {
  probe ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (probe === null) return { color, opacity: 1 };
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = probe.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  return { color: `#${hex}`, opacity: Math.round((100 * alpha) / 255) / 100 };
}

/** @param scale pixels for each pixel of the window. */
export async function chartPng({ svg, width, height }: ChartPicture, scale: number): Promise<Uint8Array> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(width * scale, height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This window cannot draw: no 2D canvas.');
  context.drawImage(image, 0, 0, width * scale, height * scale);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}
