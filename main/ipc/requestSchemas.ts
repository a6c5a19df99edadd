import { z } from 'zod';
import type { RequestChannel, Requests } from './channels.ts';

const none = z.undefined();

/** What each request must look like; everything that the page sends is parsed with these. */
export const requestSchemas: {
  readonly [C in RequestChannel]: z.ZodType<Requests[C]['argument']>;
} = {
  'files.grantDropped': z.string().max(32_768),
  'files.openDialog': z.enum(['table', 'project']),
  'files.saveDialog': z.string().min(1).max(255),
  'files.recent': none,
  'files.samples': none,
  'app.info': none,
  'app.theme': none,
  'app.setTheme': z.enum(['system', 'light', 'dark']),
  'app.openExternal': z.enum(['guide', 'issues', 'licence']),
  'app.showLog': none,
  'page.loaded': none,
};
