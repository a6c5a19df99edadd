/** Size of a chart of points, and the point under the pointer: the chart sets them, what draws in it reads them. */
export class PointChartState {
  /** In pixels. */
  width = $state(320);
  height = $state(180);
  /** Index of the point under the pointer. */
  pointed = $state<number | null>(null);
}
