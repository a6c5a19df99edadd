/** Sentences on scatter that depends on the value, for the window and the command line. Pure. */
import type { ScatterView } from '../contract/views/formula.ts';

const whats: Readonly<Record<ScatterView['of'], string>> = {
  errors: 'The scatter of the rows',
  shares: 'The scatter of the rows, as a share of the value,',
  'weighted errors': 'The scatter of the rows, with their weights,',
};

const allowing = {
  '±': 'the ± allow for it',
  'standard errors': 'the standard errors of the constants allow for it',
  band: 'the band allows for it',
} as const;

/** “The scatter of the rows grows with the value: the ± allow for it.” @param what allows for it */
export function scatterText({ withValue, of }: ScatterView, what: keyof typeof allowing): string {
  return `${whats[of]} ${withValue} with the value: ${allowing[what]}.`;
}

/** What makes the constants more certain, in sentences of their own. */
export function scatterRemedy({ withValue, of }: ScatterView): string {
  if (of === 'weighted errors')
    return 'Weights of 1/s², with the standard error s of each row, would leave it even.';
  const weights =
    'A column with the standard error s of each row, in the role Uncertainty, makes the constants more certain: rows then count by 1/s².';
  if (of === 'shares' || withValue === 'falls') return weights;
  return `${weights} Where s is a share of the value, so does the logarithm of the target.`;
}
