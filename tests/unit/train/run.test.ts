import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Backend, Value } from '../../../main/engine/compute/backend.ts';
import { separatedNote } from '../../../main/engine/train/auto/tracker.ts';
import { messageAfter } from '../../../main/engine/train/run/messages.ts';
import { TrainingRun, type RunHooks } from '../../../main/engine/train/run/run.ts';
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { helloDataset, helloModel, lbfgsSetup } from './hello.ts';

interface StartOptions {
  readonly rows?: number;
  readonly backend?: Backend;
  readonly hooks?: Partial<RunHooks>;
  readonly stepsBeforePause?: number;
  readonly tookValidation?: boolean;
}

function start(
  setup: Partial<TrainingSetup> = {},
  {
    rows = 200,
    backend = referenceBackend,
    hooks = {},
    stepsBeforePause = Infinity,
    tookValidation = false,
  }: StartOptions = {},
): { run: TrainingRun; views: TrainingView[] } {
  const views: TrainingView[] = [];
  const run = new TrainingRun(
    {
      model: helloModel(),
      dataset: helloDataset(rows, 50),
      setup: { ...lbfgsSetup, ...setup },
      backend,
      seed: 1,
      fresh: true,
      tookValidation,
    },
    {
      onStep: (view) => void views.push(view),
      onStatus: (view) => void views.push(view),
      ...hooks,
    },
    stepsBeforePause,
  );
  return { run, views };
}

/** The reference, with something done before each evaluation. */
function before(action: () => void): Backend {
  return {
    ...referenceBackend,
    evaluator: (...args) => {
      const inner = referenceBackend.evaluator(...args);
      return {
        ...inner,
        evaluate: (params, gradient, rows) => {
          action();
          return inner.evaluate(params, gradient, rows);
        },
      };
    },
  };
}

describe('a training run', () => {
  it('ends with the best model, the whole curve and correct scores', async () => {
    const { run, views } = start();
    const result = await run.finished;
    expect(result).toMatchObject({ status: 'finished', steps: 50 });
    expect(run.curve.map((point) => point.step)).toEqual(Array.from({ length: 51 }, (_, i) => i));
    const last = views.at(-1);
    expect(last).toMatchObject({ status: 'finished', step: 50, optimizer: 'L-BFGS', secondsLeft: null });
    expect(last.stepsPerSecond).toBeCloseTo(50 / last.seconds, 6);
    // One evaluation a step at least, and not many more.
    expect(last.rowsPerSecond * last.seconds).toBeGreaterThan(50 * 200);
    expect(last.rowsPerSecond * last.seconds).toBeLessThan(200 * 200);
  });

  it('tells no validation error of a network that has learned the validation rows', async () => {
    const views: TrainingView[] = [];
    const known: boolean[] = [];
    const run = start(
      {},
      {
        tookValidation: true,
        hooks: {
          onStep: (view, { point }) => {
            views.push(view);
            known.push(point === null || Number.isFinite(point.validation));
          },
        },
      },
    ).run;
    await run.finished;
    expect(run.curve).toHaveLength(51);
    expect(run.curve.every(({ train, validation }) => train > 0 && Number.isNaN(validation))).toBe(true);
    expect(views.flatMap(({ points }) => points).every(({ validation }) => Number.isNaN(validation))).toBe(
      true,
    );
    expect(known).not.toContain(true);
  });

  it('lets the event loop turn often', async () => {
    // An evaluation takes 5 ms by this clock, so three of them may lie between two turns.
    let time = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => time);
    onTestFinished(() => clock.mockRestore());
    const sinceTurn: number[] = [0];
    const backend = before(() => {
      time += 5;
      sinceTurn[sinceTurn.length - 1]++;
    });
    const { run } = start({ steps: 100 }, { backend });
    let ended = false;
    void run.finished.then(() => (ended = true));
    while (!ended) {
      await new Promise((resolve) => setImmediate(resolve));
      sinceTurn.push(0);
    }
    expect(sinceTurn.reduce((sum, evaluations) => sum + evaluations)).toBeGreaterThan(100);
    expect(Math.max(...sinceTurn)).toBe(3);
  });

  it('does nothing while paused and counts no time', async () => {
    const { run } = start({ steps: 5000 });
    await vi.waitFor(() => expect(run.last?.step ?? 0).toBeGreaterThan(3));
    await run.pause();
    const before = run.view([]);
    expect(before.status).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(run.view([])).toEqual(before);
    await run.step();
    expect(run.view([])).toMatchObject({ status: 'paused', step: before.step + 1 });
    run.resume();
    await vi.waitFor(() => expect(run.last!.step).toBeGreaterThan(before.step + 3));
    const result = await run.stop();
    expect(result.status).toBe('stopped');
    expect(result.steps).toBe(run.last!.step);
  });

  it('answers a curve to which later points are not added', async () => {
    const { run } = start({}, { stepsBeforePause: 3 });
    await run.rest();
    const { curve } = run;
    const points = curve.length;
    await run.step();
    expect([curve.length, run.curve.length]).toEqual([points, points + 1]);
    await run.stop();
  });

  it('pauses after the given number of steps', async () => {
    const { run } = start({}, { stepsBeforePause: 3 });
    await run.rest();
    expect(run.view([])).toMatchObject({ status: 'paused', step: 3 });
    await run.stop();
  });

  it('stops within one evaluation, in the middle of a step', async () => {
    let evaluations = 0;
    const at = { stop: Infinity };
    const backend = before(() => {
      evaluations++;
      if (evaluations === at.stop) void made.run.stop();
    });
    at.stop = 40;
    const made = start({ steps: 1000 }, { backend });
    await made.run.finished;
    expect(evaluations).toBe(40);
    expect(made.run.status).toBe('stopped');
  });

  it('stops when paused, and before its first step', async () => {
    const { run } = start();
    expect(await run.stop()).toMatchObject({ status: 'stopped', steps: 0, keptStep: 0 });
    const other = start({ steps: 1000 });
    await other.run.pause();
    expect((await other.run.stop()).status).toBe('stopped');
    // All of these do nothing to a run that has ended.
    await other.run.pause();
    await other.run.step();
    other.run.resume();
    expect(other.run.status).toBe('stopped');
  });

  it('gives the same result however often it was paused', async () => {
    const straight = await start().run.finished;
    const { run } = start({}, { stepsBeforePause: 1 });
    await run.rest();
    while (run.status === 'paused') await run.step();
    expect((await run.finished).model.params).toEqual(straight.model.params);
  });

  it('fails with the reason, and keeps the best model', async () => {
    let evaluations = 0;
    const backend = before(() => {
      if (++evaluations > 60) throw new Error('out of memory');
    });
    const { run } = start({}, { backend });
    const result = await run.finished;
    expect(result.status).toBe('failed');
    expect(result.keptStep).toBeGreaterThan(0);
    expect(run.view([]).message).toContain('out of memory');
  });

  it('fails with the reason where what it holds cannot be given back', async () => {
    const dispose = (): void => {
      throw new Error('the device is lost');
    };
    const evaluator: Backend['evaluator'] = (...args) => ({
      ...referenceBackend.evaluator(...args),
      dispose,
    });
    const { run, views } = start({}, { backend: { ...referenceBackend, evaluator }, stepsBeforePause: 5 });
    await run.rest();
    const result = await run.stop();
    expect(result).toMatchObject({ status: 'failed', steps: 5, keptStep: 5 });
    expect(views.at(-1)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('is lost') as string,
    });
  });

  it('reports a divergence and its remedy', async () => {
    const values: Backend = {
      ...referenceBackend,
      evaluator: (...args) => {
        const inner = referenceBackend.evaluator(...args);
        return {
          ...inner,
          evaluate: (params, gradient, rows) => {
            const value = inner.evaluate(params, gradient, rows) as Value;
            return gradient === null ? value : { ...value, total: NaN };
          },
        };
      },
    };
    const { run } = start({}, { backend: values });
    expect((await run.finished).status).toBe('failed');
    expect(run.view([]).message).toMatch(/not a finite number.*Scale the data/);
  });
});

