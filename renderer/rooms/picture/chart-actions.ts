/** What the menu of a chart offers. */
import { csvLine, guarded } from '../../../shared/csv.ts';
import { defineActions } from '../../actions/action.ts';
import { saveAs } from '../../common/export.ts';
import type { ChartNumbers, ChartSource } from '../../ui/chart/chart-menu.ts';
import { chartPng, type ChartPicture } from './chart-picture.ts';
import { pictureFormats } from './formats.ts';
import type { PictureNeeds } from './needs.ts';

/** Pixels of a PNG for each pixel of the window: sharp in print too. */
const SCALE = 3;

export function chartActions(studio: PictureNeeds, { title, numbers }: ChartSource, picture: ChartPicture) {
  const { svg, png } = pictureFormats;
  const name = fileNameOf(title);
  return defineActions(studio, 'View', [
    {
      id: 'chart.png',
      label: 'Save the chart as PNG…',
      run: async () => saveAs(studio, { name, kind: png.kind, content: await chartPng(picture, SCALE) }),
    },
    {
      id: 'chart.svg',
      label: 'Save the chart as SVG…',
      run: () => saveAs(studio, { name, kind: svg.kind, content: picture.svg }),
    },
    {
      id: 'chart.csv',
      label: 'Save its numbers as CSV…',
      run: () =>
        saveAs(studio, {
          name,
          kind: { label: 'CSV table', extension: 'csv' },
          content: numbersCsv(numbers()),
        }),
    },
    {
      id: 'chart.copy',
      label: 'Copy the picture',
      run: async () => studio.picture.copy(await chartPng(picture, SCALE)),
    },
  ]);
}

/** All digits; nothing where there is no value. */
export function numbersCsv({ columns, rows }: ChartNumbers): string {
  const cell = (value: string | number | null): string => {
    if (typeof value === 'string') return guarded(value);
    return value === null || Number.isNaN(value) ? '' : String(value);
  };
  return `${[columns.map(guarded), ...rows.map((row) => row.map(cell))].map((cells) => csvLine(cells)).join('\n')}\n`;
}

/** A name that every system allows for a file. */
function fileNameOf(title: string): string {
  const name = title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/gu, ' ');
  return name.trim().slice(0, 80) || 'chart';
}
