/** Student's t, for intervals whose standard error comes from few rows. */

/** Half the width of an interval that holds 95 % of a normal distribution, in standard deviations. */
const normal = 1.959963984540054;
const tails = 0.05;

/**
 * Half the width of an interval that holds 95 %, in standard errors: 1.96 where the standard error is known, 2.1 where it comes from
 * 18 degrees of freedom. To about 10⁻⁴ for whole degrees (Hill, “Algorithm 396”, Communications of the ACM 13, 1970).
 * @param freedom degrees of freedom; those below 1 count as 1, Infinity for a known standard error
 */
export function halfOf95(freedom: number): number {
  if (freedom === Infinity) return normal;
  if (freedom <= 1) return 1 / Math.tan((tails * Math.PI) / 2);
  if (freedom === 2) return Math.sqrt(2 / (tails * (2 - tails)) - 2);
  const a = 1 / (freedom - 0.5);
  const b = 48 / a ** 2;
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * freedom;
  let y = (d * tails) ** (2 / freedom);
  if (y > 0.05 + a) {
    const x = -normal;
    y = x ** 2;
    if (freedom < 5) c += 0.3 * (freedom - 4.5) * (x + 0.6);
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y ** 2);
  } else {
    const inner = 1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3);
    y = ((inner + 0.5 / (freedom + 4)) * y - 1) * ((freedom + 1) / (freedom + 2)) + 1 / y;
  }
  return Math.sqrt(freedom * y);
}
