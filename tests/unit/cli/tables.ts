/** What several tests of commands read. */

/** y = 2a − b/2 on a small lattice, with whatever else a test needs. */
export function plane(rows = 60): string[] {
  return Array.from({ length: rows }, (_, i) => {
    const [a, b] = [i % 8, Math.floor(i / 8)];
    return `${a},${b},${2 * a - b / 2}`;
  });
}
