/**
 * The labels of a category in a formula: each is a variable that is 1 on rows with this label, else 0. For code they become
 * tables of values, one argument for each column.
 */
import { operands, sum, variable, withOperands, type Expression } from '../tree.ts';

/** A column of labels, with the variable that stands for each of them. */
export interface Category {
  readonly column: string;
  readonly labels: readonly { readonly name: string; readonly label: string }[];
}

/** A number for each label of a category. */
export interface LabelTable {
  /** The variable that stands for the looked-up value. */
  readonly name: string;
  readonly category: Category;
  /** In the order of the labels. */
  readonly values: readonly number[];
}

/** A number times a variable; null where the term is something else. */
export function lineOf(term: Expression): { readonly name: string; readonly slope: number } | null {
  if (term.kind === 'variable') return { name: term.name, slope: 1 };
  if (term.kind !== 'product') return null;
  let slope = 1;
  let name: string | null = null;
  for (const factor of term.factors) {
    if (factor.kind === 'number') slope *= factor.value;
    else {
      const line = lineOf(factor);
      if (line === null || name !== null) return null;
      name = line.name;
      slope *= line.slope;
    }
  }
  return name === null ? null : { name, slope };
}

/**
 * The formula with a variable for each table: what the labels of one category add to a sum is one table, and so is a label that
 * stands alone.
 * @param isTaken whether a variable cannot have this name
 */
export function withTables(
  expression: Expression,
  categories: readonly Category[],
  isTaken: (name: string) => boolean,
): { readonly expression: Expression; readonly tables: readonly LabelTable[] } {
  const places = new Map(
    categories.flatMap((category) =>
      category.labels.map(({ name }, index) => [name, { category, index }] as const),
    ),
  );
  const tables: LabelTable[] = [];
  const tableOf = (category: Category, values: readonly number[]): Expression => {
    const same = tables.find(
      (table) => table.category === category && table.values.every((value, i) => value === values[i]),
    );
    if (same !== undefined) return variable(same.name);
    let name = `${category.column} values`;
    while (isTaken(name) || tables.some((table) => table.name === name)) name += '_';
    tables.push({ name, category, values });
    return variable(name);
  };
  const labelLine = (term: Expression) => {
    const line = lineOf(term);
    const place = line === null ? undefined : places.get(line.name);
    return line === null || place === undefined ? null : { ...place, slope: line.slope };
  };
  const rewritten = (node: Expression): Expression => {
    const terms = node.kind === 'sum' ? node.terms : [node];
    const added = new Map<Category, number[]>();
    const others = terms.filter((term) => {
      const line = labelLine(term);
      if (line === null) return true;
      const values = added.get(line.category) ?? line.category.labels.map(() => 0);
      values[line.index] += line.slope;
      added.set(line.category, values);
      return false;
    });
    if (added.size === 0) return withOperands(node, operands(node).map(rewritten));
    return sum([
      ...others.map(rewritten),
      ...[...added].map(([category, values]) => tableOf(category, values)),
    ]);
  };
  return { expression: rewritten(expression), tables };
}
