/** Where the name of a line has room in a chart. */
import { describe, expect, it } from 'vitest';
import { nameThatFits, placeBesideLine } from '../../../renderer/ui/chart/free-place.ts';

describe('the name of a horizontal line', () => {
  const frame = { left: 50, right: 250, top: 10, bottom: 110 };
  const riser = (x: number, top: number, bottom: number) => ({ left: x, right: x, top, bottom });
  const places = (...things: Parameters<typeof placeBesideLine>[3]) => {
    const { x, y, anchor } = placeBesideLine('network', 60, frame, things);
    return [x < 150 ? 'left' : 'right', y < 60 ? 'above' : 'below', anchor].join(' ');
  };

  it('stands above its left end where nothing else is', () => {
    expect(places()).toBe('left above start');
    expect(places(riser(200, 10, 110))).toBe('left above start');
  });

  it('stands at its right end where a curve crosses the left one', () => {
    expect(places(riser(70, 10, 110))).toBe('right above end');
  });

  it('stands below where a curve lies just above', () => {
    expect(places({ left: 50, right: 250, top: 52, bottom: 52 })).toBe('left below start');
  });

  it('meets as little as it can where it meets something everywhere', () => {
    const across = [70, 230].map((x) => riser(x, 10, 110));
    expect(places(...across, { left: 60, right: 240, top: 52, bottom: 52 })).toBe('left below start');
  });

  it('stays within the chart', () => {
    const { y } = placeBesideLine('network', 108, frame, [{ left: 50, right: 250, top: 100, bottom: 100 }]);
    expect(y).toBeLessThan(108);
  });
});

it('a line is named as fully as its length allows', () => {
  const named = (right: number): string =>
    nameThatFits(['network now, validation', 'network now', 'now'], { left: 0, right, top: 0, bottom: 100 });
  expect([200, 110, 70, 20].map(named)).toEqual(['network now, validation', 'network now', 'now', '']);
});
