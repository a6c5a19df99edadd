/** A picture painted on a canvas, and as a PNG file. */
import { FONTS, type Picture, type Shape, type Step, type Stroke } from './shapes.ts';

/** The longest side of a canvas, in pixels, that all systems allow. */
export const LARGEST_SIDE = 16_384;

/**
 * @param scale pixels for each pixel of the picture.
 * @throws where the picture would be larger than a canvas can be.
 */
export async function toPng(picture: Picture, scale: number): Promise<Uint8Array> {
  const { box, background, shapes } = picture;
  const [width, height] = [Math.round(box.width * scale), Math.round(box.height * scale)];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This window cannot draw: no 2D canvas.');
  if (background !== null) {
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
  }
  context.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
  for (const shape of shapes) paint(context, shape);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function paint(context: OffscreenCanvasRenderingContext2D, shape: Shape): void {
  if (shape.type === 'text') {
    context.font = `${shape.weight} ${shape.size}px ${FONTS}`;
    context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
    if (shape.halo !== undefined) {
      context.lineJoin = 'round';
      context.lineWidth = 3.5;
      context.strokeStyle = shape.halo;
      context.setLineDash([]);
      context.strokeText(shape.text, shape.x, shape.y);
    }
    context.fillStyle = shape.fill;
    context.fillText(shape.text, shape.x, shape.y);
    return;
  }
  const path = new Path2D();
  if (shape.type === 'path') shape.steps.forEach((step) => addStep(path, step));
  else if (shape.type === 'rect') path.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
  else path.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
  if (shape.fill !== undefined) {
    context.globalAlpha = shape.type === 'path' ? (shape.opacity ?? 1) : 1;
    context.fillStyle = shape.fill;
    context.fill(path);
  }
  if (shape.type !== 'circle' && shape.stroke) stroke(context, path, shape.stroke);
  context.globalAlpha = 1;
}

function stroke(
  context: OffscreenCanvasRenderingContext2D,
  path: Path2D,
  { color, width, opacity = 1, dash }: Stroke,
): void {
  context.globalAlpha = opacity;
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.lineCap = dash ? 'butt' : 'round';
  context.setLineDash(dash ? [...dash] : []);
  context.stroke(path);
}

function addStep(path: Path2D, step: Step): void {
  if (step[0] === 'M') path.moveTo(step[1], step[2]);
  else if (step[0] === 'L') path.lineTo(step[1], step[2]);
  else if (step[0] === 'C') path.bezierCurveTo(step[1], step[2], step[3], step[4], step[5], step[6]);
  else path.closePath();
}
