/** What the tests of evaluation and predictions are made of. */
import { seededRandom } from '../../../shared/random.ts';

/** The function behind the table that studio.ts prepares. */
export const hello = (x1: number, x2: number): number =>
  Math.exp(Math.sin((Math.PI * (x1 - 3)) / 2) + ((x2 - 10) / 10) ** 2);

/** Two classes by a noisy line, or three by bands. */
export function classesCsv(rows: number, classes: 2 | 3): string {
  const random = seededRandom(4);
  const lines = Array.from({ length: rows }, () => {
    const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
    const level = a + b / 2 + 0.2 * random.normal();
    const label =
      classes === 2
        ? level > 0
          ? 'up'
          : 'down'
        : ['low', 'middle', 'top'][+(level > -0.4) + +(level > 0.4)];
    return `${a},${b},${label}`;
  });
  return ['a,b,kind', ...lines, ''].join('\n');
}
