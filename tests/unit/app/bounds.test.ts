import fc from '../../support/properties.ts';
import { describe, expect, it } from 'vitest';
import { clampToScreens, type Rectangle } from '../../../main/app/bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 850 };
const projector = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('clampToScreens', () => {
  it('does not move a window that is wholly on a screen', () => {
    const wanted = { x: 1500, y: 100, width: 1200, height: 800 };
    expect(clampToScreens(wanted, [laptop, projector])).toEqual(wanted);
  });

  it('centres a window on the first screen when its own screen is gone', () => {
    const wanted = { x: 1500, y: 100, width: 1200, height: 800 };
    expect(clampToScreens(wanted, [laptop])).toEqual({ x: 120, y: 50, width: 1200, height: 800 });
  });

  it('moves a window that hangs over the edge back inside', () => {
    const wanted = { x: -300, y: 700, width: 1000, height: 600 };
    expect(clampToScreens(wanted, [laptop])).toEqual({ x: 0, y: 275, width: 1000, height: 600 });
  });

  it('makes a window that is too large fit', () => {
    const wanted = { x: 0, y: 0, width: 4000, height: 3000 };
    expect(clampToScreens(wanted, [laptop])).toEqual(laptop);
  });

  it('always returns a window inside one of the screens', () => {
    const span = fc.integer({ min: -6000, max: 6000 });
    const size = fc.integer({ min: 1, max: 6000 });
    fc.assert(
      fc.property(span, span, size, size, (x, y, width, height) => {
        const placed = clampToScreens({ x, y, width, height }, [laptop, projector]);
        expect([laptop, projector].some((screen) => isInside(placed, screen))).toBe(true);
      }),
    );
  });
});

function isInside(a: Rectangle, b: Rectangle): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}
