/** Every backend that must agree with pykan. */
import type { Backend } from '../../main/engine/compute/backend.ts';
import { createNativeBackend, type NativeBackend } from '../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../main/engine/compute/reference/backend.ts';

export interface Candidate {
  readonly title: string;
  readonly backend: Backend;
}

/** @throws Error where the kernel did not start as asked: what stands in for it would pass in its name. */
function native(threads: number): NativeBackend {
  const backend = createNativeBackend({ threads });
  if (backend.fallback !== null) throw new Error(backend.fallback);
  if (backend.threads !== threads) throw new Error(`${backend.threads} threads instead of ${threads}`);
  return backend;
}

export const candidates: readonly Candidate[] = [
  { title: 'reference', backend: referenceBackend },
  { title: 'native, 1 thread', backend: native(1) },
  { title: 'native, 2 threads', backend: native(2) },
];

/** What a backend may differ by, relative to the largest number of the quantity. */
export function toleranceOf({ precision }: Backend): number {
  return precision === 'float64' ? 1e-9 : 1e-4;
}
