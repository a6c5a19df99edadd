/** The menu of a chart, in which its picture and its numbers are saved: the window provides it, every chart opens it. */
import { getContext, setContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';

type Cell = string | number | null;

/** What a chart shows, as a table. */
export interface ChartNumbers {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A chart whose menu is open. */
export interface ChartSource {
  readonly title: string;
  /** What the picture shows: the chart with its heading. */
  readonly element: HTMLElement;
  readonly numbers: () => ChartNumbers;
}

/** Opens the menu of a chart at a place of the window, in pixels. */
type OpenChartMenu = (source: ChartSource, x: number, y: number) => void;
const KEY = Symbol('chart menu');

export function provideChartMenu(open: OpenChartMenu): void {
  setContext(KEY, open);
}

/** @returns what opens the menu; undefined outside the window, as in tests of a single component. */
export function readChartMenu(): OpenChartMenu | undefined {
  return getContext<OpenChartMenu | undefined>(KEY);
}

/** Opens the menu of an element by the right button of the mouse, the menu key, and Shift and F10. */
export function chartMenuOf(
  open: OpenChartMenu | undefined,
  source: () => Omit<ChartSource, 'element'>,
): Attachment<HTMLElement> {
  return (element) => {
    const show = (event: MouseEvent): void => {
      if (open === undefined) return;
      event.preventDefault();
      open({ ...source(), element }, event.clientX, event.clientY);
    };
    element.addEventListener('contextmenu', show);
    return () => element.removeEventListener('contextmenu', show);
  };
}

/** Numbers from columns of one length. */
export function numbersOf(
  columns: readonly (readonly [name: string, values: ArrayLike<Cell>])[],
): ChartNumbers {
  const length = Math.max(0, ...columns.map(([, values]) => values.length));
  return {
    columns: columns.map(([name]) => name),
    rows: Array.from({ length }, (_, row) => columns.map(([, values]) => values[row] ?? null)),
  };
}

/**
 * The values of a map, place by place, after the two coordinates of the place.
 * @param values [second coordinate][first coordinate]
 */
export function mapNumbers(
  names: readonly string[],
  [first, second]: readonly Float64Array[],
  values: readonly (readonly [name: string, values: Float64Array])[],
): ChartNumbers {
  const places = Array.from({ length: first.length * second.length }, (_, place) => place);
  return numbersOf([
    [names[0], places.map((place) => first[place % first.length])],
    [names[1], places.map((place) => second[Math.floor(place / first.length)])],
    ...values,
  ]);
}
