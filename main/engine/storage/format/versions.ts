/** All versions of the file format, and the conversion of the content of older versions to the present one. */
import { z } from 'zod';
import * as v1 from './v1.ts';
import * as v2 from './v2.ts';
import * as v3 from './v3.ts';
import * as v4 from './v4.ts';

/** The version that is written. This version and all earlier ones can be read. */
export const formatVersion = 4;

type V2Revision = z.infer<typeof v2.revision>;
type V3Revision = z.infer<typeof v3.revision>;

/**
 * model.json of any version, converted to the present version.
 * @throws ZodError if the content does not match its version.
 */
export function readRevisionJson(json: unknown, version: number): v4.StoredRevision {
  if (version >= 4) return v4.revision.parse(json);
  if (version === 3) return fromV3(v3.revision.parse(json));
  return fromV3(version === 2 ? fromV2(v2.revision.parse(json)) : fromV1(v1.revision.parse(json)));
}

/** project.json of any version. @throws ZodError */
export function readProjectJson(json: unknown, version: number): v4.StoredProject {
  return version >= 2 ? v4.project.parse(json) : { ...v1.project.parse(json), tip: null };
}

/** state.json of any version; null if it is incomplete, or of a later version. */
export function readStateJson(json: unknown): v4.StoredState | null {
  // The first files do not state their version. All versions have the same fields.
  const head = z.object({ version: z.int().default(1) }).safeParse(json);
  if (!head.success || head.data.version > formatVersion) return null;
  return v4.state.safeParse(json).data ?? null;
}

/** The curve in run.json of any version; null if it is incomplete. */
export function readRunJson(json: unknown): v4.StoredCurve | null {
  return v4.run.safeParse(json).data?.curve ?? null;
}

/** Names, curves and data of each revision came with version 2. */
function fromV1(revision: z.infer<typeof v1.revision>): V3Revision {
  return { ...revision, name: '', curve: [], data: null };
}

/** Since version 3 edges are fixed, and nodes swapped, several at a time. */
function fromV2({ operation, ...rest }: V2Revision): V3Revision {
  if (operation.type !== 'edit') return { ...rest, operation };
  return { ...rest, operation: { ...operation, edit: severalOf(operation.edit) } };
}

/** Models that a run compared came with version 4. */
function fromV3(revision: V3Revision): v4.StoredRevision {
  return { ...revision, ladder: null };
}

function severalOf(edit: z.infer<typeof v2.editOperation>['edit']): v3.KnownEdit {
  if (edit.type === 'fix') {
    const { edge, ...others } = edit;
    return { ...others, edges: [edge] };
  }
  if (edit.type !== 'swap') return edit;
  const { first, second, ...others } = edit;
  return { ...others, pairs: [[first, second]] };
}
