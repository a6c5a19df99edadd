/** Size of a drawing in pixels: the drawing sets it, what draws in it reads it. */
export class DrawingSize {
  width = $state(320);
  height = $state(180);
}
