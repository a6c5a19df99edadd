/** The search for formulas of every output of a data set, one output after the other. */
import { monotonic } from '../../../../shared/time.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { onlyOutput } from '../../kan/combine.ts';
import type { KanModel } from '../../kan/model.ts';
import { discover } from './discover.ts';
import type { Tried } from './discoverTask.ts';
import type { Found } from './front.ts';
import { readNetwork } from './readNetwork.ts';
import { singleTarget } from './singleTarget.ts';

export interface SearchTask {
  /** A regression; for classes, the logits of a network (`distilled`). */
  readonly dataset: Dataset;
  readonly backend: Backend;
  readonly seed: number;
  /** When it is aborted, the search ends with the formulas found so far. */
  readonly signal: AbortSignal;
  /** The present network; null where there is none. */
  readonly model: KanModel | null;
  /** `network` reads the present network only; `discover` tries networks of other shapes too. */
  readonly method: 'discover' | 'network';
  /** For each output, formulas that were found in these rows before. */
  readonly known?: readonly (readonly Found[])[];
  /** False to look for laws in the rows only, without networks. */
  readonly networks?: boolean;
  /** The longest that the search may take; the outputs share what is left equally. */
  readonly seconds?: number;
}

export interface SearchProgress {
  /**
   * For each output, the formulas that no simpler formula matches, the simplest first; empty where the search has not
   * begun.
   */
  readonly outputs: readonly (readonly Found[])[];
  readonly note: string;
  /** For the present output; null where the work cannot be counted. */
  readonly tried: Tried | null;
}

/** Yields after each network that was tried. */
export async function* searchFormulas(task: SearchTask): AsyncGenerator<SearchProgress, void> {
  const { dataset, model, method } = task;
  const { outputs } = dataset.encoding;
  const found: (readonly Found[])[] = outputs.map((_, output) => task.known?.at(output) ?? []);
  const start = monotonic();
  const secondsLeft = (): number => Math.max(0, task.seconds! - (monotonic() - start) / 1000);
  for (const [output, { name }] of outputs.entries()) {
    if (task.signal.aborted) return;
    const single = {
      ...task,
      dataset: singleTarget(dataset, output),
      model: model && onlyOutput(model, output),
      known: found[output],
      ...(task.seconds !== undefined && { seconds: secondsLeft() / (outputs.length - output) }),
    };
    const search = method === 'network' ? readNetwork(single) : discover(single);
    for await (const { formulas, note, tried = null } of search) {
      found[output] = formulas;
      yield { outputs: [...found], note: outputs.length > 1 ? `${name}: ${note}` : note, tried };
    }
  }
}
