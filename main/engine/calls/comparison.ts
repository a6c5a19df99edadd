/** Calls about the comparison with multilayer perceptrons. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { compareWithPerceptrons } from '../usecases/compareWithPerceptrons.ts';

type ComparisonHandlers = Pick<EngineHandlers, 'comparison.start' | 'comparison.stop'>;

export function comparisonHandlers(session: Session): ComparisonHandlers {
  return {
    'comparison.start': async (settings) => {
      await compareWithPerceptrons(session, settings);
    },
    'comparison.stop': async () => {
      await session.comparison?.stop();
    },
  };
}
