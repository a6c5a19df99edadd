/** Where a session is in the steps of its differential equation, for windows. */
import {
  type EquationStepsView,
  type EquationView,
  idleEquation,
} from '../../../shared/contract/views/equation.ts';
import { isOutOfDate, presentStep } from '../equations/steps.ts';
import type { SolvedEquation } from '../equations/solved.ts';
import { solutionView } from '../views/equation.ts';
import type { ActiveEquation } from './active.ts';
import type { Session } from './session.ts';
import { hasUnsavedEquations } from './unsaved.ts';

/** What a window shows of the draft, and whether undo and redo are possible. */
export function equationStepsView(session: Session): EquationStepsView {
  const { equations } = session.state;
  return {
    draft: presentStep(equations)?.draft ?? null,
    canUndo: equations.at >= 0,
    canRedo: equations.at < equations.steps.length - 1,
    outOfDate: isOutOfDate(equations),
    unsaved: hasUnsavedEquations(session.state),
  };
}

/** The present step has become another one: its solution is the one in use. Tells every window. */
export function showSteps(session: Session): void {
  const solved = presentStep(session.state.equations)?.solved ?? null;
  session.equation = solved && new KeptEquation(solved);
  if (!session.hub.hasWindows) return;
  session.hub.emit('equation', session.equation?.view ?? idleEquation);
  session.hub.emit('equationSteps', equationStepsView(session));
}

/** A solution that was found before: by an earlier step, or in an earlier session. */
class KeptEquation implements ActiveEquation {
  readonly solved: SolvedEquation;
  #view: EquationView | null = null;

  constructor(solved: SolvedEquation) {
    this.solved = solved;
  }

  get view(): EquationView {
    this.#view ??= {
      ...idleEquation,
      status: this.solved.stopped ? 'stopped' : 'finished',
      solution: solutionView(this.solved),
    };
    return this.#view;
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
