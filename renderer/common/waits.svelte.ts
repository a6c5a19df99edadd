/** What the window waits for, in words: each call of the engine that takes longer than a person notices. */
import type { EngineClient, EngineMethod } from '../../shared/contract/engine.ts';
import type { CallProgress } from '../../shared/contract/views/progress.ts';
import { followedWork, type FollowedWork } from '../../shared/results/progress.ts';

/** Milliseconds: shorter waits need no word. */
const NOTICED = 300;

/** What each call does, for people. */
const WORDS: Readonly<Record<EngineMethod, string>> = {
  'session.snapshot': 'Reading the session',
  'data.preview': 'Reading the file',
  'data.load': 'Loading the table',
  'data.check': 'Checking the table',
  'data.prepare': 'Preparing the rows',
  'data.units': 'Setting the units',
  'model.create': 'Making the network',
  'devices.list': 'Looking for devices',
  'train.start': 'Starting the training',
  'train.pause': 'Pausing the training',
  'train.resume': 'Going on with the training',
  'train.step': 'Training one step',
  'train.stop': 'Stopping the training',
  'run.moments': 'Reading the steps of the run',
  'run.moment': 'Computing the curves of the step',
  'edge.inspect': 'Computing the curve',
  'edge.suggest': 'Comparing functions',
  'node.inspect': 'Computing the node',
  'model.preview': 'Computing the effect of the edit',
  'model.edit': 'Editing the network',
  'model.simplify': 'Simplifying the network',
  'model.useSimpler': 'Using the smaller network',
  'history.detail': 'Reading the revision',
  'history.makeCurrent': 'Going to the revision',
  'history.undo': 'Undoing',
  'history.redo': 'Redoing',
  'history.name': 'Naming the revision',
  'formula.current': 'Reading the formula',
  'formula.print': 'Writing the formula',
  'formula.search': 'Starting the search',
  'formula.stopSearch': 'Stopping the search',
  'formula.repeat': 'Repeating the search',
  'formula.adopt': 'Using the formula',
  'comparison.start': 'Starting the comparison',
  'comparison.stop': 'Stopping the comparison',
  'sizeStudy.start': 'Starting the study of sizes',
  'sizeStudy.stop': 'Stopping the study of sizes',
  'phases.learn': 'Learning in phases',
  'phases.use': 'Opening the network that learned the phases',
  'equation.change': 'Noting the problem',
  'equation.undo': 'Undoing',
  'equation.redo': 'Redoing',
  'equation.solve': 'Starting to solve the equation',
  'equation.stop': 'Stopping the solver',
  'equation.use': 'Opening the solution as a network',
  'equation.save': 'Saving the solution',
  'evaluation.rows': 'Reading the rows',
  'evaluation.threshold': 'Keeping the threshold',
  'evaluation.profile': 'Computing the profile',
  'evaluation.map': 'Computing the map',
  'predict.preview': 'Predicting',
  'predict.save': 'Saving the predictions',
  'curves.watch': 'Computing the curves',
  'project.save': 'Saving the project',
  'project.open': 'Opening the project',
};

export class Waits {
  #waiting = $state.raw<readonly { readonly method: EngineMethod }[]>([]);
  /** How far the calls are whose work is counted. */
  #counted = $state.raw<readonly { readonly call: string; readonly work: FollowedWork }[]>([]);
  /** Names of the calls that have not been answered yet. */
  #open: readonly EngineMethod[] = [];

  /** The wait that began last: what it does and, where that is known, how far it is; '' for none. */
  readonly text = $derived.by(() => {
    const last = this.#waiting.at(-1);
    if (last === undefined) return '';
    return this.#counted.find(({ call }) => call === last.method)?.work.text ?? `${WORDS[last.method]}…`;
  });

  /** Takes a report of the engine. */
  count(progress: CallProgress): void {
    const { call } = progress;
    if (!this.#open.some((method) => method === call)) return;
    const before = this.#counted.find((one) => one.call === call)?.work ?? null;
    const work = followedWork(before, progress, performance.now());
    this.#counted = [...this.#counted.filter((one) => one.call !== call), { call, work }];
  }

  /** The same client, whose calls are watched. */
  around(client: EngineClient): EngineClient {
    return {
      on: (event, listener) => client.on(event, listener),
      call: async (method, params, signal) => {
        const wait = { method };
        this.#open = [...this.#open, method];
        const noticed = setTimeout(() => (this.#waiting = [...this.#waiting, wait]), NOTICED);
        try {
          return await client.call(method, params, signal);
        } finally {
          clearTimeout(noticed);
          this.#close(method);
          if (this.#waiting.includes(wait)) this.#waiting = this.#waiting.filter((one) => one !== wait);
        }
      },
    };
  }

  /** One call of this name has ended; with the last one, its count is of no use. */
  #close(method: EngineMethod): void {
    this.#open = this.#open.toSpliced(this.#open.indexOf(method), 1);
    if (!this.#open.includes(method)) this.#counted = this.#counted.filter(({ call }) => call !== method);
  }
}
