/** The formula that a network is, as one of a search. */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { asShares, shareError } from '../formula/asShares.ts';
import { fitConstants, type Free } from '../formula/fitConstants.ts';
import { formulaError, rangesOf } from '../formula/formulaData.ts';
import { shortest } from '../formula/shortest.ts';
import type { DiscoverTask } from './discoverTask.ts';
import type { Found } from './front.ts';
import type { SearchData } from './searchData.ts';

const isUncertain: Free = ({ error }) => error !== null;

/**
 * The formula with the constants that the network has, so that a person meets one and the same formula; none where the network is none.
 */
export function ownFormula(
  { own, model }: DiscoverTask,
  { train, validation }: SearchData,
): readonly Found[] {
  if (own === undefined || model === null) return [];
  const { expression, fitted } = own;
  const rows = asShares(train);
  const shares = rows && {
    train: shareError(expression, train),
    validation: shareError(expression, validation),
  };
  // All other formulas have not seen the validation rows.
  const asOthers = fitted && fitConstants(expression, rows ?? train, { free: isUncertain });
  return [
    {
      ...own,
      model,
      trainError: formulaError(expression, train),
      validationError: formulaError(expression, validation),
      ...(shares && { shares }),
      ...(asOthers && !rows && { comparedBy: formulaError(asOthers, validation) }),
      ...(asOthers &&
        rows && {
          comparedBy: shareError(asOthers, validation),
          errorAsOthers: formulaError(asOthers, validation),
        }),
      complexity: complexity(shortest(expression, rangesOf(train))),
      replaced: false,
      stays: true,
    },
  ];
}
