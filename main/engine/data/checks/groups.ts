/** Columns of whole numbers that only say which batch, plate or subject a row belongs to. */
import { MOST_CLASSES, MOST_INPUT_LABELS } from '../../../../shared/contract/columnTypes.ts';
import { countText } from '../../../../shared/figures.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import { areFewLabels } from '../columns/describeTable.ts';
import type { Column } from '../table/table.ts';
import { labelsMend, togetherMends, type Checked, type DataCheck } from './check.ts';
import { isLookedUp } from './lookups.ts';
import { numberedBy, repeats, type Numbered } from './numbered.ts';

export const groupsCheck: DataCheck = {
  name: 'groups',
  help: 'Whole numbers that only name groups of rows, or rows, such as those of batches and subjects.',
  find: (checked) => checked.table.columns.flatMap((column) => findingOf(column, checked)),
};

type Found = Omit<DataFinding, 'check'>;

function findingOf(column: Column, checked: Checked): Found[] {
  const { name } = column;
  if (checked.roles.targets.includes(name)) return targetFinding(column, checked);
  if (!checked.roles.inputs.includes(name)) return [];
  const numbered = numberedBy(column, checked);
  // Where labels would tell the target, another check has the finding.
  if (numbered === null || isLookedUp(column, checked)) return [];
  const whole = repeats(numbered) && numbered.groups > 2 ? togetherMends(name, checked.roles) : [];
  const why = whole.length > 0 ? ' Held out whole, they show the errors for new groups.' : '';
  const leaveOut = { label: `Leave out “${name}”`, ignore: [name] };
  return [
    {
      // Of two groups a line says the same as labels, but for the formula.
      severity: numbered.groups > 2 ? 'warning' : 'note',
      message: `“${name}” ${whatOf(numbered)}${why}`,
      columns: [name],
      count: numbered.groups,
      mends: [...(canBeLabels(numbered) ? [labelsMend(checked.table, column)] : []), ...whole, leaveOut],
    },
  ];
}

function targetFinding(column: Column, checked: Checked): Found[] {
  const numbered = numberedBy(column, checked);
  if (numbered === null || !repeats(numbered) || numbered.groups > MOST_CLASSES) return [];
  return [
    {
      severity: 'warning',
      message: `“${column.name}” is the target and seems to number ${countText(numbered.groups)} groups: read as labels, a class is predicted instead of a number.`,
      columns: [column.name],
      count: numbered.groups,
      mends: [labelsMend(checked.table, column)],
    },
  ];
}

const canBeLabels = (numbered: Numbered): boolean =>
  repeats(numbered) && areFewLabels(numbered.groups, numbered.rows);

function whatOf(numbered: Numbered): string {
  const { groups, rows } = numbered;
  if (!repeats(numbered))
    return `seems to name the rows, with ${countText(groups)} different numbers in ${countText(rows)}: it says nothing of a row but which one it is.`;
  if (groups === 2)
    return 'seems to number 2 groups. A formula may have it as a quantity, such as a power; as labels, each group gets a value of its own.';
  const seems = `seems to number ${countText(groups)} groups. As a number it gets a line, a curve or levels`;
  if (canBeLabels(numbered)) return `${seems}; as labels, each group gets a value of its own.`;
  return groups > MOST_INPUT_LABELS
    ? `${seems}, and an input can have at most ${MOST_INPUT_LABELS} labels.`
    : `${seems}, and each has too few rows for a label of its own.`;
}
