import { describe, expect, it } from 'vitest';
import { pictureOf, sizeOf } from '../../../renderer/rooms/train/ladder-picture.ts';
import type { RungView } from '../../../shared/contract/views/ladder.ts';

const rung = (title: string, error: number, freedom: number | null, standardError = 1): RungView => ({
  kind: 'additive',
  title,
  shape: [2, 1],
  error,
  standardError,
  r2: null,
  parameters: 40,
  freedom,
  rowsPerParameter: 10,
  tookValidation: true,
});
const ladder = [
  rung('Mean', 66, 1),
  rung('Straight lines', 55, 10.5),
  rung('Additive', 54, 12),
  rung('Hidden layer of 5', 58, null),
];

describe('the picture of what the data can carry', () => {
  const { frame, spots, x: xAxis, y: yAxis } = pictureOf(ladder, 2, 600, 240);

  it('has larger models further right and larger errors higher', () => {
    expect(ladder.map(sizeOf)).toEqual([1, 10.5, 12, 40]);
    expect(spots.map(({ x }) => x)).toEqual(spots.map(({ x }) => x).toSorted((a, b) => a - b));
    const [mean, lines, additive, hidden] = spots.map(({ y }) => y);
    expect(mean).toBeLessThan(hidden);
    expect(hidden).toBeLessThan(lines);
    expect(lines).toBeLessThan(additive);
  });

  it('draws error bars of one standard error to each side', () => {
    const perUnit = (spots[2].y - spots[1].y) / (55 - 54);
    for (const { y, bar } of spots) {
      expect(y - bar![0]).toBeCloseTo(perUnit, 6);
      expect(bar![1] - y).toBeCloseTo(perUnit, 6);
    }
    expect(pictureOf([rung('Mean', 1, 1, Infinity)], 0, 600, 240).spots[0].bar).toBeNull();
  });

  it('keeps everything within its frame, and names every model if there is room', () => {
    for (const { x, y, bar, label } of spots) {
      expect(x).toBeGreaterThan(frame.left);
      expect(x).toBeLessThan(frame.right);
      expect(Math.min(y, bar![0])).toBeGreaterThanOrEqual(frame.top);
      expect(Math.max(y, bar![1])).toBeLessThanOrEqual(frame.bottom);
      expect(label).not.toBeNull();
    }
    expect(frame.right).toBeLessThanOrEqual(600);
    expect(frame.bottom).toBeLessThanOrEqual(240);
    expect(xAxis.ticks.length).toBeGreaterThan(1);
    expect(yAxis.ticks.length).toBeGreaterThan(1);
  });

  it('names the chosen model where there is no room for all names', () => {
    const alike = Array.from({ length: 9 }, (_, i) => rung('Boosted curves and pairs', 54, 60 + i));
    for (const chosen of alike.keys()) {
      const { spots: close } = pictureOf([rung('Mean', 66, 1), ...alike], chosen + 1, 300, 108);
      expect(close.some(({ label }) => label === null)).toBe(true);
      expect(close[chosen + 1].label).not.toBeNull();
    }
  });

  it('names the chosen model also where marks lie on all sides of it', () => {
    // Heights of boys by the number of the boy: levels are chosen, in a low picture.
    const heights = [
      rung('Mean', 9.349, 1, 0.67),
      rung('Straight lines', 8.135, 2.87, 0.61),
      rung('Additive', 2.044, 25.7, 0.18),
      rung('Additive with pairs', 2.059, 25.7, 0.18),
      rung('Additive with levels', 1.434, 27.3, 0.095),
      rung('Boosted curves and pairs', 1.544, 95, 0.18),
    ];
    for (let height = 90; height <= 260; height += 10) {
      for (let width = 240; width <= 640; width += 20) {
        const { spots: low, frame: room } = pictureOf(heights, 4, width, height);
        const { label } = low[4];
        expect(label, `${width} × ${height}`).not.toBeNull();
        expect(label!.x).toBeGreaterThanOrEqual(room.left);
        expect(label!.x).toBeLessThanOrEqual(room.right);
      }
    }
  });

  it('has a logarithmic axis when errors span decades', () => {
    const { spots: law } = pictureOf(
      [rung('Mean', 1, 1, 0.1), rung('Lines', 0.1, 3, 0.01), rung('Law', 0.01, 5, 0.02)],
      2,
      600,
      240,
    );
    expect(law[1].y - law[0].y).toBeCloseTo(law[2].y - law[1].y, 6);
    expect(law[2].bar!.every(Number.isFinite)).toBe(true);
  });
});
