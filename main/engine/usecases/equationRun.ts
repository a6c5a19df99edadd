/** A differential equation that the window has the engine solve, and its solution as a network of the session. */
import type { EquationView } from '../../../shared/contract/equationViews.ts';
import { idleEquation } from '../../../shared/contract/idleEquation.ts';
import type { ProblemFile } from '../../../shared/contract/problemSchema.ts';
import type { EquationSettings } from '../../../shared/settings/equations.ts';
import { toAppError, userError } from '../../../shared/errors.ts';
import type { Measured } from '../equations/problem/measurements.ts';
import type { SolveProgress } from '../equations/solve.ts';
import type { ActiveEquation } from '../session/active.ts';
import type { Session } from '../session/session.ts';
import { solutionView } from '../views/equation.ts';
import { solveProblem, type SolvedEquation } from './solveEquation.ts';

export interface EquationRequest {
  readonly problem: ProblemFile;
  /** Whether the measured values are in the table of the session. */
  readonly fromTable: boolean;
  readonly settings: EquationSettings;
}

/**
 * Starts to solve a problem and ends the previous run. It runs beside other work; events tell how it goes.
 * @throws KanError `data.none` where the session has no table
 */
export async function startEquation(session: Session, request: EquationRequest): Promise<EquationRun> {
  const before = session.equation;
  const started = new EquationRun(session, request);
  session.equation = started;
  session.hub.emit('equation', started.view);
  await before?.stop();
  return started;
}

export class EquationRun implements ActiveEquation {
  readonly #session: Session;
  readonly #enough = new AbortController();
  #view: EquationView = { ...idleEquation, status: 'running' };
  #solved: SolvedEquation | null = null;
  readonly problem: ProblemFile;
  /** Settles when the run has ended and the listeners have been told. */
  readonly ended: Promise<void>;

  constructor(session: Session, { problem, fromTable, settings }: EquationRequest) {
    this.#session = session;
    this.problem = problem;
    const table = fromTable ? measuredTable(session) : null;
    this.ended = this.#run(table, settings);
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

  async #run(table: Measured | null, settings: EquationSettings): Promise<void> {
    const enough = this.#enough.signal;
    try {
      // The caller gets its answer before anything is computed.
      await new Promise((resolve) => setImmediate(resolve));
      const solved = await solveProblem(
        this.problem,
        table,
        { settings, formula: true },
        {
          ...{ signal: enough, enough },
          onProgress: (progress) => {
            this.#tellProgress(progress);
          },
          onBetter: (reached) => {
            this.#show(reached, 'running');
          },
          onSolved: (reached, next) => {
            this.#show(reached, next);
          },
        },
      );
      this.#show(solved, enough.aborted ? 'stopped' : 'finished');
    } catch (error) {
      const { message, hint } = toAppError(error);
      this.#tell({ status: 'failed', progress: null, error: { message, hint } });
    }
  }

  #tellProgress({ grid, iteration, loss }: SolveProgress): void {
    this.#tell({ progress: { grid, iteration, loss } });
  }

  #show(solved: SolvedEquation, status: EquationView['status']): void {
    this.#solved = solved;
    const { problem, solution, ...known } = solved;
    const progress = status === 'running' ? this.#view.progress : null;
    this.#tell({ status, progress, solution: solutionView(problem, solution, known) });
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
