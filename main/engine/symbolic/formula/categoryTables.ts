/**
 * Writes the effect of the labels of a category on a formula as a small table in LaTeX, instead of one term for each
 * label.
 */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { lineOf, withTables, type Category } from '../../../../shared/expression/print/categories.ts';
import { latexName, latexText } from '../../../../shared/expression/print/latex.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { number, sum, type Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';

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

/**
 * A formula in LaTeX. Where at least half of the labels of a category are only added, they are in a table of all its
 * labels; fewer stay terms, which are 0 for all other labels.
 */
export function latexWithTables(expression: Expression, encoding: Pick<Encoding, 'features'>): string {
  const terms = expression.kind === 'sum' ? expression.terms : [];
  const slopes = new Map<string, number>();
  for (const { name, slope } of terms.flatMap((term) => lineOf(term) ?? []))
    slopes.set(name, (slopes.get(name) ?? 0) + slope);
  const added = categoriesOf(encoding).filter(
    ({ labels }) => 2 * labels.filter(({ name }) => slopes.has(name)).length >= labels.length,
  );
  if (added.length === 0) return printExpression(expression, 'latex').code;
  const tables = added.map(({ column, labels }) =>
    categoryTable(
      column,
      labels.map(({ name, label }) => ({ label, value: slopes.get(name) ?? 0 })),
    ),
  );
  const inTables = new Set(added.flatMap(({ labels }) => labels.map(({ name }) => name)));
  const others = terms.filter((term) => !inTables.has(lineOf(term)?.name ?? ''));
  const rest = others.length === 0 ? [] : [printExpression(sum(others), 'latex').code];
  return [...rest, ...tables].join(' + ');
}

/** Its complexity with what the labels of each column add as one table, where there are labels. */
export function tabledComplexity(
  expression: Expression,
  encoding: Pick<Encoding, 'features'>,
): { readonly tabled?: number } {
  const categories = categoriesOf(encoding);
  if (categories.length === 0) return {};
  const names = encoding.features.map(({ name }) => name);
  return {
    tabled: complexity(withTables(expression, categories, (name) => names.includes(name)).expression),
  };
}

/** The columns of labels, with the variable of each label. */
export function categoriesOf({ features }: Pick<Encoding, 'features'>): Category[] {
  const found = new Map<string, Category['labels'][number][]>();
  for (const { name, column, label } of features) {
    if (label !== null) found.set(column, [...(found.get(column) ?? []), { name, label }]);
  }
  return [...found].map(([column, labels]) => ({ column, labels }));
}
