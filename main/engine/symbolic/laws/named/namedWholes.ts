/** Laws in several columns that are sums or products of laws with a name, each of one column, or such sums with an interaction. */
import { compile } from '../../../../../shared/expression/evaluate.ts';
import type { Breath } from '../../../breath.ts';
import type { Problem } from '../problem.ts';
import { bendsOf } from './bends.ts';
import { shareLeftBy, smoothFactors } from './factors.ts';
import { likeliestInteraction, partsOfInteraction, type Interaction } from './interactions.ts';
import { partTable, shareLeft, type NamedWhole, type PartTable } from './parts.ts';
import { partsOfProduct } from './partsOfProduct.ts';
import { partsOfSum } from './partsOfSum.ts';

/** Smooth curves that leave a larger share of the variance cannot follow the laws. */
const rough = 0.2;
/** Where one join leaves less than this share of what another leaves, the other is not tried. */
const clear = 0.5;

/** What is known of a problem. */
export interface Joins {
  /** Whether it can be a sum of functions of one column each. */
  readonly isSum: boolean;
  /** Whether a line of a column can multiply the law of another in such a sum. */
  readonly isInteraction: boolean;
  /** A product of smooth curves that leaves a larger share of the variance shows that it is no product. */
  readonly mostByProduct: number;
}

const nothingKnown: Joins = { isSum: true, isInteraction: true, mostByProduct: Infinity };

/** @param problem none where it has fewer than two columns, or more than a few. */
export async function namedWholes(
  problem: Problem,
  breath: Breath,
  { isSum, isInteraction, mostByProduct }: Joins = nothingKnown,
): Promise<readonly NamedWhole[]> {
  const table = partTable(problem);
  if (table === null) return [];
  const bends = table.columns.map((x) => bendsOf(x, table.columns.length));
  const factors = smoothFactors(table, bends);
  const [ofSum, ofProduct] = [shareLeft(bends.flat(), table), shareLeftBy(factors, table)];
  const inSmooth = isInteraction ? likeliestInteraction(table, bends) : null;
  const leftBy = { sum: ofSum, product: ofProduct, interaction: inSmooth?.left ?? Infinity };
  const isWorse = (join: keyof typeof leftBy, ...others: (keyof typeof leftBy)[]): boolean =>
    others.some((other) => leftBy[other] < Math.min(rough, clear * leftBy[join]));
  const starts = ofProduct > rough ? [factors, table.columns] : [factors];
  const isTried = isSum && !isWorse('sum', 'product', 'interaction');
  const sums = isTried ? await partsOfSum(table, bends, breath) : null;
  const products =
    ofProduct > mostByProduct || isWorse('product', 'sum', 'interaction')
      ? []
      : await partsOfProduct(table, starts, breath);
  // Beside a wave or a peak no smooth curves show an interaction, but the laws of the sum do.
  const isShownByLaws = isInteraction && sums !== null && ofSum >= rough;
  const curves = bends.map((some, column) => sums?.parts[column]?.at(0)?.columns ?? some);
  const likeliest = isShownByLaws ? likeliestInteraction(table, curves) : inSmooth;
  const isKnown = products.some((whole) => isEnough(whole, table, bends.flat(), likeliest));
  const interaction = isKnown ? null : likeliest;
  return [
    ...(sums?.wholes ?? []),
    ...products,
    ...(interaction === null ? [] : await partsOfInteraction(table, bends, interaction, breath)),
  ];
}

/** Whether neither curves beside a law shorten the description, nor those of an interaction in its place. */
function isEnough(
  { expression }: NamedWhole,
  table: PartTable,
  curves: readonly Float64Array[],
  interaction: Interaction | null,
): boolean {
  const rows = table.target.length;
  const law = compile(expression, table.names)(table.columns, rows);
  const left = shareLeft([law], table);
  const pays = (other: number, functions: number): boolean =>
    rows * Math.log(left / other) > functions * Math.log(rows);
  const isOther = interaction !== null && pays(interaction.left, interaction.functions);
  return !isOther && !pays(shareLeft([law, ...curves], table), curves.length);
}
