// Formulas in one variable as trees, for functions that a person wrote. The codes are the same as in memory/formula.ts.
import { valueOf } from './functions';

@unmanaged
class Formula {
  value: f64;
  /** A function's code (see native/memory/functions.ts), applied to `left`; or one of the kinds below. */
  kind: i32;
  left: usize;
  right: usize;
}

const NUMBER: i32 = -1;
const VARIABLE: i32 = -2;
/** `left` plus the terms of the sum at `right`, if any. */
const SUM: i32 = -3;
/** `left` times the factors of the product at `right`, if any. */
const PRODUCT: i32 = -4;
const POWER: i32 = -5;

/** Value at x. */
export function formulaValue(at: usize, x: f64): f64 {
  let node = changetype<Formula>(at);
  switch (node.kind) {
    case NUMBER: return node.value;
    case VARIABLE: return x;
    case SUM: {
      let sum = formulaValue(node.left, x);
      while (node.right != 0) {
        node = changetype<Formula>(node.right);
        sum += formulaValue(node.left, x);
      }
      return sum;
    }
    case PRODUCT: {
      let product = formulaValue(node.left, x);
      while (node.right != 0) {
        node = changetype<Formula>(node.right);
        product *= formulaValue(node.left, x);
      }
      return product;
    }
    case POWER: return powerOf(formulaValue(node.left, x), formulaValue(node.right, x));
  }
  return valueOf(node.kind, formulaValue(node.left, x));
}

/** As in shared/expression/evaluate.ts. */
function powerOf(base: f64, exponent: f64): f64 {
  if (exponent == 2) return base * base;
  if (exponent == 3) return base * base * base;
  if (exponent == -1) return 1 / base;
  if (exponent == 0.5) return Math.sqrt(base);
  if (exponent == -0.5) return 1 / Math.sqrt(base);
  return Math.pow(base, exponent);
}
