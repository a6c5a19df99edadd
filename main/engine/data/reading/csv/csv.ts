/** Tables as text: cells between commas, semicolons, tabs, bars or spaces, a row on each line. */
import type { TableSource } from '../tableSource.ts';
import { openText } from './openText.ts';
import { readHead } from './text.ts';

export const csv: TableSource = {
  name: 'csv',
  /** The last one tried: a file that is not text is refused when it is opened. */
  recognises: () => true,
  open: async (start, options, signal) =>
    openText(await readHead(start, options.encoding, signal), options, signal),
};
