/** Codes of the functions that the kernel has compiled in: their places in the registry. */
import { kernelFunctions } from '../../../../../shared/functions/functions.ts';

const codes: ReadonlyMap<string, number> = new Map(
  kernelFunctions.flatMap(({ name, record }, code) =>
    [name, ...(record.secondNames ?? [])].map((each) => [each, code] as const),
  ),
);

/** @returns null where the kernel does not know the function by name. */
export function functionCode(name: string): number | null {
  return codes.get(name) ?? null;
}
