/** Sentences that say where a formula has no value, for the window and the command line. Pure. */
import type { DomainView } from '../contract/views/formula.ts';
import { numberText, plural } from '../figures.ts';

/** `''` where it has a value at all points that were checked. */
export function domainText({ missing, ends }: DomainView): string {
  const rows = [
    [missing.train, 'training row'],
    [missing.validation, 'validation row'],
    [missing.test, 'test row'],
  ] as const;
  const without = rows.filter(([count]) => count > 0).map(([count, noun]) => plural(count, noun));
  const sentences = ends.map(({ input, side, at, edge }) => {
    const begin = side === 'below' ? 'begin' : 'end';
    return `The formula is not defined for ${input} ${side} ${numberText(at)}; the training rows ${begin} at ${numberText(edge)}.`;
  });
  return [
    ...(without.length > 0 ? [`The formula is not defined on ${without.join(' and ')}.`] : []),
    ...sentences,
  ].join(' ');
}
