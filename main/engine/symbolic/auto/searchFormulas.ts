/** The search for formulas of every output of a data set, one output after the other. */
import type { SearchStage } from '../../../../shared/contract/views/formula.ts';
import { monotonic } from '../../../../shared/time.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { onlyOutput } from '../../kan/combine.ts';
import type { KanModel } from '../../kan/model.ts';
import { discover } from './discover.ts';
import type { OwnFormula } from './discoverTask.ts';
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
  /** For each output, the formula that the network is; empty where it is none. */
  readonly own?: readonly OwnFormula[];
  /** False to look for laws in the rows only, without networks. */
  readonly networks?: boolean;
  /** The longest that the search may take; the outputs share what is left equally. */
  readonly seconds?: number;
}

/** What a search begins with, for people. */
const firstStage = {
  discover: 'Laws in the rows',
  network: 'Edges of the network are fixed to functions',
} as const;

export interface SearchProgress {
  /**
   * For each output, the formulas that no simpler formula matches, the simplest first; empty where the search has not
   * begun.
   */
  readonly outputs: readonly (readonly Found[])[];
  /** '' where only the stage is told. */
  readonly note: string;
  /** What is done next. */
  readonly stage: SearchStage;
}

/** Yields after each thing that was tried, and where another stage begins. */
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
      own: task.own?.at(output),
      ...(task.seconds !== undefined && { seconds: secondsLeft() / (outputs.length - output) }),
    };
    const named = (text: string): string => (outputs.length > 1 && text !== '' ? `${name}: ${text}` : text);
    const search = method === 'network' ? readNetwork(single) : discover(single);
    let stage: SearchStage = { what: named(firstStage[method]), tried: null };
    yield { outputs: [...found], note: '', stage };
    for await (const { formulas, note, stage: next } of search) {
      found[output] = formulas;
      if (next !== undefined) stage = { ...next, what: named(next.what) };
      yield { outputs: [...found], note: named(note), stage };
    }
  }
}
