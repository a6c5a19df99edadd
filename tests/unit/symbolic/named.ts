/** Laws with a name, for tests. */
import type { NamedForm } from '../../../main/engine/symbolic/formula/descriptionLength.ts';

/** A law of the only column, x. */
export function named(name: string, size: number): NamedForm {
  return { name, size, parts: { join: null, laws: [{ law: name, column: 'x' }] } };
}
