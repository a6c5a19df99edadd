import { DrawingSize } from './drawing-size.svelte.ts';

/** Size of a chart of points, and the point under the pointer: the chart sets them, what draws in it reads them. */
export class PointChartState extends DrawingSize {
  /** Index of the point under the pointer. */
  pointed = $state<number | null>(null);
}
