/** Labels that stand for combinations of other inputs, as the well of a plate does for its row and its column. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

/** Inputs that are looked at, and those among them that follow from the labels. */
const [mostColumns, mostParts] = [200, 12];
/** Labels there are for each combination that is possible: of fewer, they are rather names of things with properties. */
const leastShare = 0.5;
/** A chance of so little that the rows of each label agree by accident, as a power of ten. */
const leastEvidence = 4;

export const combinationsCheck: DataCheck = {
  name: 'combinations',
  help: 'Labels that stand for combinations of two or three other inputs, as the wells of a plate.',
  find({ table, roles, partial }) {
    const inputs = table.columns.filter(({ name }) => roles.inputs.includes(name)).slice(0, mostColumns);
    const labels = partial ? [] : inputs.filter(({ type }) => columnTypeFacts[type].holds === 'labels');
    return labels.flatMap((column) => {
      const parts = partsOf(column, inputs);
      if (parts === null) return [];
      const { name } = column;
      const others = namesOf(parts.map((part) => part.name));
      return [
        {
          severity: 'warning' as const,
          message: `Each label of “${name}” is one combination of ${others}: it says nothing that they do not.`,
          columns: [name, ...parts.map((part) => part.name)],
          count: null,
          mends: [{ label: `Leave out “${name}”`, ignore: [name] }],
        },
      ];
    });
  },
};

/** A column with one value for each label of another one. */
interface Part {
  readonly name: string;
  /** By label; NaN for a label without rows. */
  readonly values: Float64Array;
  readonly distinct: number;
}

/** The two or three columns of which each label is one combination; null where it is not so. */
function partsOf(column: Column, inputs: readonly Column[]): readonly Part[] | null {
  const counts = countsOf(column);
  const labels = counts.filter((count) => count > 0).length;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const likely = counts.reduce((sum, count) => sum + (count / rows) ** 2, 0);
  if (!(-(rows - labels) * Math.log10(likely) >= leastEvidence)) return null;
  const parts = inputs
    .flatMap((other) => (other === column ? [] : (partOf(column, other) ?? [])))
    .filter(({ distinct }) => distinct > 1 && distinct < labels)
    .slice(0, mostParts);
  return (
    choices(parts).find(
      (some) =>
        labels >= leastShare * some.reduce((product, { distinct }) => product * distinct, 1) &&
        combinationsOf(some, counts) === labels,
    ) ?? null
  );
}

function countsOf({ labels, values }: Column): Float64Array {
  const counts = new Float64Array(labels.length);
  for (const code of values) if (Number.isFinite(code)) counts[code]++;
  return counts;
}

/** A column by the labels of another one; null where a label has two values, or a value and none. */
function partOf({ labels, values: codes }: Column, { name, values }: Column): Part | null {
  const found = new Float64Array(labels.length).fill(NaN);
  const isSeen = new Uint8Array(labels.length);
  for (const [row, code] of codes.entries()) {
    if (!Number.isFinite(code)) continue;
    const value = values[row];
    if (isSeen[code] === 1 ? found[code] !== value : !Number.isFinite(value)) return null;
    isSeen[code] = 1;
    found[code] = value;
  }
  return { name, values: found, distinct: new Set(found.filter(Number.isFinite)).size };
}

/** All choices of two, then of three. */
function choices(parts: readonly Part[]): (readonly Part[])[] {
  const pairs = parts.flatMap((one, i) => parts.slice(i + 1).map((other) => [one, other]));
  const triples = pairs.flatMap((pair) =>
    parts.slice(parts.indexOf(pair[1]) + 1).map((third) => [...pair, third]),
  );
  return [...pairs, ...triples];
}

/** How many different combinations the labels that occur have. */
function combinationsOf(parts: readonly Part[], counts: Float64Array): number {
  const found = new Set<string>();
  for (const [label, count] of counts.entries())
    if (count > 0) found.add(parts.map(({ values }) => values[label]).join());
  return found.size;
}
