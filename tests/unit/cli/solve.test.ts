/** Differential equations at the command line. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { kan } from '../../support/kan.ts';
import { useFolder, writerInto } from '../../support/folder.ts';

const folder = useFolder();
const file = writerInto(folder);

it('gives figures, a formula and a table', async () => {
  const problem = await file(
    'oscillator.yaml',
    "equation: u'' + u = 0\ndomain: {t: [0, 3]}\nconditions: [u(0) = 0, \"u'(0) = 1\"]\nexact: sin(t)\n",
  );
  const out = folder('solution.csv');
  const { status, stdout } = await kan('solve', problem, '--seconds', '600', '--out', out, '--json');
  expect(status).toBe(0);
  const facts = JSON.parse(stdout) as Record<string, unknown>;
  const number = expect.any(Number) as number;
  expect(facts).toMatchObject({ mse: number, residual: number, seconds: number, parameters: number });
  expect(facts['unknown']).toEqual({});
  expect(facts['mse']).toBeLessThan(1e-14);
  expect(facts['remarks']).toEqual([]);
  expect(facts['formula']).toMatchObject({ function: 'u', text: 'sin(t)', exact: true });
  const [header, ...rows] = (await readFile(out, 'utf8')).trim().split('\n');
  expect(header).toBe('t,u');
  expect(rows).toHaveLength(1001);
  for (const row of rows) {
    const [t, u] = row.split(',').map(Number);
    expect(u).toBeCloseTo(Math.sin(t), 6);
  }
});

it('searches for a formula in the rest of a short time, and says nothing of one where it did not', async () => {
  const problem = await file('growth.yaml', "equation: u' = u\ndomain: {t: [0, 1]}\nconditions: u(0) = 1\n");
  const { status, stdout } = await kan('solve', problem, '--seconds', '10');
  expect(status).toBe(0);
  expect(stdout).toContain('u = exp(t)');
  expect((await kan('solve', problem, '--no-formula')).stdout).not.toContain('formula');
});

it('finds an unknown constant in measured values', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => [
    i / 10,
    Math.exp(-0.4 * (i / 10)) + (i % 2 === 0 ? 0.001 : -0.001),
  ]);
  await file('cooling.csv', `t,u\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const problem = await file(
    'cooling.yaml',
    "equation: u' = -k*u\ndomain: {t: [0, 3]}\nconditions: u(0) = 1\nunknown: [k]\ndata: cooling.csv\n",
  );
  const { status, stdout } = await kan('solve', problem, '--seconds', '600', '--json', '--no-formula');
  expect(status).toBe(0);
  const { unknown, formula } = JSON.parse(stdout) as {
    unknown: { k: { value: number; standard_error: number } };
    formula: unknown;
  };
  expect(unknown.k.value).toBeCloseTo(0.4, 2);
  expect(unknown.k.standard_error).toBeGreaterThan(1e-5);
  expect(unknown.k.standard_error).toBeLessThan(1e-2);
  expect(formula).toBeNull();
});

it('finds in measured values what the equation leaves open, in the formula too', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => [
    i * 0.4,
    5 * Math.exp(-0.377 * 0.4 * i) + (i % 3 === 0 ? 0.05 : -0.025),
  ]);
  await file('discharge.csv', `t,u\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const problem = await file(
    'discharge.yaml',
    "equation: u' = -k*u\ndomain: {t: [0, 12]}\nunknown: [k]\ndata: discharge.csv\n",
  );
  // R: nls(u ~ A*exp(-k*t)) of these rows.
  const reference = { k: 0.378237393, start: 5.014113987 };
  const { stdout } = await kan('solve', problem, '--seconds', '600', '--json');
  const { unknown, formula } = JSON.parse(stdout) as {
    unknown: { k: { value: number } };
    formula: { text: string; rmse: number; exact: boolean };
  };
  expect(unknown.k.value).toBeCloseTo(reference.k, 3);
  expect(evaluate(parseExpression(formula.text, ['t']), { t: 0 }) / reference.start).toBeCloseTo(1, 2);
  expect(formula.rmse).toBeLessThan(1e-3);
  expect(formula.exact).toBe(true);
});

it.each([
  ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nconditions: u(0) = 1\n', [], 'u has 1 condition, but needs 2'],
  ['equation: u_x = k*u\ndomain: {x: [0, 1]}\nunknown: k\n', [], 'Measured values are needed to find k'],
  ['equation: u_x = 0\ndomain: {x: [0, 1]}\ndata: missing.csv\n', [], 'missing.csv'],
  ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nnetwork: [2, 1]\n', [], 'does not begin with 1'],
  ['equation: u_x = 0\ndomain: {x: [0, 1]}\nconditions: u(0) = 1\n', ['--grid', 'many'], '--grid'],
  [
    'equation: u_x = 0\ndomain: {x: [0, 1]}\nconditions: u(0) = 1\ngrid: 100000000\n',
    [],
    'The network is too large',
  ],
  [
    'equation: u_x = 0\ndomain: {x: [0, 1]}\nconditions: u(0) = 1\norder: 1000\n',
    [],
    'The network is too large',
  ],
  [
    'equation: u_x = 0\ndomain: {x: [0, 1]}\nconditions: u(0) = 1\nnetwork: [1, 100000, 1]\n',
    [],
    'The network is too large',
  ],
])('says what is wrong with %j %j', async (text, flags, message) => {
  const { status, stderr } = await kan('solve', await file('wrong.yaml', text), ...flags);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

it('solves a sample by its name, in place of a file', async () => {
  const { status, stdout } = await kan('solve', '--sample', 'oscillator', '--seconds', '600', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ network: [1, 1], formula: { text: 'cos(2*t)', exact: true } });
});

it('finds an unknown function, with standard errors, and has the one of the MLP beside it', async () => {
  const t = Array.from({ length: 40 }, (_, i) => i / 10);
  const u = t.map((time, i) => 1 / (1 + 0.8 * time) + (i % 2 === 0 ? 0.001 : -0.001));
  const problem = await file(
    'decay.json',
    JSON.stringify({
      ...{ equation: "u' = -g(u)", domain: { t: [0, 4] }, conditions: 'u(0) = 1' },
      ...{ unknown: { g: 'function of u' }, measurements: { t, u } },
    }),
  );
  const { stdout } = await kan('solve', problem, '--seconds', '600', '--mlp', '--json');
  const { unknown, mlp } = JSON.parse(stdout) as {
    unknown: { g: { argument: string; x: number[]; value: number[]; standard_error: number[] } };
    mlp: { unknown: { g: number[] } };
  };
  const { argument, x, value, standard_error: errors } = unknown.g;
  expect(argument).toBe('u');
  value.forEach((one, at) => expect(Math.abs(one - 0.8 * x[at] ** 2)).toBeLessThan(0.03));
  expect(Math.min(...errors)).toBeGreaterThan(0);
  expect(mlp.unknown.g).toHaveLength(x.length);
  expect((await kan('solve', problem, '--seconds', '600')).stdout).toMatch(
    /^g\(u = .*\) = .* ± .* \(standard error\)$/mu,
  );
});

it('shows a formula from measured values with six digits, and no residual of conditions that it lacks', async () => {
  const t = Array.from({ length: 30 }, (_, i) => 0.4 * i);
  const u = t.map((time, i) => 5 * Math.exp(-time / 2.7) + (i % 2 === 0 ? 0.02 : -0.02));
  const problem = await file(
    'discharge.json',
    JSON.stringify({
      equation: "u' = -u/tau",
      domain: { t: [0, 12] },
      unknown: 'tau',
      measurements: { t, u },
    }),
  );
  const { stdout } = await kan('solve', problem, '--seconds', '600');
  expect(stdout).toMatch(/^u = exp\(-0\.37\d{1,4}\*t \+ 1\.6\d{1,4}\)$/mu);
  expect(stdout).toContain('  satisfies the equation up to rounding errors');
  expect(stdout).not.toContain('conditions');
});

it('has an MLP of 100 times the parameters', async () => {
  const flags = ['--sample', 'oscillator', '--seconds', '600', '--no-formula', '--json'];
  const { stdout } = await kan('solve', ...flags, '--mlp', '--mlp-times', '100', '--mlp-seconds', '1');
  const { mlp, parameters } = JSON.parse(stdout) as { mlp: MlpJson; parameters: number };
  expect(Math.abs(mlp.parameters / parameters / 100 - 1)).toBeLessThan(0.1);
  expect(mlp.mse).toBeGreaterThan(0);
  expect(mlp.steps).toBeGreaterThanOrEqual(0);
});

it('has an MLP beside the network', async () => {
  const flags = ['--sample', 'oscillator', '--seconds', '600', '--no-formula', '--mlp'];
  const { stdout } = await kan('solve', ...flags, '--json');
  const { mlp, parameters } = JSON.parse(stdout) as { mlp: MlpJson; parameters: number };
  expect(Math.abs(mlp.parameters / parameters - 1)).toBeLessThan(0.3);
  expect(mlp.mse).toBeLessThan(1);
  expect((await kan('solve', ...flags)).stdout).toContain('MLP 10 × 10, 141 parameters');
});

interface MlpJson {
  readonly parameters: number;
  readonly mse: number;
  readonly steps: number;
}

it.each([
  [[], 'kan solve needs a problem file.'],
  [['problem.yaml', '--sample', 'heat'], 'not both'],
  [['--sample', 'heet'], 'heat'],
])('refuses %j', async (args, message) => {
  const { status, stderr } = await kan('solve', ...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

it('warns of a result that is no solution', async () => {
  const problem = await file(
    'two.yaml',
    "equation: u' = -u\ndomain: {t: [0, 1]}\nconditions: [u(0) + u(1) = 1, u(0) + u(1) = 2]\n",
  );
  const { stdout, stderr } = await kan('solve', problem, '--seconds', '1', '--json', '--no-formula');
  const message = expect.stringMatching(
    /^This is no solution\. .* the conditions: they are missed by/,
  ) as string;
  expect(JSON.parse(stdout)).toMatchObject({ remarks: [{ severity: 'warning', message }] });
  expect(stderr).toContain('warning: This is no solution.');
});

it.each([
  ['nowhere.yaml', 'it is not there'],
  ['.', 'it is a folder'],
])('says why %s is no problem file: %s', async (name, reason) => {
  const { status, stderr } = await kan('solve', folder(name));
  expect(status).toBe(2);
  expect(stderr).toContain(`“${folder(name)}” cannot be read: ${reason}.`);
});

it('says that a solution has no formula, where it searched for one', async () => {
  const text =
    'equation: u_tt = 2*(1 - u^2)*u_t - u\ndomain: {t: [0, 8]}\nconditions: [u(0) = 2, u_t(0) = 0]\n';
  const problem = await file('van-der-pol.yaml', text);
  const { stdout } = await kan('solve', problem, '--seconds', '1');
  expect(stdout).toContain('No formula was found for the solution.');
});
