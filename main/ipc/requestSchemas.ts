import { z } from 'zod';
import { menuBar } from '../../shared/contract/menu.ts';
import { fileId } from '../../shared/contract/schemas.ts';
import type { RequestChannel, Requests } from './channels.ts';

const none = z.undefined();
/** Pictures and code; tables and projects are written by the engine. */
const mostContent = 256 * 1024 * 1024;
const bytes = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= mostContent);

/** What each request must look like; everything that the page sends is parsed with these. */
export const requestSchemas: {
  readonly [C in RequestChannel]: z.ZodType<Requests[C]['argument']>;
} = {
  'files.grantDropped': z.string().max(32_768),
  'files.grantPasted': z.string().min(1).max(mostContent),
  'files.openDialog': z.enum(['table', 'project']),
  'files.saveDialog': z
    .object({
      name: z.string().min(1).max(200),
      kind: z.object({ label: z.string().max(80), extension: z.string().regex(/^[a-z0-9]{1,10}$/) }).strict(),
    })
    .strict(),
  'files.write': z.object({ file: fileId, content: z.union([z.string().max(mostContent), bytes]) }).strict(),
  'files.recent': none,
  'files.samples': none,
  'app.info': none,
  'app.theme': none,
  'app.setTheme': z.enum(['system', 'light', 'dark']),
  'app.setMenu': menuBar,
  'app.openExternal': z
    .object({
      page: z.enum(['guide', 'issues', 'licence']),
      section: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/)
        .nullable(),
    })
    .strict(),
  'app.showLog': none,
  'app.copyText': z.string().max(mostContent),
  'app.copyImage': bytes,
  'page.loaded': none,
};
