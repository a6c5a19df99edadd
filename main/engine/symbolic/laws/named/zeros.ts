/** The zeros that laws with a name count temperatures from. */
import type { NumberNode } from '../../../../../shared/expression/tree.ts';
import type { FormulaData } from '../../formula/formulaData.ts';
import { absoluteZero } from '../dimensional/absoluteZero.ts';

/** What a law that takes ratios of a column adds to it, as 273.15 to a temperature in °C; null for other columns. */
export function zeroOf({ units }: Pick<FormulaData, 'units'>, column: string): NumberNode | null {
  return absoluteZero(units?.columns.get(column) ?? null);
}
