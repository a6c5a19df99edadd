/** Calls about differential equations. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { none, file } from '../schemas/basic.ts';
import { equationDraft } from '../schemas/equationDraft.ts';
import type { EquationStepsView } from '../views/equation.ts';
import type { Snapshot } from '../views/snapshot.ts';

export const equationCalls = {
  /** Solves differential equations with a network, beside other work. Events tell how it goes. */
  'equation.solve': call(equationDraft),
  /** The problem was changed; `continues` the change before it, as a further letter of a word does. */
  'equation.change': call(z.object({ draft: equationDraft, continues: z.boolean() }).strict()),
  /** One step back or forward: a change of the problem, or a solution. */
  'equation.undo': call(none, type<EquationStepsView>()),
  'equation.redo': call(none, type<EquationStepsView>()),
  /** Ends the run; the solution found so far stays. */
  'equation.stop': call(none),
  /** Makes the solution the current network: its values at even steps become the table. */
  'equation.use': call(none, type<Snapshot>()),
  /** Writes the values of the solution at even steps as a table. */
  'equation.save': call(file),
} as const;
