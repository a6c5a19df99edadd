/**
 * Writes the effect of the labels of a category on a formula as a small table in LaTeX, instead of one term for each
 * label.
 */
import { lineOf, type Category } from '../../../../shared/expression/print/categories.ts';
import { latexName, latexText } from '../../../../shared/expression/print/latex.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { number, sum, type Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/dataset/dataset.ts';

export interface LabelTerm {
  readonly label: string;
  /** The number that is added on rows with this label. */
  readonly value: number;
}

/** @param digits significant digits; as many as the values have where absent. */
export function categoryTable(column: string, terms: readonly LabelTerm[], digits?: number): string {
  const options = digits === undefined ? {} : { digits };
  const head = terms.map(({ label }) => latexText(label)).join(' & ');
  const values = terms.map(({ value }) => printExpression(number(value), 'latex', options).code).join(' & ');
  const columns = 'c'.repeat(terms.length);
  return `\\begin{array}{c|${columns}} ${latexName(column)} & ${head} \\\\ & ${values} \\end{array}`;
}

/** A formula in LaTeX; where labels of a category are only added, they are in a table. */
export function latexWithTables(expression: Expression, { features }: Pick<Encoding, 'features'>): string {
  if (expression.kind !== 'sum') return printExpression(expression, 'latex').code;
  const labels = new Map(
    features.flatMap((feature) => (feature.label === null ? [] : [[feature.name, feature]])),
  );
  const found = new Map<string, LabelTerm[]>();
  const others = expression.terms.filter((term) => {
    const line = lineOf(term);
    const feature = line && labels.get(line.name);
    if (!line || !feature) return true;
    found.set(feature.column, [
      ...(found.get(feature.column) ?? []),
      { label: feature.label!, value: line.slope },
    ]);
    return false;
  });
  if (found.size === 0) return printExpression(expression, 'latex').code;
  const tables = [...found].map(([column, terms]) => categoryTable(column, terms));
  const rest = others.length === 0 ? [] : [printExpression(sum(others), 'latex').code];
  return [...rest, ...tables].join(' + ');
}

/** The columns of labels, with the variable of each label. */
export function categoriesOf({ features }: Pick<Encoding, 'features'>): Category[] {
  const found = new Map<string, Category['labels'][number][]>();
  for (const { name, column, label } of features) {
    if (label !== null) found.set(column, [...(found.get(column) ?? []), { name, label }]);
  }
  return [...found].map(([column, labels]) => ({ column, labels }));
}
