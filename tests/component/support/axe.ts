/** Accessibility rules on what is shown in a component test. */
import axe from 'axe-core';
import { axeOptions, violationLines } from '../../support/axe.ts';

/** @returns one line for each violation: the rule and where it is broken. */
export async function violations(root: Element = document.body): Promise<string[]> {
  const { violations: found } = await axe.run(root, {
    ...axeOptions,
    rules: {
      // Components are shown without the page around them.
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  });
  return violationLines(found);
}
