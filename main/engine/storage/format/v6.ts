/** Version 6 of the file format: columns can have units that were set by hand. Frozen like version 5. */
import { z } from 'zod';
import * as v5 from './v5.ts';

const unit = z.string().max(100);

const dataSetup = v5.revision.shape.data
  .unwrap()
  .shape.setup.unwrap()
  .extend({
    units: z.record(z.string().max(1000), unit).exactOptional(),
  });

const dataReference = v5.revision.shape.data.unwrap().extend({ setup: dataSetup.nullable() });

const { features, outputs } = v5.revision.shape.encoding.shape;
const encoding = v5.revision.shape.encoding.extend({
  features: z.array(features.element.extend({ unit: unit.exactOptional() })),
  outputs: z.array(outputs.element.extend({ unit: unit.exactOptional() })),
});

export const revision = v5.revision.extend({ encoding, data: dataReference.nullable() });
export const project = v5.project.extend({ data: dataReference.nullable() });
export const state = v5.state.extend({ data: dataReference.extend({ path: z.string() }).nullable() });
export const run = v5.run;
export const isKnown = v5.isKnown;
