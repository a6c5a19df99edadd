/** A differential equation that the window has the engine solve, and its solution as a network of the session. */
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import { type EquationView, idleEquation } from '../../../shared/contract/views/equation.ts';
import { draftProblem } from '../../../shared/equationForm.ts';
import { toAppError, userError } from '../../../shared/errors.ts';
import type { Measured } from '../equations/problem/measurements.ts';
import type { SolveProgress } from '../equations/solve.ts';
import type { SolvedEquation } from '../equations/solved.ts';
import { withSolution } from '../equations/steps.ts';
import type { ActiveEquation } from '../session/active.ts';
import type { Session } from '../session/session.ts';
import { equationStepsView } from '../session/equationSteps.ts';
import { solutionView } from '../views/equation.ts';
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
export class EquationRun implements ActiveEquation {
  readonly #session: Session;
  readonly #enough = new AbortController();
  #view: EquationView = { ...idleEquation, status: 'running' };
  #solved: SolvedEquation | null = null;
  /** Settles when the run has ended and the listeners have been told. */
  readonly ended: Promise<void>;

  constructor(session: Session, draft: EquationDraft) {
    this.#session = session;
    const table = draft.measuredFrom === 'table' ? measuredTable(session) : null;
    this.ended = this.#run(draft, table);
  }

  get view(): EquationView {
    return this.#view;
  }

  get solved(): SolvedEquation | null {
    return this.#solved;
  }

  /** Ends the run; the solution found so far stays. */
  async stop(): Promise<void> {
    this.#enough.abort();
    await this.ended;
  }

  async #run(draft: EquationDraft, table: Measured | null): Promise<void> {
    const enough = this.#enough.signal;
    try {
      // The caller gets its answer before anything is computed.
      await new Promise((resolve) => setImmediate(resolve));
      const solved = await solveProblem(
        draftProblem(draft),
        table,
        { settings: draft.settings, formula: true },
        {
          ...{ signal: enough, enough },
          onProgress: (progress) => {
            this.#tellProgress(progress);
          },
          onPerceptron: (perceptron) => {
            this.#tell({ perceptron });
          },
          onBetter: (reached) => {
            this.#show(reached, 'running');
          },
          onSolved: (reached, next) => {
            this.#show(reached, next);
          },
        },
      );
      this.#keep(solved);
      this.#show(solved, solved.stopped ? 'stopped' : 'finished');
    } catch (error) {
      const { message, hint } = toAppError(error);
      this.#tell({ status: 'failed', progress: null, perceptron: null, error: { message, hint } });
    }
  }

  #tellProgress({ grid, iteration, loss }: SolveProgress): void {
    this.#tell({ progress: { grid, iteration, loss } });
  }

  #show(solved: SolvedEquation, status: EquationView['status']): void {
    this.#solved = solved;
    const progress = status === 'running' ? this.#view.progress : null;
    this.#tell({ status, progress, perceptron: null, solution: solutionView(solved) });
  }

  /** The solution becomes a step; unless another run has replaced this one. */
  #keep(solved: SolvedEquation): void {
    const session = this.#session;
    if (session.equation !== this) return;
    session.update({ equations: withSolution(session.state.equations, solved), recovered: false });
    session.hub.emit('equationSteps', equationStepsView(session));
  }

  #tell(changes: Partial<EquationView>): void {
    this.#view = { ...this.#view, ...changes };
    // A run that another one has replaced sends no events.
    if (this.#session.equation === this) this.#session.hub.emit('equation', this.#view);
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
