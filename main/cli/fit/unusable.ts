/** Why columns do not become inputs. */
import { columnTypeFacts, MOST_INPUT_LABELS } from '../../../shared/contract/columnTypes.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { countText } from '../../../shared/figures.ts';
import { columnType } from '../../engine/data/columns/types.ts';
import { rowsPerLabel } from '../../engine/data/columns/describeTable.ts';
import { uncertaintiesIn } from '../../engine/data/table/uncertainties.ts';

/** Why some columns do not become inputs automatically. @param except columns that are not named */
export function unusable(
  { rows, columns, suggestedInputs, suggestedTargets }: TableView,
  except: readonly string[],
): string {
  const uncertain = uncertaintiesIn(columns);
  const reasons = columns
    .filter(({ name }) => ![...suggestedInputs, ...suggestedTargets, ...except].includes(name))
    .map(({ name, type, distinct, missing }) => {
      if (columnTypeFacts[type].holds === 'nothing') return `“${name}” is ${columnType(type).words.many}`;
      const of = uncertain.get(name);
      if (of !== undefined && suggestedTargets.includes(of))
        return `“${name}” looks like the uncertainty of “${of}”`;
      if (distinct === 0) return `“${name}” has no values`;
      if (distinct > 1 && 2 * missing > rows)
        return `“${name}” is missing ${countText(missing)} of ${countText(rows)} values`;
      if (distinct === 1) return `“${name}” is the same in every row`;
      return distinct > MOST_INPUT_LABELS
        ? `“${name}” has ${countText(distinct)} labels; an input can have at most ${MOST_INPUT_LABELS}`
        : `“${name}” has ${countText(distinct)} labels, fewer than ${rowsPerLabel} rows for each`;
    });
  return reasons.length === 0 ? '' : `${reasons.slice(0, 10).join('; ')}.`;
}
