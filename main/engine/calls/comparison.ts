/** Calls about comparisons with multilayer perceptrons. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { compareWithPerceptrons } from '../usecases/compareWithPerceptrons.ts';
import { studySizes } from '../usecases/studySizes.ts';

type ComparisonHandlers = Pick<
  EngineHandlers,
  'comparison.start' | 'comparison.stop' | 'sizeStudy.start' | 'sizeStudy.stop'
>;

export function comparisonHandlers(session: Session): ComparisonHandlers {
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
