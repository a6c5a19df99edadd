/** Version 7 of the file format: tables in any encoding. Frozen like version 6. */
import { z } from 'zod';
import * as v6 from './v6.ts';

const dataReference = v6.revision.shape.data.unwrap();
const overrides = dataReference.shape.overrides.extend({ encoding: z.string().max(100).optional() });
const data = dataReference.extend({ overrides });

export const revision = v6.revision.extend({ data: data.nullable() });
export const project = v6.project.extend({ data: data.nullable() });
export const state = v6.state.extend({ data: data.extend({ path: z.string() }).nullable() });
export const run = v6.run;
export const isKnown = v6.isKnown;

export type StoredRevision = z.infer<typeof revision>;
export type StoredCurve = StoredRevision['curve'];
