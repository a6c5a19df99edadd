/** All versions of the file format, and the conversion of the content of older versions to the present one. */
import { z } from 'zod';
import * as v1 from './v1.ts';
import * as v2 from './v2.ts';
import * as v3 from './v3.ts';
import * as v4 from './v4.ts';
import * as v5 from './v5.ts';
import * as v6 from './v6.ts';
import * as v7 from './v7.ts';
import * as present from './present.ts';

type V2Revision = z.infer<typeof v2.revision>;
type V3Revision = z.infer<typeof v3.revision>;
type V4Revision = z.infer<typeof v4.revision>;

/** From this version on content needs no conversion: what came later is absent in it. */
const firstAlike = 5;
const alike = [v5, v6, v7, present] as const;

/** The schemas of a version whose content needs no conversion; undefined where it does. */
function alikeIn(version: number): (typeof alike)[number] | undefined {
  return alike[version - firstAlike];
}

/**
 * model.json of any version, converted to the present version.
 * @throws ZodError if the content does not match its version.
 */
export function readRevisionJson(json: unknown, version: number): present.StoredRevision {
  const schemas = alikeIn(version);
  if (schemas !== undefined) return schemas.revision.parse(json);
  if (version === 4) return fromV4(v4.revision.parse(json));
  if (version === 3) return fromV4(fromV3(v3.revision.parse(json)));
  return fromV4(fromV3(version === 2 ? fromV2(v2.revision.parse(json)) : fromV1(v1.revision.parse(json))));
}

/** project.json of any version. @throws ZodError */
export function readProjectJson(json: unknown, version: number): present.StoredProject {
  const schemas = alikeIn(version);
  if (schemas !== undefined) return schemas.project.parse(json);
  const stored = version >= 2 ? v4.project.parse(json) : { ...v1.project.parse(json), tip: null };
  return { ...stored, data: stored.data && onLinearScales(stored.data) };
}

/** state.json of any version; null if it is incomplete, or of a later version. */
export function readStateJson(json: unknown): present.StoredState | null {
  // The first files do not state their version. All versions have the same fields.
  const head = z.object({ version: z.int().default(1) }).safeParse(json);
  if (!head.success || head.data.version > present.formatVersion) return null;
  const schemas = alikeIn(head.data.version);
  if (schemas !== undefined) return schemas.state.safeParse(json).data ?? null;
  const stored = v4.state.safeParse(json).data;
  return stored === undefined ? null : { ...stored, data: stored.data && onLinearScales(stored.data) };
}

/** The curve in run.json of any version; null if it is incomplete. */
export function readRunJson(json: unknown): present.StoredCurve | null {
  return present.run.safeParse(json).data?.curve ?? null;
}

/** equations/steps.json. It came with version 8. @throws ZodError */
export function readEquationsJson(json: unknown): present.StoredEquations {
  return present.equations.parse(json);
}

/** findings/findings.json. It came with version 8. @throws ZodError */
export function readFindingsJson(json: unknown): present.StoredFindings {
  return present.findings.parse(json);
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
function fromV3(revision: V3Revision): V4Revision {
  return { ...revision, ladder: null };
}

/** Logarithmic scales came with version 5: in earlier networks every input has a linear one. */
function fromV4(revision: V4Revision): present.StoredRevision {
  return { ...revision, data: revision.data && onLinearScales(revision.data) };
}

function onLinearScales<T extends { readonly setup: z.infer<typeof v1.dataSetup> | null }>(
  data: T,
): T & Pick<v5.StoredData, 'setup'> {
  const { setup } = data;
  if (setup === null) return { ...data, setup };
  const scales = Object.fromEntries(setup.inputs.map((name) => [name, 'linear'] as const));
  return { ...data, setup: { ...setup, scales } };
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
