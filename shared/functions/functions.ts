/** The registry of functions: what their records say, in the forms that other parts ask for. */
import { composed, shorthands } from './composed.ts';
import { elementary } from './elementary.ts';
import { powers } from './powers.ts';
import type { ComposedFunction, ElementaryFunction, FunctionRecord } from './record.ts';

/** A function that is a node of formulas. */
export type FunctionName = keyof typeof elementary;

export const functionNames = Object.keys(elementary) as [FunctionName, ...FunctionName[]];

/** The records of the functions that are nodes of formulas. */
export const elementaryFunctions: Readonly<Record<FunctionName, ElementaryFunction>> = elementary;

interface NamedRecord {
  readonly name: string;
  readonly record: FunctionRecord;
}

const records: readonly NamedRecord[] = Object.entries<FunctionRecord>({
  ...powers,
  ...elementary,
  ...composed,
}).map(([name, record]) => ({ name, record }));

const inLibrary = ({ record }: NamedRecord): boolean => record.library !== false;

/** A function as an edge uses it. A value outside the domain is NaN and one at a pole is infinite. */
export interface EdgeFunction {
  readonly name: string;
  readonly complexity: number;
  readonly value: (x: number) => number;
  /** 0 where the value is finite and the slope is not (√x at 0): otherwise an optimiser could not continue there. */
  readonly derivative: (x: number) => number;
}

/** The edge function of that name with its derivative guarded as {@link EdgeFunction} promises. */
export function edgeFunctionOf(
  name: string,
  { complexity, value, derivative }: Pick<FunctionRecord, 'complexity' | 'value' | 'derivative'>,
): EdgeFunction {
  const guarded = (x: number): number => {
    const slope = derivative(x);
    return Number.isFinite(slope) || !Number.isFinite(value(x)) ? slope : 0;
  };
  return { name, complexity, value, derivative: guarded };
}

/** The library: the functions that an edge is fitted to, in pykan's order, under all of their names. */
export const edgeFunctions: readonly EdgeFunction[] = records
  .filter(inLibrary)
  .flatMap(({ name, record }) =>
    [name, ...(record.secondNames ?? [])].map((each) => edgeFunctionOf(each, record)),
  );

/** The library without second names of the same function. */
export const distinctFunctions: readonly EdgeFunction[] = records
  .filter(inLibrary)
  .map(({ name }) => edgeFunctions.find((fn) => fn.name === name)!);

/** How a and b of the function of that name are searched, where its record says so. */
export function searchOf(name: string): FunctionRecord['search'] {
  return records.find((each) => each.name === name)?.record.search;
}

/** The formula in x of a name that can be called: `exp(-x^2)` for `gaussian`, `log(x)` for `ln`. */
export const composedNames: ReadonlyMap<string, string> = new Map([
  ...functionNames.flatMap((name) =>
    (elementaryFunctions[name].typed ?? []).map((typed) => [typed, `${name}(x)`] as const),
  ),
  ...records.flatMap(({ name, record }) => (isComposed(record) ? [[name, record.formula] as const] : [])),
  ...Object.entries(shorthands),
]);

function isComposed(record: FunctionRecord): record is ComposedFunction {
  return 'formula' in record;
}

/** The functions that the native kernel knows by a number, their place in this list: the library's come first. */
export const kernelFunctions: readonly NamedRecord[] = [
  ...records.filter(inLibrary),
  ...records.filter((each) => !inLibrary(each)),
];
