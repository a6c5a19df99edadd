/** Calls that compare the network with MLPs: on all rows, and by size. */
import { z } from 'zod';
import { call } from '../../rpc/contract.ts';
import { comparisonSettings } from '../../settings/comparison.ts';
import { none } from '../schemas/basic.ts';
import { shapeOf } from '../schemas/settings.ts';

export const comparisonCalls = {
  /** Trains MLPs on the rows of the network, and compares the errors on the test rows. */
  'comparison.start': call(z.object(shapeOf(comparisonSettings)).strict()),
  'comparison.stop': call(none),
  /** Trains the network on finer and finer grids, and MLPs with as many parameters; the current network stays. */
  'sizeStudy.start': call(z.object(shapeOf(comparisonSettings)).strict()),
  'sizeStudy.stop': call(none),
} as const;
