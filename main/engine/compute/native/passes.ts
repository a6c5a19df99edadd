/** The passes of an evaluator: each has the kernel do some steps for all samples, and gathers what it leaves. */
import { createCurves } from './measure/curves.ts';
import {
  joinMoments,
  measure,
  measureInputs,
  type InputMeasurement,
  type Measurement,
} from './measure/spreads.ts';
import { steps } from './memory/descriptors.ts';
import { pack, unpackGradient } from './memory/packing.ts';
import { jobKinds, type Pool } from './memory/pool.ts';
import type { Samples } from './memory/samples.ts';
import type { EvaluatorMemory } from './memory/workspace.ts';
import type { Cut } from './plan/cut.ts';
import type { KernelPlan } from './plan/plan.ts';

/** The number of edges times samples below which waking a thread costs more time than it saves. */
export const leastWork = 4_000;

/** Statistics that a pass gathers beside those of edges and inputs. */
interface Gathered {
  readonly hidden: boolean;
  readonly subnodes: boolean;
}

export interface Passes {
  /** Packs the parameters that the next passes use. */
  readonly write: (params: Float64Array) => void;
  /** @param todo the steps, see {@link steps}. */
  readonly run: (cut: Cut, todo: number) => void;
  /** The loss that the last pass with {@link steps.loss} left. */
  readonly lossOf: (samples: Samples) => number;
  /** A pass that gathers statistics, with the further steps in `todo`. @param subset whether the samples are a mini-batch. */
  readonly measured: (cut: Cut, subset: boolean, gathered: Gathered, todo: number) => Measurement;
  /** Adds what the chunks hold, and `more` of the packed gradient, to the gradient. */
  readonly collect: (
    cut: Cut,
    params: Float64Array,
    gradient: Float64Array,
    more: Float64Array | null,
  ) => void;
}

export function createPasses(pool: Pool, plan: KernelPlan, memory: EvaluatorMemory): Passes {
  const { context, weights, grads, losses, statistics } = memory;
  const curves = createCurves(plan);
  const centred = new Float64Array(plan.packedLength);
  let wholeInputs: InputMeasurement | null = null;

  const run = (cut: Cut, todo: number): void => {
    context.set({ steps: todo, rows: cut.samples, blocksPerChunk: cut.blocksPerChunk });
    pool.run(jobKinds.evaluate, context.address, cut.chunks, cut.samples * plan.edges > leastWork);
  };

  return {
    run,

    write(params) {
      pack(plan, params, weights.values);
      curves.write(weights.values);
    },

    lossOf({ cut, scale }) {
      let sum = 0;
      for (let chunk = 0; chunk < cut.chunks; chunk++) sum += losses.values[chunk];
      return sum * scale;
    },

    measured(cut, subset, { hidden, subnodes }, todo) {
      const block = statistics();
      const known = subset ? null : wholeInputs;
      context.set({
        stats: block.address,
        inputStatistics: known === null ? 1 : 0,
        statsUsed: 8 * (known === null ? plan.statisticsLength : plan.atInputSpans),
        hiddenStatistics: hidden ? 1 : 0,
        subnodeStatistics: subnodes ? 1 : 0,
      });
      run(cut, todo | steps.forward | steps.statistics);
      const chunkRows = cut.blocksPerChunk * plan.blockRows;
      const rowsOf = Array.from({ length: cut.chunks }, (_, chunk) =>
        Math.min(chunkRows, cut.samples - chunk * chunkRows),
      );
      joinMoments(block.values, plan.statisticsLength, plan.atSpans, rowsOf);
      const inputs = known ?? measureInputs(plan, block.values, cut.chunks);
      if (!subset) wholeInputs = inputs;
      return measure(plan, cut.samples, weights.values, block.values, cut.chunks, inputs, centred);
    },

    collect(cut, params, gradient, more) {
      pool.kernel.sumParts(grads.address, 8 * plan.packedLength, cut.chunks);
      const packed = grads.values;
      curves.collect(packed);
      if (more !== null) for (let i = 0; i < more.length; i++) packed[i] += more[i];
      unpackGradient(plan, params, packed, gradient);
    },
  };
}
