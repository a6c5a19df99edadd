/** Equations of the Feynman set in dimensionless form (Liu et al., arXiv 2404.19756, table 5; pykan's feynman.py). */

export interface Equation {
  readonly name: string;
  readonly formula: string;
  readonly value: (...x: number[]) => number;
  readonly ranges: readonly (readonly [number, number])[];
}

const { PI, sin, cos, exp, log, sqrt, asin } = Math;

function equation(
  name: string,
  formula: string,
  value: (...x: number[]) => number,
  ...ranges: [number, number][]
): Equation {
  return { name, formula, value, ranges };
}

export const hello = equation(
  'hello',
  'exp(sin(πx) + y²)',
  (x, y) => exp(sin(PI * x) + y * y),
  [-1, 1],
  [-1, 1],
);

export const feynman: readonly Equation[] = [
  equation(
    'I.6.20',
    'exp(−θ²/2σ²)/√(2π)σ',
    (t, s) => exp((-t * t) / (2 * s * s)) / sqrt(2 * PI) / s,
    [-1, 1],
    [0.5, 2],
  ),
  equation('I.12.11', '1 + a sin θ', (a, t) => 1 + a * sin(t), [-1, 1], [-PI, PI]),
  equation('I.13.12', 'a(1/b − 1)', (a, b) => a * (1 / b - 1), [-1, 1], [0.2, 1]),
  equation('I.15.3x', '(1 − a)/√(1 − b²)', (a, b) => (1 - a) / sqrt(1 - b * b), [-1, 1], [-0.9, 0.9]),
  equation('I.16.6', '(a + b)/(1 + ab)', (a, b) => (a + b) / (1 + a * b), [-0.9, 0.9], [-0.9, 0.9]),
  equation('I.18.4', '(1 + ab)/(1 + a)', (a, b) => (1 + a * b) / (1 + a), [0, 2], [0, 2]),
  equation('I.26.2', 'arcsin(n sin θ)', (n, t) => asin(n * sin(t)), [0, 0.99], [0, 1.5]),
  equation('I.27.6', '1/(1 + ab)', (a, b) => 1 / (1 + a * b), [0, 2], [0, 2]),
  equation(
    'I.29.16',
    '√(1 + a² − 2a cos(θ₁ − θ₂))',
    (a, t, u) => sqrt(1 + a * a - 2 * a * cos(t - u)),
    [0.2, 2],
    [-PI, PI],
    [-PI, PI],
  ),
  equation(
    'I.30.3',
    'sin²(nθ/2)/sin²(θ/2)',
    (n, t) => (sin((n * t) / 2) / sin(t / 2)) ** 2,
    [0, 4],
    [0.4 * PI, 1.6 * PI],
  ),
  equation('I.30.5', 'arcsin(a/n)', (a, n) => asin(a / n), [-0.99, 0.99], [1, 2]),
  equation('I.37.4', '1 + a + 2√a cos δ', (a, d) => 1 + a + 2 * sqrt(a) * cos(d), [0.1, 2], [-PI, PI]),
  equation('I.40.1', 'n exp(−a)', (n, a) => n * exp(-a), [0, 1], [-1, 1]),
  equation('I.44.4', 'n ln a', (n, a) => n * log(a), [0, 1], [0.2, 5]),
  equation('I.50.26', 'cos a + α cos² a', (a, b) => cos(a) + b * cos(a) ** 2, [0, 2 * PI], [-1, 1]),
  equation('II.2.42', '(a − 1)b', (a, b) => (a - 1) * b, [0, 2], [-1, 1]),
  equation(
    'II.6.15a',
    'c√(a² + b²)/4π',
    (a, b, c) => (c * sqrt(a * a + b * b)) / (4 * PI),
    [0.1, 1],
    [0.1, 1],
    [0.1, 1],
  ),
  equation('II.11.7', 'n(1 + a cos θ)', (n, a, t) => n * (1 + a * cos(t)), [0, 1], [-1, 1], [-PI, PI]),
  equation('II.11.27', 'nα/(1 − nα/3)', (n, a) => (n * a) / (1 - (n * a) / 3), [0, 1], [0, 2]),
  equation('II.35.18', 'n/(eᵃ + e⁻ᵃ)', (n, a) => n / (exp(a) + exp(-a)), [0, 1], [-2, 2]),
  equation('II.36.38', 'a + αb', (a, al, b) => a + al * b, [-1, 1], [-1, 1], [-1, 1]),
  equation('II.38.3', 'a/b', (a, b) => a / b, [-1, 1], [0.3, 2]),
  equation(
    'III.9.52',
    'a sin²((b − c)/2)/((b − c)/2)²',
    (a, b, c) => a * (sin((b - c) / 2) / ((b - c) / 2)) ** 2,
    [0, 1],
    [0, 3],
    [3.2, 6],
  ),
  equation('III.10.19', '√(1 + a² + b²)', (a, b) => sqrt(1 + a * a + b * b), [-2, 2], [-2, 2]),
  equation('III.17.37', 'β(1 + α cos θ)', (b, al, t) => b * (1 + al * cos(t)), [0, 1], [-1, 1], [-PI, PI]),
];
