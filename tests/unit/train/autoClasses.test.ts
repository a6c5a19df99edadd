import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { scoreOf } from '../../../main/engine/data/index.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import type { FitStep } from '../../../main/engine/train/steps/task.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import { seededRandom } from '../../../shared/random.ts';
import { helloDataset, lbfgsSetup } from './hello.ts';
import { all, useTasks } from './autoTask.ts';

const taskWith = useTasks();

/** Classes by rings around the origin, or by a straight line; `confused` of the labels are drawn by chance. */
function labelled(
  rows: number,
  held: number,
  classes: readonly string[],
  classOf: (x: number, y: number) => number,
  confused: number,
): Dataset {
  const random = seededRandom(9);
  const base = helloDataset(rows, held);
  const relabelled = (split: Dataset['train']): Dataset['train'] => ({
    ...split,
    targets: split.targets.map((_, row) =>
      random.next() < confused
        ? random.integer(classes.length)
        : classOf(split.inputs[row], split.inputs[split.rows + row]),
    ),
  });
  const shown = classes.length === 2 ? classes.slice(1) : classes;
  const outputs = shown.map((name) => ({ name, scaling: { shift: 0, scale: 1 } }));
  return {
    ...base,
    encoding: { ...base.encoding, task: 'classification', outputs, classes },
    train: relabelled(base.train),
    validation: relabelled(base.validation),
  };
}

async function scoresOn(
  split: Dataset['validation'],
  { encoding }: Dataset,
  { best }: FitStep,
): Promise<Scores> {
  const evaluator = referenceBackend.evaluator(best.model, split, {
    loss: 'crossEntropy',
    regularization: null,
  });
  return scoreOf(encoding, await evaluator.forward(best.model.params), split);
}

describe('the automatic run on classes', () => {
  const line = (x: number, y: number): number => (x + y > 0 ? 1 : 0);
  const rings = (x: number, y: number): number => Math.min(2, Math.floor(Math.hypot(x, y) / 0.45));

  it('ends early when classes can be separated, before its probabilities are too extreme', async () => {
    const dataset = labelled(250, 60, ['no', 'yes'], line, 0);
    const { steps, ending, notes } = await all(taskWith({ dataset }));
    expect(ending).toBe('converged');
    expect(steps.at(-1).step).toBeLessThan(120);
    expect(notes.at(-1)).toContain(
      'The classes are separated: these rows cannot show a further improvement.',
    );
    const unseen = labelled(250, 3000, ['no', 'yes'], line, 0).validation;
    const { crossEntropy, accuracy } = await scoresOn(unseen, dataset, steps.at(-1));
    expect(accuracy).toBeGreaterThan(0.98);
    expect(crossEntropy).toBeLessThan(0.05);
  });

  it('separates three rings, and stays finite in endless training', async () => {
    const dataset = labelled(400, 100, ['a', 'b', 'c'], rings, 0);
    const model = createModel({ inputs: 2, hidden: [5], outputs: 3, seed: 1 });
    const { steps } = await all(taskWith({ dataset, model }));
    const { accuracy, rocAuc } = await scoresOn(dataset.validation, dataset, steps.at(-1));
    expect(accuracy).toBeGreaterThan(0.97);
    expect(rocAuc).toBeGreaterThan(0.999);
    for (const optimizer of ['lm', 'lbfgs'] as const) {
      const setup = { ...lbfgsSetup, optimizer, steps: 150 };
      const long = await all(taskWith({ dataset, model, setup }));
      const last = long.steps.at(-1);
      expect(last.point!.train).toBeLessThan(1e-3);
      expect(last.model.params.every(Number.isFinite)).toBe(true);
      const { crossEntropy } = await scoresOn(dataset.validation, dataset, last);
      expect(Number.isFinite(crossEntropy)).toBe(true);
    }
  });

  it('comes near the best forecast of labels with random errors, with and without held-out rows', async () => {
    const confused = 0.3;
    // A label is that of the line with 85 %.
    const best = -(0.85 * Math.log(0.85) + 0.15 * Math.log(0.15));
    const unseen = labelled(400, 3000, ['no', 'yes'], line, confused).validation;
    for (const held of [120, 0]) {
      const dataset = labelled(400, held, ['no', 'yes'], line, confused);
      const { steps, notes } = await all(taskWith({ dataset }));
      expect(notes.at(-1)).toMatch(/^Grid \d+: cross-entropy .*, no better\.$/);
      const { crossEntropy, accuracy } = await scoresOn(unseen, dataset, steps.at(-1));
      expect(accuracy).toBeGreaterThan(0.8);
      expect(crossEntropy).toBeLessThan(best + 0.15);
    }
  });
});
