import { errorText } from '../../../shared/figures.ts';
import { errorOfLoss } from '../train/objective/errorOfLoss.ts';
import type { FitStep, FitTask, Ladder } from '../train/steps/task.ts';
import type { Split } from '../data/dataset/dataset.ts';
import { withBase } from '../kan/base.ts';
import type { KanModel } from '../kan/model.ts';
import { chosenRung } from './choice.ts';
import type { Question } from './fits/fitDesign.ts';
import type { Folds } from './judging/folds.ts';
import { rungRecords, titleOf } from './kinds.ts';
import { judgedBy, ladderViewOf } from './ladderView.ts';
import type { Reached } from './reached.ts';
import { blendOf } from './sentence.ts';

/** A rung, and the step of the run that it was reached at. */
type Rung = Reached & { readonly step: number };

/** The fields that every step of the run has. */
type Standing = Pick<FitStep, 'best'> & { readonly ladder: Ladder };

/** One run on the ladder: what it works on, the rungs that it has reached, and the steps that it has taken. */
export class Climb {
  readonly task: FitTask;
  /** All rows that are not for testing. */
  readonly all: Split;
  /** The data of a fit, from these rows. */
  readonly question: Question;
  readonly folds: Folds;
  step = 0;
  #rungs: readonly Rung[] = [];

  constructor(task: FitTask, all: Split, question: Question, folds: Folds) {
    this.task = task;
    this.all = all;
    this.question = question;
    this.folds = folds;
  }

  /** In the order in which they were reached, the constant first. */
  get rungs(): readonly Rung[] {
    return this.#rungs;
  }

  /**
   * The rungs without corners (a law has none) that are no sums or products of laws, which can imitate another law. Whether
   * hidden layers are tried depends on these.
   */
  get smoothRungs(): readonly Rung[] {
    return this.#rungs.filter(({ kind, law }) => !rungRecords[kind].hasCorners && law?.isOfSeveral !== true);
  }

  get chosen(): Rung {
    return this.#rungs[chosenRung(this.#rungs)];
  }

  /** No step is left. */
  get isOver(): boolean {
    return this.step >= this.task.setup.steps;
  }

  /** Adds a rung that is reached at the present step. */
  add(rung: Reached): Rung {
    const added = { ...rung, step: this.step };
    this.#rungs = [...this.#rungs, added];
    return added;
  }

  /** Adds a rung that was fitted in one step, which counts. @returns the step, as it is told */
  addStep(found: Reached): FitStep {
    const { task, question, folds } = this;
    const [{ base }] = task.model.layers;
    this.step++;
    const rung = this.add({ ...found, model: withBase(found.model, base) });
    const error = errorOfLoss(rung.heldOut.mean, task.dataset.encoding);
    const which = rung.law?.name ?? blendOf(rung);
    const title = titleOf(rung, question.classifies);
    const name = title + (which === '' ? '' : ` (${which})`);
    const note = `${name}: error ${errorText(error, 3)} in ${judgedBy(folds)}.`;
    return { step: this.step, model: rung.model, point: null, note, rung: title, ...this.standing() };
  }

  /** Gives a rung a model that was trained until the present step. */
  trainOn(rung: Rung, model: KanModel): void {
    this.#rungs = this.#rungs.map((each) => (each === rung ? { ...rung, model, step: this.step } : each));
  }

  /** How the rungs stand now. */
  standing(): Standing {
    const { dataset } = this.task;
    const chosen = chosenRung(this.#rungs);
    const validated = dataset.validation.rows > 0;
    return {
      best: this.#rungs[chosen],
      ladder: {
        view: ladderViewOf(this.#rungs, chosen, dataset, this.all.tableRows, this.folds, validated),
        models: this.#rungs.map(({ model }) => model),
      },
    };
  }
}
