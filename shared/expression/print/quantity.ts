/** The quantity of a formula: a value of a column, or a statement about a class. */
import { divide, number, sum, call, negate, type Expression } from '../tree.ts';
import { latexName, latexText } from './latex.ts';

/**
 * A statement about one class of a column: its log-odds against the only other class, its probability, or its score
 * among several classes, whose softmax gives the probabilities.
 */
export interface ClassQuantity {
  readonly kind: 'logit' | 'probability' | 'score';
  readonly column: string;
  readonly label: string;
}

/** A column by its name, or a statement about a class. */
export type Quantity = string | ClassQuantity;

/** In a sentence: a column by its name, the log-odds or the score of a class. */
export function quantityWords(quantity: Quantity): string {
  if (typeof quantity === 'string') return quantity;
  const what = { logit: 'log-odds', probability: 'probability', score: 'score' }[quantity.kind];
  return `the ${what} of ${quantity.column} = ${quantity.label}`;
}

/** As the left-hand side of a plain text. @param name how a column is written. */
export function quantityText(
  quantity: Quantity,
  name: (column: string) => string = (column) => column,
): string {
  if (typeof quantity === 'string') return name(quantity);
  const event = `(${quantity.column} = ${quantity.label})`;
  return { logit: `logit P${event}`, probability: `P${event}`, score: `score${event}` }[quantity.kind];
}

/** LaTeX for what a formula is of: a column, or the probability or score of a class. */
export function quantityLatex(quantity: Quantity): string {
  if (typeof quantity === 'string') return latexName(quantity);
  const event = `(${latexName(quantity.column)} = ${latexText(quantity.label)})`;
  const { kind } = quantity;
  if (kind === 'score') return `\\operatorname{score}${event}`;
  return kind === 'logit' ? `\\operatorname{logit} P${event}` : `P${event}`;
}

/** What becomes a name in code: `logit_moon_lower`. */
export function quantityName(quantity: Quantity): string {
  if (typeof quantity === 'string') return quantity;
  return `${quantity.kind}_${quantity.column}_${quantity.label}`;
}

/** The quantity that the code computes, as a comment; null where the name is enough. */
export function quantityNote(quantity: Quantity): string | null {
  if (typeof quantity === 'string') return null;
  const event = `${quantity.column} = ${quantity.label}`;
  return {
    logit: `Log-odds of ${event}. Its probability is 1/(1 + exp(-result)).`,
    probability: `Probability of ${event}.`,
    score: `Score of ${event}. The softmax of the scores of all classes gives their probabilities.`,
  }[quantity.kind];
}

/** The probability that has these log-odds: 1/(1 + e^(−z)). */
export function logistic(logOdds: Expression): Expression {
  return divide(number(1), sum([number(1), call('exp', negate(logOdds))]));
}