describe('messages', () => {
  it.each([
    ['iterations', 50, 50, ''],
    ['iterations', 50, 12, 'The model of step 12 is kept: its validation error was the lowest.'],
    ['stopped', 1, 1, 'Stopped after 1 step.'],
    [
      'stopped',
      3,
      0,
      'Stopped after 3 steps. The model from before training is kept: its validation error was the lowest.',
    ],
    ['stalled', 9, 9, 'Ended after 9 steps: further steps would no longer lower the error.'],
    ['converged', 9, 9, 'Converged after 9 steps: no parameter can be improved any further.'],
  ] as const)('%s after %d steps, %d kept', (ending, steps, kept, message) => {
    expect(messageAfter(ending, steps, kept, lbfgsSetup, true)).toBe(message);
  });

  it('an automatic run without a step says why', () => {
    const done = (steps: number, decisions: readonly string[] = []) =>
      messageAfter('converged', steps, steps, { ...lbfgsSetup, optimizer: 'auto' }, true, false, decisions);
    expect(done(3)).toBe('Done after 3 steps.');
    expect(done(0)).toBe('No step was made. These rows cannot show a better network than this one.');
    expect(done(0, ['Grid 5: cross-entropy 0.001.', separatedNote])).toBe(
      'No step was made. The classes are separated: these rows cannot show a further improvement.',
    );
  });

  it('the validation rows are said to have been trained on where they were', () => {
    expect(messageAfter('iterations', 5, 0, lbfgsSetup, true, true)).toBe(
      'The model from before training is kept: its error on the validation rows, which the network was trained on before, was the lowest.',
    );
  });

  it('a divergence names the learning rate if that is the remedy', () => {
    const adam = { ...lbfgsSetup, optimizer: 'adam', learningRate: 0.5 } as const;
    expect(messageAfter('diverged', 30, 7, adam, true)).toBe(
      'Training diverged after 30 steps: the error was no longer a finite number. The model of step 7 is kept. ' +
        'Lower the learning rate (it was 0.5) or use L-BFGS.',
    );
  });
});
