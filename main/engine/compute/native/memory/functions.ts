/** Codes of the functions that are compiled into the kernel: their indices in the registry. */
import { kernelFunctions } from '../../../../../shared/functions/functions.ts';

const codes: ReadonlyMap<string, number> = new Map(
  kernelFunctions.flatMap(({ name, record }, code) =>
    [name, ...(record.secondNames ?? [])].map((each) => [each, code] as const),
  ),
);

/** @returns null if the kernel has no function of this name. */
export function functionCode(name: string): number | null {
  return codes.get(name) ?? null;
}
