/** Columns that say how uncertain the target is: it does not follow from them. */
import type { DataCheck } from './check.ts';
import { uncertaintiesIn } from '../table/uncertainties.ts';

export const uncertaintiesCheck: DataCheck = {
  name: 'uncertainties',
  help: 'The uncertainty of a target, such as “err”, from which the target does not follow.',
  find({ table, roles }) {
    return [...uncertaintiesIn(table.columns)]
      .filter(([name, of]) => roles.targets.includes(of) && !roles.targets.includes(name))
      .map(([name, of]) => {
        const what = `“${name}” looks like the uncertainty of “${of}”`;
        const isInput = roles.inputs.includes(name);
        const weigh = 'give a column with 1/uncertainty² the role Weight';
        const message =
          roles.weights === name
            ? `${what}: as a weight it makes uncertain rows count more than others. To weigh by it, ${weigh}.`
            : `${what}${isInput ? '' : ', and is no input'}. To weigh the rows by it, ${weigh}.`;
        return {
          severity: isInput || roles.weights === name ? ('warning' as const) : ('note' as const),
          message,
          columns: [name],
          count: null,
          mends: isInput ? [{ label: `Leave out “${name}”`, ignore: [name] }] : [],
        };
      });
  },
};
