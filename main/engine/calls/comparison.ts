/** Calls about comparisons with multilayer perceptrons. */
import type { comparisonCalls } from '../../../shared/contract/calls/comparison.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import type { Session } from '../session/session.ts';
import { compareWithPerceptrons } from '../usecases/comparisons/compareWithPerceptrons.ts';
import { studySizes } from '../usecases/comparisons/studySizes.ts';

export function comparisonHandlers(session: Session): HandlersOf<typeof comparisonCalls> {
  return {
    'comparison.start': async (settings) => {
      await compareWithPerceptrons(session, settings);
    },
    'comparison.stop': async () => {
      await session.comparison?.stop();
    },
    'sizeStudy.start': async (settings) => {
      await studySizes(session, settings);
    },
    'sizeStudy.stop': async () => {
      await session.sizeStudy?.stop();
    },
  };
}
