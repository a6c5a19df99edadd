/** Columns that say how uncertain the target is: it does not follow from them. */
import type { DataCheck } from './check.ts';
import { uncertaintiesIn } from '../table/uncertainties.ts';

export const uncertaintiesCheck: DataCheck = {
  name: 'uncertainties',
  help: 'The uncertainty of a target, such as “err”, from which the target does not follow.',
  find({ table, roles }) {
    return [...uncertaintiesIn(table.columns)]
      .filter(
        ([name, of]) =>
          roles.targets.includes(of) && !roles.targets.includes(name) && roles.uncertainty !== name,
      )
      .map(([name, of]) => {
        const what = `“${name}” looks like the uncertainty of “${of}”`;
        const isInput = roles.inputs.includes(name);
        const isWeight = roles.weights === name;
        const isFree = roles.uncertainty === undefined && (roles.weights === null || isWeight);
        return {
          severity: isInput || isWeight ? ('warning' as const) : ('note' as const),
          message: isWeight
            ? `${what}: as a weight it makes uncertain rows count more than others.`
            : `${what}${isInput ? '' : ', and is no input'}.`,
          columns: [name],
          count: null,
          mends: [
            ...(isFree ? [{ label: `Weigh the rows by 1/“${name}”²`, uncertainty: name }] : []),
            ...(isInput ? [{ label: `Leave out “${name}”`, ignore: [name] }] : []),
          ],
        };
      });
  },
};
