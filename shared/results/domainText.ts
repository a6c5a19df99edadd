/** Sentences that say where a formula has no value, for the window and the command line. Pure. */
import type { DomainView, EndView } from '../contract/views/formula.ts';
import { numberText, plural } from '../figures.ts';

/** `''` where it has a value at all points that were checked. */
export function domainText({ missing, ends }: DomainView): string {
  const rows = [
    [missing.train, 'training row'],
    [missing.validation, 'validation row'],
    [missing.test, 'test row'],
  ] as const;
  const without = rows.filter(([count]) => count > 0).map(([count, noun]) => plural(count, noun));
  const sentences = ends.map(({ input, edge, ...end }) => {
    const begin = end.side === 'below' ? 'begin' : 'end';
    return `The formula is not defined for ${input} ${endText(end)}; the training rows ${begin} at ${numberText(edge)}.`;
  });
  return [
    ...(without.length > 0 ? [`The formula is not defined on ${without.join(' and ')}.`] : []),
    ...sentences,
  ].join(' ');
}

/** Where a function has no value: `below 2`, `at or below 0`, `at 0`. */
export function endText({ side, at, without }: EndView): string {
  const where = { beyond: side, from: `at or ${side}`, point: 'at' }[without];
  return `${where} ${numberText(at)}`;
}
