/** Problems with differential equations to begin with: in the window, on the command line, in benchmarks and tests. */
import type { ProblemFile } from './contract/schemas/problemFile.ts';
import { seededRandom } from './random.ts';

export interface EquationSample {
  /** On the command line. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly problem: ProblemFile;
}

export const equationSamples: readonly EquationSample[] = [
  {
    id: 'poisson',
    title: 'Poisson equation',
    description: 'The example of the KAN paper, on a square.',
    problem: {
      equation: 'u_xx + u_yy = -2*pi^2*sin(pi*x)*sin(pi*y)',
      domain: { x: [-1, 1], y: [-1, 1] },
      conditions: 'u = 0 on the border',
      exact: 'sin(pi*x)*sin(pi*y)',
    },
  },
  {
    id: 'helmholtz',
    title: 'Helmholtz equation',
    description: 'Standing waves of a given wave number.',
    problem: {
      equation: 'u_xx + u_yy + k^2*u = (k^2 - 2*pi^2)*sin(pi*x)*sin(pi*y)',
      domain: { x: [-1, 1], y: [-1, 1] },
      conditions: 'u = 0 on the border',
      constants: { k: 2 },
      exact: 'sin(pi*x)*sin(pi*y)',
    },
  },
  {
    id: 'heat',
    title: 'Heat equation',
    description: 'A bar that cools, its ends held at 0.',
    problem: {
      equation: 'u_t = alpha*u_xx',
      domain: { x: [0, 1], t: [0, 1] },
      conditions: ['u(x, 0) = sin(pi*x)', 'u = 0 on the border'],
      constants: { alpha: 0.1 },
      exact: 'exp(-alpha*pi^2*t)*sin(pi*x)',
    },
  },
  {
    id: 'wave',
    title: 'Wave equation',
    description: 'A string that is let go.',
    problem: {
      equation: 'u_tt = u_xx',
      domain: { x: [0, 1], t: [0, 1] },
      conditions: ['u(x, 0) = sin(pi*x)', 'u_t(x, 0) = 0', 'u = 0 on the border'],
      exact: 'sin(pi*x)*cos(pi*t)',
    },
  },
  {
    id: 'burgers',
    title: 'Burgers equation',
    description: 'A wave that steepens, with viscosity; no formula is known to the app.',
    problem: {
      equation: 'u_t + u*u_x = nu*u_xx',
      domain: { x: [-1, 1], t: [0, 1] },
      conditions: ['u(x, 0) = -sin(pi*x)', 'u = 0 on the border'],
      constants: { nu: 0.1 },
    },
  },
  {
    id: 'laplace-l',
    title: 'Laplace equation on an L',
    description: 'A domain with a corner, given by inequalities.',
    problem: {
      equation: 'laplacian(u) = 0',
      domain: { x: [-1, 1], y: [-1, 1] },
      inside: 'x < 0 or y < 0',
      conditions: 'u = exp(x)*sin(y) on the border',
      exact: 'exp(x)*sin(y)',
    },
  },
  {
    id: 'laplace-disc',
    title: 'Laplace equation on a disc',
    description: 'A round domain, given by an inequality.',
    problem: {
      equation: 'laplacian(u) = 0',
      domain: { x: [-1, 1], y: [-1, 1] },
      inside: 'x^2 + y^2 < 1',
      conditions: 'u = x^2 - y^2 on the border',
      exact: 'x^2 - y^2',
    },
  },
  {
    id: 'oscillator',
    title: 'Oscillator',
    description: 'Initial values; the formula is found and proved.',
    problem: {
      equation: "u'' + 4*u = 0",
      domain: { t: [0, 3] },
      conditions: ['u(0) = 1', "u'(0) = 0"],
      exact: 'cos(2*t)',
    },
  },
  {
    id: 'lotka-volterra',
    title: 'Predators and prey',
    description: 'Two equations of Lotka and Volterra.',
    problem: {
      equations: ["x' = 1.5*x - x*y", "y' = x*y - 3*y"],
      domain: { t: [0, 4] },
      conditions: ['x(0) = 1', 'y(0) = 1'],
    },
  },
  {
    id: 'van-der-pol',
    title: 'Van der Pol oscillator',
    description: 'Its oscillation has sudden turns.',
    problem: {
      equation: "u'' = 2*(1 - u^2)*u' - u",
      domain: { t: [0, 8] },
      conditions: ['u(0) = 2', "u'(0) = 0"],
    },
  },
  {
    id: 'diffusion',
    title: 'Diffusion coefficient',
    description: 'Which D gives the 200 measured temperatures? The true one is 0.1.',
    problem: {
      equation: 'u_t = D*u_xx',
      domain: { x: [0, 1], t: [0, 1] },
      conditions: ['u(x, 0) = sin(pi*x)', 'u = 0 on the border'],
      unknown: { D: 0.5 },
      measurements: temperatures(200, 0.1, 0.01),
    },
  },
  {
    id: 'conductivity',
    title: 'Conductivity of a rod',
    description:
      'How well does a heated rod conduct at each place x? 100 measured temperatures; the true k is 1 + x².',
    problem: {
      equation: "k*u'' + k'*u' = -1",
      domain: { x: [0, 1] },
      conditions: 'u = 0 on the border',
      unknown: { k: 'function of x' },
      measurements: rodTemperatures(100, 0.0005),
    },
  },
];

/**
 * With k = 1 + x², the heat that flows is k·u′ = c − x, so that u = c·atan(x) − ln(1 + x²)/2; c makes u(1) = 0. Normal
 * noise is added.
 */
function rodTemperatures(rows: number, noise: number): Record<string, number[]> {
  const random = seededRandom(2);
  const c = Math.log(2) / 2 / Math.atan(1);
  const x = Array.from({ length: rows }, (_, row) => (row + 0.5) / rows);
  return {
    x,
    u: x.map((at) => rounded(c * Math.atan(at) - Math.log(1 + at ** 2) / 2 + noise * random.normal())),
  };
}

/** exp(−D·π²·t)·sin(πx) at random places and times, with normal noise. */
function temperatures(rows: number, diffusion: number, noise: number): Record<string, number[]> {
  const random = seededRandom(1);
  const points = Array.from(
    { length: rows },
    () => [rounded(random.next()), rounded(random.next())] as const,
  );
  return {
    x: points.map(([x]) => x),
    t: points.map(([, t]) => t),
    u: points.map(([x, t]) =>
      rounded(Math.exp(-diffusion * Math.PI ** 2 * t) * Math.sin(Math.PI * x) + noise * random.normal()),
    ),
  };
}

/** Four digits after the point. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
