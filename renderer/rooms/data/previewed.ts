/** Whether the file of a table is as its preview was. */
import type { TablePreview, TableView } from '../../../shared/contract/views/data.ts';

/** What a person is told where the columns are others than those of the preview; null where they are the same. */
export function changeSincePreview(preview: TablePreview | null, table: TableView): string | null {
  const [before, after] = [preview?.columns ?? [], table.columns].map((all) => all.map(({ name }) => name));
  if (preview === null || (before.length === after.length && before.every((name, i) => name === after[i])))
    return null;
  return `“${table.fileName}” has changed since its preview: it has other columns now.`;
}
