/** Calls that compare the network with MLPs: on all rows, by size, and phase by phase. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { comparisonSettings } from '../../settings/comparison.ts';
import { phasesSettings } from '../../settings/phases.ts';
import { none } from '../schemas/basic.ts';
import { schemaOf, shapeOf } from '../schemas/settings.ts';
import { networkSetup } from '../schemas/setups.ts';
import type { PhasesView } from '../views/phases.ts';
import type { Snapshot } from '../views/snapshot.ts';

export const comparisonCalls = {
  /** Trains MLPs on the rows of the network, and compares the errors on the test rows. */
  'comparison.start': call(z.object(shapeOf(comparisonSettings)).strict()),
  'comparison.stop': call(none),
  /** Trains the network on finer and finer grids, and MLPs with as many parameters; the current network stays. */
  'sizeStudy.start': call(z.object(shapeOf(comparisonSettings)).strict()),
  'sizeStudy.stop': call(none),
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
