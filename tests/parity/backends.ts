/** Every backend that must agree with pykan. */
import type { Backend } from '../../main/engine/compute/backend.ts';
import { createNativeBackend } from '../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../main/engine/compute/reference/backend.ts';

export const backends: readonly Backend[] = [referenceBackend, createNativeBackend({ threads: 2 })];

/** What a backend may differ by; least-squares fits are checked to 1e-6 on their own, since no backend makes them. */
export function toleranceOf({ precision }: Backend): number {
  return precision === 'float64' ? 1e-9 : 1e-4;
}
