/** Units in the names of columns: “Druck [bar]”, “T (K)”, “E_kin / eV”, “flow / l/h”, “c [J/(kg K)]”. */

const bracketed = /^(.*\S)\s*(?:\[([^[\]]{1,30})\]|\(((?:[^()]|\([^()]*\)){1,30})\))$/;
const divided = /^(.*\S)\s+\/\s+([^\s/[\]()][^\s[\]()]{0,19})$/;

/** A name and the unit at its end; '' where there is none. */
export function nameAndUnit(name: string): { readonly base: string; readonly unit: string } {
  const match = bracketed.exec(name) ?? divided.exec(name);
  return match === null ? { base: name, unit: '' } : { base: match[1], unit: match[2] ?? match[3] };
}

/** The names without their units; a name whose rest another column has too stays as it is. */
export function withoutUnits(names: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const { base } = nameAndUnit(name);
    counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  return new Map(
    names.map((name) => {
      const { base } = nameAndUnit(name);
      return [name, counts.get(base) === 1 ? base : name];
    }),
  );
}
