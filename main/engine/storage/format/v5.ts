/**
 * Version 5 of the file format: the scale of an input can be logarithmic, and be set by hand. Frozen like version 4.
 */
import { z } from 'zod';
import * as v1 from './v1.ts';
import * as v4 from './v4.ts';

const dataSetup = v1.dataSetup.extend({
  scales: z.record(z.string().max(1000), z.enum(['linear', 'log'])).exactOptional(),
});

const dataReference = v1.dataReference.extend({ setup: dataSetup.nullable() });

const feature = v1.encoding.shape.features.element;
const encoding = v1.encoding.extend({
  features: z.array(
    feature.extend({ scaling: feature.shape.scaling.extend({ logarithm: z.literal(true).exactOptional() }) }),
  ),
});

export const revision = v4.revision.extend({ encoding, data: dataReference.nullable() });
export const project = v4.project.extend({ data: dataReference.nullable() });
export const state = v4.state.extend({ data: dataReference.extend({ path: z.string() }).nullable() });
export const run = v4.run;
export const isKnown = v4.isKnown;

export type StoredData = z.infer<typeof dataReference>;
