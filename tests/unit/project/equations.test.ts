/** Differential equations in project files. */
import { beforeAll, describe, expect, it } from 'vitest';
import { solveProblem } from '../../../main/engine/usecases/equations/solveEquation.ts';
import type { SolvedEquation } from '../../../main/engine/equations/solved.ts';
import {
  mostSteps,
  noSteps,
  presentStep,
  withDraft,
  withSolution,
  type EquationSteps,
} from '../../../main/engine/equations/steps.ts';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import { decodeJson, encodeJson } from '../../../main/engine/storage/json.ts';
import { decodeProject, encodeProject } from '../../../main/engine/storage/project.ts';
import { KanError } from '../../../shared/errors.ts';
import { draftOf, draftProblem } from '../../../shared/equationForm.ts';
import { equationSamples } from '../../../shared/equationSamples.ts';
import { app } from './containers.ts';
import { sampleProject } from './samples.ts';

const stepsName = 'equations/steps.json';

/** An unknown function with measured values, and an MLP beside it. */
const curve = draftOf({
  equations: ["u' = -k(t)*u"],
  domain: { t: '0 .. 2' },
  conditions: ['u(0) = 1'],
  unknown: ['k(t)'],
  measurements: {
    t: Array.from({ length: 21 }, (_, i) => i / 10),
    u: Array.from({ length: 21 }, (_, i) => Math.exp(-i / 10 - (i / 10) ** 2 / 4)),
  },
});
const { problem, id } = equationSamples.find((one) => one.id === 'oscillator')!;
const oscillator = draftOf(problem, id);

let steps: EquationSteps;
let solved: readonly SolvedEquation[];

beforeAll(async () => {
  const solve = (draft: typeof curve, mlp: boolean): Promise<SolvedEquation> =>
    solveProblem(
      draftProblem(draft),
      null,
      { settings: { seconds: 3600, mlp }, formula: true },
      { signal: new AbortController().signal },
    );
  solved = [await solve(oscillator, false), await solve(curve, true)];
  const first = withSolution(withDraft(noSteps, oscillator, false), solved[0]);
  steps = withSolution(withDraft(first, curve, false), solved[1]);
});

function reread(equations: EquationSteps): EquationSteps {
  return decodeProject(encodeProject({ ...sampleProject(), equations }, app), 'a.kan').equations;
}

describe('the steps of an equation', () => {
  it('are read back as they were: drafts, solutions, formulas, unknown functions, the MLP', () => {
    expect(solved[0].formulas!.exact).toBe(true);
    expect(solved[1].found.curves).toHaveLength(1);
    expect(solved[1].mlp).not.toBeNull();
    const read = reread(steps);
    expect(read.at).toBe(steps.at);
    expect(read.steps.map(({ draft, solvedDraft }) => [draft, solvedDraft])).toEqual(
      steps.steps.map(({ draft, solvedDraft }) => [draft, solvedDraft]),
    );
    read.steps.forEach(({ solved: one }, index) => {
      const before = steps.steps[index].solved;
      if (one === null || before === null) return expect(one).toBe(before);
      // A problem holds functions, which cannot be compared.
      expect({ ...one, file: null, problem: null }).toEqual({ ...before, file: null, problem: null });
      expect(one.problem.measurements).toEqual(before.problem.measurements);
    });
  });

  it('are not in a file where there are none', () => {
    const { files } = unpackFiles(encodeProject(sampleProject(), app), 'a.kan');
    expect([...files.keys()].filter((name) => name.startsWith('equations/'))).toEqual([]);
    expect(reread(noSteps)).toEqual(noSteps);
  });

  it('give equal files for equal steps, also when read back', () => {
    const bytes = encodeProject({ ...sampleProject(), equations: steps }, app);
    expect(encodeProject({ ...sampleProject(), equations: steps }, app)).toEqual(bytes);
    const read = decodeProject(bytes, 'a.kan');
    const again = encodeProject(read, app);
    expect(encodeProject(decodeProject(again, 'a.kan'), app)).toEqual(again);
  });

  it('forget the oldest beyond their number', () => {
    let many = noSteps;
    for (let i = 0; i < mostSteps + 5; i++) {
      many = withDraft(many, { ...oscillator, form: { ...oscillator.form, exact: `${i}` } }, false);
    }
    expect(many.steps).toHaveLength(mostSteps);
    expect(many.steps[0].draft.form.exact).toBe('5');
    expect(presentStep(many)!.draft.form.exact).toBe(`${mostSteps + 4}`);
  });

  it.each<readonly [string, (json: Stored) => void]>([
    ['a step whose draft is not there', ({ steps: [one] }) => (one.draft = 9)],
    ['a draft behind the last', (json) => (json.steps[0].draft = json.drafts.length)],
    ['a present step that is not there', (json) => (json.at = 99)],
    ['a present step behind the last', (json) => (json.at = json.steps.length)],
    ['a network with a function', ({ solutions: [one] }) => (one.layers[0].symbolic[0] = 'sin')],
    ['a problem that cannot be read', ({ solutions: [one] }) => (one.problem.equations = ["u'' + = 0"])],
    [
      'a network of another problem',
      ({ solutions: [one] }) => (one.problem.domain = { t: '0 .. 1', x: '0 .. 1' }),
    ],
    ['a wrong number of parameters', ({ solutions: [one] }) => (one.parameters += 1)],
    ['measured values of more functions', ({ measurements: [one] }) => (one.rows = 7)],
  ])('are refused with %s', (_, change) => {
    const { files } = unpackFiles(encodeProject({ ...sampleProject(), equations: steps }, app), 'a.kan');
    const json = decodeJson(files.get(stepsName)!) as Stored;
    change(json);
    const bytes = packFiles(new Map(files).set(stepsName, encodeJson(json)), app);
    expect(() => decodeProject(bytes, 'a.kan')).toThrow(KanError);
    expect(() => decodeProject(bytes, 'a.kan')).toThrow(/damaged/);
  });
});

/** What the tests change of steps.json. */
interface Stored {
  at: number;
  steps: { draft: number }[];
  drafts: object[];
  measurements: { rows: number }[];
  solutions: {
    parameters: number;
    layers: { symbolic: (string | null)[] }[];
    problem: { equations: string[]; domain: Record<string, string> };
  }[];
}
