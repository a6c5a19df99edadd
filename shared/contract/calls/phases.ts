/** Calls about learning in phases. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { phasesSettings } from '../../settings/phases.ts';
import { none } from '../schemas/basic.ts';
import { schemaOf } from '../schemas/settings.ts';
import { networkSetup } from '../schemas/setups.ts';
import type { PhasesView } from '../views/phases.ts';
import type { Snapshot } from '../views/snapshot.ts';

export const phasesCalls = {
  /**
   * Trains a network and an MLP on one phase of the rows after another; the current network stays. Takes seconds, tells
   * what they know after each phase, and can be cancelled.
   */
  'phases.learn': call(
    z
      .object({
        by: z.union([
          z.object({ column: z.string().min(1).max(1000) }).strict(),
          z.object({ parts: schemaOf(phasesSettings.phaseParts) }).strict(),
        ]),
        network: networkSetup,
        steps: schemaOf(phasesSettings.phaseSteps),
      })
      .strict(),
    type<PhasesView>(),
  ),
  /** Makes the network that learned the phases the current one; all rows are then for training. */
  'phases.use': call(none, type<Snapshot>()),
} as const;
