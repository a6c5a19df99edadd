/** What figures were made for, in sentences. */
import type { MadeForPart, MadeForView } from '../contract/views/findings.ts';
import { listed } from '../listed.ts';

const names: Readonly<Record<MadeForPart, string>> = {
  table: 'the table',
  roles: 'what the columns are used for',
  split: 'the split',
  network: 'the network',
};

/** `Made for falls.csv and the network “Trained 15 steps (L-BFGS)”.` */
export function madeForText({ table, network }: MadeForView): string {
  return `Made for ${table}${network === '' ? '' : ` and the network “${network}”`}.`;
}

/** `Out of date: the table and the network have changed.`; '' where nothing has. */
export function outOfDateText({ changed }: Pick<MadeForView, 'changed'>): string {
  if (changed.length === 0) return '';
  const parts = changed.map((part) => names[part]);
  return `Out of date: ${listed(parts)} ${parts.length === 1 ? 'has' : 'have'} changed.`;
}
