/** Actions by what someone types. Pure. */
import type { Action } from './action.ts';

/** The actions that contain every typed word, in their own order; those whose label begins with the text come first. */
export function searchActions<T extends Pick<Action, 'label' | 'keywords'>>(
  actions: readonly T[],
  typed: string,
): readonly T[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/);
  const found = actions.filter(({ label, keywords }) =>
    words.every((word) => `${label} ${keywords}`.toLowerCase().includes(word)),
  );
  const leads = ({ label }: T): number => (text !== '' && label.toLowerCase().startsWith(text) ? 0 : 1);
  return [...found].sort((a, b) => leads(a) - leads(b));
}
