/** The differential equation of a project at the command line. */
import { writeFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
import { noSteps, withDraft, withSolution } from '../../../main/engine/equations/steps.ts';
import { noFindings } from '../../../main/engine/findings/findings.ts';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import { encodeProject } from '../../../main/engine/storage/project.ts';
import { solveProblem } from '../../../main/engine/usecases/equations/solveEquation.ts';
import { draftOf, draftProblem } from '../../../shared/equationForm.ts';
import { kan } from '../../support/kan.ts';
import { useFolder } from '../../support/folder.ts';
import { sampleProject } from '../project/samples.ts';

const folder = useFolder();
const growth = draftOf({
  equations: ["u' = k*u"],
  domain: { t: '0 .. 1' },
  conditions: ['u(0) = 1'],
  constants: { k: 1 },
  exact: 'exp(t)',
});
const without = {
  history: emptyHistory,
  data: null,
  embedded: null,
  curve: [],
  threshold: 0.5,
  findings: noFindings,
};

beforeEach(async () => {
  const solved = await solveProblem(
    draftProblem(growth),
    null,
    { settings: { seconds: 600 }, formula: true },
    { signal: new AbortController().signal },
  );
  const steps = withSolution(withDraft(noSteps, growth, false), solved);
  const changed = withDraft(steps, { ...growth, form: { ...growth.form, constants: 'k = 2' } }, false);
  await writeFile(folder('solved.kan'), encodeProject({ ...without, equations: steps }, 'test'));
  await writeFile(folder('changed.kan'), encodeProject({ ...without, equations: changed }, 'test'));
  await writeFile(folder('both.kan'), encodeProject({ ...sampleProject(), equations: steps }, 'test'));
  await writeFile(folder('none.kan'), encodeProject({ ...without, equations: noSteps }, 'test'));
});

it('kan info shows the problem and its solution, and says when that is out of date', async () => {
  const { stdout } = await kan('info', folder('solved.kan'));
  expect(stdout).toContain("Differential equation\n  u' = k*u\nDomain\n  t = 0 .. 1\n");
  expect(stdout).toMatch(/^Solution\n {2}Network \[1, 1\]/mu);
  expect(stdout).toContain('  u = exp(t)\n');
  const changed = await kan('info', folder('changed.kan'));
  expect(changed.stdout).toContain('Solution of an earlier problem (out of date)');
  const { equation, shape } = JSON.parse((await kan('info', folder('changed.kan'), '--json')).stdout) as {
    equation: { problem: object; solution: { mse: number; formula: object; out_of_date: boolean } };
    shape?: unknown;
  };
  expect(shape).toBeUndefined();
  expect(equation.problem).toMatchObject({ equations: ["u' = k*u"], constants: { k: '2' } });
  expect(equation.solution).toMatchObject({ out_of_date: true, formula: { text: 'exp(t)' } });
  expect(equation.solution.mse).toBeLessThan(1e-14);
});

it('kan info shows a network and an equation together, and needs one of them', async () => {
  const { stdout } = await kan('info', folder('both.kan'));
  expect(stdout).toContain('Predicts y0 from');
  expect(stdout).toContain('Differential equation');
  const { status, stderr } = await kan('info', folder('none.kan'));
  expect(status).not.toBe(0);
  expect(stderr).toContain('has no current model');
});

it('kan solve solves the present problem of a project', async () => {
  const { status, stdout } = await kan('solve', folder('changed.kan'), '--seconds', '600', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ formula: { text: 'exp(2*t)' } });
  const none = await kan('solve', folder('none.kan'));
  expect(none.status).not.toBe(0);
  expect(none.stderr).toContain('“none.kan” has no differential equation.');
});
