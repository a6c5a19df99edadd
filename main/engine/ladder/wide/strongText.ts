/** Says which of many inputs a model has. */
import { countText, plural } from '../../../../shared/figures.ts';
import { listed } from '../../../../shared/listed.ts';
import type { Feature } from '../../data/encoding/encoding.ts';
import { edgeRefs, isPresent } from '../../kan/places.ts';
import type { Reached } from '../reached.ts';

/** More inputs are counted, not named. */
const mostNamed = 8;

/** A sentence after others; '' where all inputs could have curves. */
export function strongText(
  { strongest, model }: Pick<Reached, 'strongest' | 'model'>,
  features: readonly Feature[],
): string {
  if (strongest === undefined) return '';
  const edges = edgeRefs(model, isPresent).filter(({ layer }) => layer === 0);
  const used = new Set(edges.map(({ input }) => input));
  const isBlend = used.size > strongest.length;
  const own = strongest.filter((input) => used.has(input)).toSorted((a, b) => a - b);
  const names = own.map((input) => features[input].name);
  const which = names.length > mostNamed ? plural(names.length, 'input') : listed(names);
  const others = isBlend ? 'are straight lines' : 'have no part in the model';
  return ` Of ${countText(features.length)} inputs the strongest were selected: ${which}. The others ${others}.`;
}
