/** Codes of the edge functions in functions.as, by name. */
const codes: ReadonlyMap<string, number> = new Map(
  [
    ['0'],
    ['x'],
    ['x^2'],
    ['x^3'],
    ['x^4'],
    ['x^5'],
    ['1/x'],
    ['1/x^2'],
    ['1/x^3'],
    ['1/x^4'],
    ['1/x^5'],
    ['sqrt', 'x^0.5'],
    ['x^1.5'],
    ['1/sqrt(x)', '1/x^0.5'],
    ['exp'],
    ['log'],
    ['abs'],
    ['sin'],
    ['cos'],
    ['tan'],
    ['tanh'],
    ['sgn'],
    ['arcsin'],
    ['arccos'],
    ['arctan'],
    ['arctanh'],
    ['gaussian'],
    ['sinh'],
    ['cosh'],
  ].flatMap((names, code) => names.map((name) => [name, code] as const)),
);

/** @returns null where the kernel does not know the function by name. */
export function functionCode(name: string): number | null {
  return codes.get(name) ?? null;
}
