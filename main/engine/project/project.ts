/** What is saved: every revision, where the data came from, how it was set up. */
import { z } from 'zod';
import {
  csvOverrides,
  dataSetup,
  type CsvOverrides,
  type DataSetup,
} from '../../../shared/contract/schemas.ts';
import type { CurvePoint } from '../../../shared/contract/views.ts';
import type { History } from '../history/history.ts';
import { damaged, decodeJson, encodeJson, packFiles, unpackFiles, type Files } from './container.ts';
import { readRevision, revisionFiles } from './modelFiles.ts';

/** Enough to find the table again and to read and split it as before. */
export interface DataReference {
  /** Name without folders. */
  readonly fileName: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly hash: string;
  readonly overrides: CsvOverrides;
  readonly setup: DataSetup | null;
}

export interface Project {
  readonly history: History;
  readonly data: DataReference | null;
  /** The table's own file, where it was saved inside. */
  readonly embedded: Uint8Array | null;
  /** The error curve of the last run. */
  readonly curve: readonly CurvePoint[];
}

export const dataReferenceJson = z.object({
  fileName: z.string().min(1).max(1000),
  hash: z.string().max(200),
  overrides: csvOverrides,
  setup: dataSetup.nullable(),
});

/** NaN (no validation rows) is null in JSON. */
export const curveJson = z.array(
  z
    .tuple([z.number(), z.number(), z.number().nullable()])
    .transform(([step, train, validation]): CurvePoint => ({ step, train, validation: validation ?? NaN })),
);

/** The curve as {@link curveJson} reads it. */
export function curveToJson(curve: readonly CurvePoint[]): unknown {
  return curve.map(({ step, train, validation }) => [step, train, validation]);
}

const projectJson = z.object({
  current: z.string().nullable(),
  /** Ids, parents first; each has a folder of this name. */
  revisions: z.array(z.string().regex(/^[\w-]+$/)).max(100_000),
  data: dataReferenceJson.nullable(),
  embedded: z.boolean(),
  curve: curveJson,
});

const projectName = 'project.json';
const tableName = 'data/table';

/** The bytes of a `.kan` file; equal projects give equal bytes. @param app name and version of what writes. */
export function encodeProject(project: Project, app: string): Uint8Array {
  const { history, data, embedded, curve } = project;
  const json = {
    current: history.current,
    revisions: history.revisions.map((revision) => revision.id),
    data,
    embedded: embedded !== null,
    curve: curveToJson(curve),
  };
  const files = new Map([[projectName, encodeJson(json)]]);
  for (const revision of history.revisions) {
    for (const [path, bytes] of revisionFiles(revision, `revisions/${revision.id}/`)) files.set(path, bytes);
  }
  if (embedded !== null) files.set(tableName, embedded);
  return packFiles(files, app);
}

/**
 * @param name of the file, for messages.
 * @throws KanError `project.foreign`, `project.damaged` or `project.newer`; never anything else.
 */
export function decodeProject(bytes: Uint8Array, name: string): Project {
  const files = unpackFiles(bytes, name);
  try {
    return readProject(files);
  } catch {
    throw damaged(name);
  }
}

function readProject(files: Files): Project {
  const json = projectJson.parse(decodeJson(files.get(projectName) ?? new Uint8Array()));
  const revisions = json.revisions.map((id) => readRevision(files, `revisions/${id}/`));
  const known = new Set<string>();
  revisions.forEach(({ id, parent }, index) => {
    if (id !== json.revisions[index] || known.has(id)) throw new RangeError('revisions are mixed up');
    if (parent !== null && !known.has(parent)) throw new RangeError('a revision has no parent');
    known.add(id);
  });
  if (json.current !== null && !known.has(json.current)) throw new RangeError('no current revision');
  const table = files.get(tableName);
  if (json.embedded && table === undefined) throw new RangeError('no table inside');
  return {
    history: { revisions, current: json.current },
    data: json.data,
    embedded: json.embedded && table !== undefined ? table : null,
    curve: json.curve,
  };
}
