/** The rules of accessibility that tests check, by axe. */
import type { Result, RunOptions } from 'axe-core';

/** WCAG 2.1 A and AA, and axe's best practice. Of rules that pass, axe then describes one element instead of all. */
export const axeOptions: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** What another theme can break where it changes colours alone. */
export const colourOptions: RunOptions = {
  ...axeOptions,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** One line for each violation: the rule and where it is broken. */
export function violationLines(violations: readonly Pick<Result, 'id' | 'nodes'>[]): string[] {
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join('; ')}`,
  );
}
