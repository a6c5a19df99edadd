/** What is saved: all revisions, where the data came from, and the setup. */
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import type { DataReference } from '../data/reference.ts';
import type { EquationSteps } from '../equations/steps.ts';
import type { Findings } from '../findings/findings.ts';
import type { History } from '../history/history.ts';
import { damaged, madeLater, packFiles, unpackFiles, type Container } from './container.ts';
import { equationFiles, readEquations } from './equationFiles.ts';
import { findingFiles, readFindings } from './findingFiles.ts';
import { liveCurve, liveData, storedCurve, storedData, UnknownName } from './format/live.ts';
import { readProjectJson } from './format/versions.ts';
import { decodeJson, encodeJson } from './json.ts';
import { readRevision, revisionFiles } from './modelFiles.ts';

export interface Project {
  readonly history: History;
  readonly data: DataReference | null;
  /** The file of the table, if it was saved inside. */
  readonly embedded: Uint8Array | null;
  /** The error curve of the last run. */
  readonly curve: readonly CurvePoint[];
  /** Of two classes: how probable the second must be to be predicted. */
  readonly threshold: number;
  /** The differential equation, with its solutions. */
  readonly equations: EquationSteps;
  /** What comparisons, phases and searches for formulas found. */
  readonly findings: Findings;
}

const projectName = 'project.json';
const tableName = 'data/table';

/**
 * The bytes of a `.kan` file; equal projects give equal bytes. @param app name and version of the program that
 * writes.
 */
export function encodeProject(project: Project, app: string): Uint8Array {
  const { history, data, embedded, curve, threshold, equations, findings } = project;
  const json = {
    current: history.current,
    tip: history.tip,
    revisions: history.revisions.map((revision) => revision.id),
    data: data && storedData(data),
    embedded: embedded !== null,
    threshold,
    curve: storedCurve(curve),
  };
  const files = new Map([
    [projectName, encodeJson(json)],
    ...equationFiles(equations),
    ...findingFiles(findings),
  ]);
  for (const revision of history.revisions) {
    for (const [path, bytes] of revisionFiles(revision, `revisions/${revision.id}/`)) files.set(path, bytes);
  }
  if (embedded !== null) files.set(tableName, embedded);
  return packFiles(files, app);
}

/**
 * @param name of the file, for messages.
 * @throws KanError `project.foreign`, `project.damaged` or `project.newer`; no other error.
 */
export function decodeProject(bytes: Uint8Array, name: string): Project {
  const container = unpackFiles(bytes, name);
  try {
    return readProject(container);
  } catch (error) {
    throw error instanceof UnknownName ? madeLater(name) : damaged(name);
  }
}

function readProject(container: Container): Project {
  const { files, version } = container;
  const json = readProjectJson(decodeJson(files.get(projectName) ?? new Uint8Array()), version);
  const revisions = json.revisions.map((id) => readRevision(container, `revisions/${id}/`));
  const known = new Set<string>();
  revisions.forEach(({ id, parent }, index) => {
    if (id !== json.revisions[index] || known.has(id)) throw new RangeError('revisions are mixed up');
    if (parent !== null && !known.has(parent)) throw new RangeError('a revision has no parent');
    known.add(id);
  });
  const tip = json.tip ?? json.current;
  if ([json.current, tip].some((id) => id !== null && !known.has(id))) {
    throw new RangeError('no current revision');
  }
  const table = files.get(tableName);
  if (json.embedded && table === undefined) throw new RangeError('no table inside');
  return {
    history: { revisions, current: json.current, tip },
    data: json.data && liveData(json.data),
    embedded: json.embedded && table !== undefined ? table : null,
    curve: liveCurve(json.curve),
    threshold: json.threshold ?? thresholdSetting.default,
    equations: readEquations(container),
    findings: readFindings(container),
  };
}
