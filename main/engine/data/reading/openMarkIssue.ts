/** A number whose mark may group digits or be a decimal mark. */
import { readingSettings } from '../../../../shared/settings/reading.ts';
import { setTo } from '../../../../shared/settings/setting.ts';
import type { IssueInput } from '../issues/issues.ts';

/** @param cell such as 1.234. @param value as it is read. @param where its place, where it is not at the beginning */
export function openMarkIssue(
  cell: string,
  value: number,
  where: Pick<IssueInput, 'line' | 'column'> = {},
): IssueInput {
  const { decimal } = readingSettings;
  const [name, mark, other] = cell.includes(',')
    ? (['comma', ',', '.'] as const)
    : (['point', '.', ','] as const);
  const isFraction = !Number.isInteger(value) || value < 1000;
  return {
    severity: 'warning',
    code: 'csv.ambiguous-thousands',
    message: `“${cell}” could be a whole number or a fraction; it is read as ${value}.`,
    hint: isFraction
      ? `If the ${name} groups thousands here, ${setTo(decimal, other)}.`
      : `If the ${name} is a decimal mark here, ${setTo(decimal, mark)}.`,
    ...where,
  };
}
