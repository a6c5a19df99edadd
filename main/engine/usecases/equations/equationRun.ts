/** A differential equation that the window has the engine solve, and its solution as a network of the session. */
import type { EquationDraft } from '../../../../shared/contract/schemas/equationDraft.ts';
import { type EquationView, idleEquation } from '../../../../shared/contract/views/equation.ts';
import { draftProblem } from '../../../../shared/equationForm.ts';
import { toAppError, userError } from '../../../../shared/errors.ts';
import type { Measured } from '../../equations/problem/measurements.ts';
import type { SolveProgress } from '../../equations/solve.ts';
import type { SolvedEquation } from '../../equations/solved.ts';
import { withSolution } from '../../equations/steps.ts';
import type { ActiveEquation } from '../../session/active.ts';
import type { Session } from '../../session/session.ts';
import { Work } from '../../session/work.ts';
import { equationStepsView } from '../../session/equationSteps.ts';
import { solutionView } from '../../views/equation.ts';
import { changeProblem } from './changeProblem.ts';
import { solveProblem } from './solveEquation.ts';

/**
 * Starts to solve a problem and ends the previous run. It runs beside other work; events tell how it goes. Its solution
 * becomes a step that can be undone.
 * @throws KanError `data.none` where the session has no table
 */
export async function startEquation(session: Session, draft: EquationDraft): Promise<EquationRun> {
  const before = session.equation;
  const started = new EquationRun(session, draft);
  changeProblem(session, draft, false);
  session.equation = started;
  session.hub.emit('equation', started.view);
  await before?.stop();
  return started;
}

/** A differential equation that is being solved, or was. */
export class EquationRun extends Work<EquationView> implements ActiveEquation {
  #solved: SolvedEquation | null = null;

  constructor(session: Session, draft: EquationDraft) {
    const table = draft.measuredFrom === 'table' ? measuredTable(session) : null;
    super(session, { ...idleEquation, status: 'running' });
    this.begin(
      () => this.#run(draft, table),
      (failure) => {
        const { message, hint } = toAppError(failure);
        return { status: 'failed', progress: null, perceptron: null, error: { message, hint } };
      },
    );
  }

  get solved(): SolvedEquation | null {
    return this.#solved;
  }

  async #run(draft: EquationDraft, table: Measured | null): Promise<void> {
    const { signal } = this;
    const solved = await solveProblem(
      draftProblem(draft),
      table,
      { settings: draft.settings, formula: true },
      {
        ...{ signal, enough: signal },
        onProgress: (progress) => {
          this.#tellProgress(progress);
        },
        onPerceptron: (perceptron) => {
          this.tell({ perceptron });
        },
        onBetter: (reached) => {
          this.#tellSolution(reached, 'running');
        },
        onSolved: (reached, next) => {
          this.#tellSolution(reached, next);
        },
      },
    );
    this.#keep(solved);
    this.#tellSolution(solved, solved.stopped ? 'stopped' : 'finished');
  }

  #tellProgress({ grid, iteration, loss }: SolveProgress): void {
    this.tell({ progress: { grid, iteration, loss } });
  }

  #tellSolution(solved: SolvedEquation, status: EquationView['status']): void {
    this.#solved = solved;
    const progress = status === 'running' ? this.view.progress : null;
    this.tell({ status, progress, perceptron: null, solution: solutionView(solved) });
  }

  /** The solution becomes a step; unless another run has replaced this one. */
  #keep(solved: SolvedEquation): void {
    const session = this.session;
    if (session.equation !== this) return;
    session.update({ equations: withSolution(session.state.equations, solved), recovered: false });
    session.hub.emit('equationSteps', equationStepsView(session));
  }

  protected show(): void {
    if (this.session.equation === this) this.session.hub.emit('equation', this.view);
  }
}

/** The table of the session as measured values. @throws KanError `data.none` */
function measuredTable(session: Session): Measured {
  const { fileName, columns } = session.requireTable();
  return { name: fileName, columns };
}

/** The solution of the last equation. @throws KanError `equation.unsolved` */
export function requireSolved(session: Session): NonNullable<ActiveEquation['solved']> {
  const solved = session.equation?.solved ?? null;
  if (solved !== null) return solved;
  throw userError('equation.unsolved', 'There is no solution yet.', 'Solve an equation first.');
}
