/** Pacing of long computations: they let the event loop turn, and can be stopped. */
import { Breath } from '../../breath.ts';
import type { Evaluator } from '../../compute/backend.ts';
import type { QuadraticModel } from '../../optim/gaussNewton.ts';

/** Thrown by a paced evaluator after it was told to stop. */
export class Stopped extends Error {}

/** Pauses between evaluations, counts their rows, and ends them when it is told to stop. */
export class Pace {
  readonly #breath = new Breath();
  #stopped = false;
  #rows = 0;

  /** Rows evaluated with gradients so far. */
  get rows(): number {
    return this.#rows;
  }

  /** From now on every evaluation throws {@link Stopped}. */
  stop(): void {
    this.#stopped = true;
  }

  /** Lets the event loop turn where it is time. @throws Stopped */
  breathe(): Promise<void> | undefined {
    if (this.#stopped) throw new Stopped();
    return this.#breath.take()?.then(() => {
      if (this.#stopped) throw new Stopped();
    });
  }

  /** The same evaluator, which lets the event loop turn before each evaluation; `rows` in its batch. */
  paced(evaluator: Evaluator, rows: number): Evaluator {
    const before = <T>(compute: () => T | Promise<T>): T | Promise<T> => {
      if (this.#stopped) throw new Stopped();
      const pause = this.#breath.take();
      if (pause === undefined) return compute();
      return pause.then(() => {
        if (this.#stopped) throw new Stopped();
        return compute();
      });
    };
    const { gaussNewton } = evaluator;
    const secondOrder = gaussNewton && {
      quadratic: (params: Float64Array, free: Uint32Array) =>
        before(() => {
          this.#rows += rows;
          return gaussNewton.quadratic(params, free);
        }),
      solve: (model: QuadraticModel, damping: number) => gaussNewton.solve(model, damping),
    };
    const descend: Evaluator['descend'] =
      evaluator.descend &&
      (async (work) =>
        before(() => {
          this.#rows += work.steps.reduce((sum, step) => sum + (step.rows?.length ?? rows), 0);
          return evaluator.descend!(work);
        }));
    return {
      ...(secondOrder && { gaussNewton: secondOrder }),
      ...(descend && { descend }),
      evaluate: (params, gradient, some) =>
        before(() => {
          if (gradient !== null) this.#rows += some?.length ?? rows;
          return some === undefined
            ? evaluator.evaluate(params, gradient)
            : evaluator.evaluate(params, gradient, some);
        }),
      forward: (params) => before(() => evaluator.forward(params)),
      statistics: (params) => before(() => evaluator.statistics(params)),
      layerInputs: (params, layer) => before(() => evaluator.layerInputs(params, layer)),
      dispose: () => evaluator.dispose(),
    };
  }
}
