/** Every version of the file format, and how what an older one holds becomes what the present one holds. */
import { z } from 'zod';
import * as v1 from './v1.ts';
import * as v2 from './v2.ts';
import * as v3 from './v3.ts';

/** The version that is written; all up to it are read. */
export const formatVersion = 3;

type V2Revision = z.infer<typeof v2.revision>;

/**
 * model.json of any version, as the present one has it.
 * @throws ZodError where it is not what its version says.
 */
export function readRevisionJson(json: unknown, version: number): v3.StoredRevision {
  if (version >= 3) return v3.revision.parse(json);
  return version === 2 ? fromV2(v2.revision.parse(json)) : fromV1(v1.revision.parse(json));
}

/** project.json of any version. @throws ZodError */
export function readProjectJson(json: unknown, version: number): v3.StoredProject {
  return version >= 2 ? v3.project.parse(json) : { ...v1.project.parse(json), tip: null };
}

/** state.json of any version; null where it is not whole, or of a later one. */
export function readStateJson(json: unknown): v3.StoredState | null {
  // The first ones did not say their version; all have the same fields.
  const head = z.object({ version: z.int().default(1) }).safeParse(json);
  if (!head.success || head.data.version > formatVersion) return null;
  return v3.state.safeParse(json).data ?? null;
}

/** The curve in run.json of any version; null where it is not whole. */
export function readRunJson(json: unknown): v3.StoredCurve | null {
  return v3.run.safeParse(json).data?.curve ?? null;
}

/** Names, curves and data of each revision came with version 2. */
function fromV1(revision: z.infer<typeof v1.revision>): v3.StoredRevision {
  return { ...revision, name: '', curve: [], data: null };
}

/** Since version 3 edges are fixed, and nodes swapped, several at a time. */
function fromV2({ operation, ...rest }: V2Revision): v3.StoredRevision {
  if (operation.type !== 'edit') return { ...rest, operation };
  return { ...rest, operation: { ...operation, edit: severalOf(operation.edit) } };
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
