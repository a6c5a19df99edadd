/** Compares numbers and remembers the worst relative error of each quantity, so that it can be quoted. */
import { expect } from 'vitest';

export class Ledger {
  readonly #worst = new Map<string, { error: number; limit: number; where: string; count: number }>();

  /**
   * Largest difference over the largest expected size, of arrays that belong together.
   * @param limit what it must not exceed.
   */
  check(
    quantity: string,
    where: string,
    actual: ArrayLike<number>,
    expected: ArrayLike<number>,
    limit: number,
  ): void {
    expect(actual.length, `${quantity}: length`).toBe(expected.length);
    let difference = 0;
    let size = 0;
    for (let i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
      size = Math.max(size, Math.abs(expected[i]));
    }
    const error = difference === 0 ? 0 : difference / (size || 1);
    const before = this.#worst.get(quantity);
    const count = (before?.count ?? 0) + expected.length;
    const worse = before === undefined || !(error <= before.error);
    this.#worst.set(quantity, worse ? { error, limit, where, count } : { ...before, count });
    expect(error, `${quantity} in ${where}`).toBeLessThanOrEqual(limit);
  }

  /** A table with one line for each quantity. */
  summary(title: string): string {
    const lines = [...this.#worst].map(
      ([quantity, { error, limit, where, count }]) =>
        `  ${quantity.padEnd(30)} ${error.toExponential(1).padStart(8)}  (limit ${limit.toExponential(0)}; ` +
        `${count} numbers; worst: ${where})`,
    );
    return [`${title}: worst relative error by quantity`, ...lines].join('\n');
  }
}
