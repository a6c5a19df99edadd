/** Calls about comparisons with multilayer perceptrons. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { compareWithPerceptrons } from '../usecases/compareWithPerceptrons.ts';
import { scaleWithSize } from '../usecases/scaleWithSize.ts';

type ComparisonHandlers = Pick<
  EngineHandlers,
  'comparison.start' | 'comparison.stop' | 'scaling.start' | 'scaling.stop'
>;

export function comparisonHandlers(session: Session): ComparisonHandlers {
  return {
    'comparison.start': async (settings) => {
      await compareWithPerceptrons(session, settings);
    },
    'comparison.stop': async () => {
      await session.comparison?.stop();
    },
    'scaling.start': async (settings) => {
      await scaleWithSize(session, settings);
    },
    'scaling.stop': async () => {
      await session.scaling?.stop();
    },
  };
}
