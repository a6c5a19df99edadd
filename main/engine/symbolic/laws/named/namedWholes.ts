/** Laws in several columns that are sums or products of laws with a name, each of one column. */
import type { Breath } from '../../../breath.ts';
import type { Problem } from '../problem.ts';
import { bendsOf } from './bends.ts';
import { shareLeftBy, smoothFactors } from './factors.ts';
import { partTable, shareLeft, type NamedWhole } from './parts.ts';
import { partsOfProduct } from './partsOfProduct.ts';
import { partsOfSum } from './partsOfSum.ts';

/** Smooth curves that leave a larger share of the variance cannot follow the laws. */
const rough = 0.2;
/** Where a sum leaves less than this share of what a product leaves, no product is tried, nor a sum in the other case. */
const clear = 0.5;

/** What is known of a problem. */
export interface Joins {
  /** Whether it can be a sum of functions of one column each. */
  readonly isSum: boolean;
  /** A product of smooth curves that leaves a larger share of the variance shows that it is no product. */
  readonly mostByProduct: number;
}

const nothingKnown: Joins = { isSum: true, mostByProduct: Infinity };

/** @param problem none where it has fewer than two columns, or more than a few. */
export async function namedWholes(
  problem: Problem,
  breath: Breath,
  { isSum, mostByProduct }: Joins = nothingKnown,
): Promise<readonly NamedWhole[]> {
  const table = partTable(problem);
  if (table === null) return [];
  const bends = table.columns.map((x) => bendsOf(x, table.columns.length));
  const factors = smoothFactors(table, bends);
  const [ofSum, ofProduct] = [shareLeft(bends.flat(), table), shareLeftBy(factors, table)];
  const isWorse = (left: number, other: number): boolean => other < Math.min(rough, clear * left);
  const starts = ofProduct > rough ? [factors, table.columns] : [factors];
  return [
    ...(!isSum || isWorse(ofSum, ofProduct) ? [] : await partsOfSum(table, bends, breath)),
    ...(ofProduct > mostByProduct || isWorse(ofProduct, ofSum)
      ? []
      : await partsOfProduct(table, starts, breath)),
  ];
}
