import fc from 'fast-check';
import { describe, it } from 'vitest';
import { agrees, samplesFor } from '../../../shared/expression/agreement.ts';
import { applyRules } from '../../../shared/expression/simplify/simplify.ts';
import { expressions } from './trees.ts';

describe('rules', () => {
  it('never change a value on random trees', () => {
    fc.assert(
      fc.property(expressions(['x', 'y']), (expression) => {
        const simpler = applyRules(expression, {});
        return agrees(expression, simpler, samplesFor(['x', 'y'], {}));
      }),
      { numRuns: 5000 },
    );
  });
});
