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
        const isUsed = roles.inputs.includes(name);
        const what = `“${name}” looks like the uncertainty of “${of}”`;
        return {
          severity: isUsed ? ('warning' as const) : ('note' as const),
          message: `${what}${isUsed ? '' : ', and is no input'}. To weigh the rows by it, give a column with 1/uncertainty² the role Weight.`,
          columns: [name],
          count: null,
          mends: isUsed ? [{ label: `Leave out “${name}”`, ignore: [name] }] : [],
        };
      });
  },
};
