/**
 * The outer layer of a `.kan` file: a zip file. Its manifest names the format, its version, and every other file with
 * its length and SHA-256, so that damage is found before any content is used. See docs/file-format.md.
 */
import { createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { userError, type KanError } from '../../../shared/errors.ts';
import { decodeJson, encodeJson, sizeOfJson } from './json.ts';
import { formatVersion } from './format/present.ts';

/** Bytes by path inside the file. */
export type Files = ReadonlyMap<string, Uint8Array>;

export interface Container {
  /** Version of the format. The format says what the files hold. */
  readonly version: number;
  readonly files: Files;
}

const formatName = 'kan-studio';
const manifestName = 'manifest.json';

/**
 * The limit on the unpacked size: a constant, plus a multiple of the packed size. Saved tables and networks shrink to
 * about a tenth. A file that is built to fill the memory shrinks to a thousandth.
 */
const contents = { bytes: 64 * 2 ** 20, each: 40, most: 2 ** 31 };
/**
 * The limit on the number of values in all JSON of the file. A number of a curve takes three bytes or more, packed.
 */
const jsonValues = { values: 2_000_000, each: 1 };
/** Deeper than the nesting of any formula that can be made. */
const jsonDepth = 400;

/** The part that is read first. Future versions keep these two fields. */
const manifestHead = z.object({ format: z.literal(formatName), version: z.int().min(1) });
const manifest = manifestHead.extend({
  app: z.string(),
  files: z.record(z.string(), z.object({ bytes: z.int().min(0), sha256: z.string() })),
});

/** @param app name and version of the program that writes, for the manifest. */
export function packFiles(files: Files, app: string): Uint8Array {
  const listed = [...files].map(([path, bytes]) => [path, { bytes: bytes.length, sha256: sha256(bytes) }]);
  const head: z.infer<typeof manifest> = {
    format: formatName,
    version: formatVersion,
    app,
    files: Object.fromEntries(listed) as z.infer<typeof manifest>['files'],
  };
  const entries = [[manifestName, encodeJson(head)] as const, ...files];
  // A fixed time stamp: equal contents give equal files.
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(1980, 0, 1) });
}

/**
 * The files of a container, unchanged.
 * @param name of the file, for messages.
 * @throws KanError `project.foreign` if it is not a file of this format, `project.damaged` if it is incomplete or
 *   damaged, `project.newer` if a later version of KAN Studio wrote it.
 */
export function unpackFiles(bytes: Uint8Array, name: string): Container {
  const entries = unzip(bytes, name);
  const manifestBytes = entries.get(manifestName);
  if (manifestBytes === undefined) throw foreign(name);
  const json = decodeJson(manifestBytes);
  const head = manifestHead.safeParse(json);
  if (!head.success) throw json === undefined ? damaged(name) : foreign(name);
  const { version } = head.data;
  if (version > formatVersion) throw newer(name, version);
  const whole = manifest.safeParse(json);
  if (!whole.success) throw damaged(name);
  let values = jsonValues.values + jsonValues.each * bytes.length;
  const files = new Map<string, Uint8Array>();
  for (const [path, expected] of Object.entries(whole.data.files)) {
    const found = entries.get(path);
    if (found === undefined || found.length !== expected.bytes || sha256(found) !== expected.sha256) {
      throw damaged(name);
    }
    // This check comes before parsing: a parsed value takes up to a hundred times as much memory as its text.
    if (path.endsWith('.json')) {
      const size = sizeOfJson(found);
      values -= size.values;
      if (values < 0 || size.depth > jsonDepth) throw damaged(name);
    }
    files.set(path, found);
  }
  return { version, files };
}

function unzip(bytes: Uint8Array, name: string): ReadonlyMap<string, Uint8Array> {
  const isZip = bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) throw foreign(name);
  const most = Math.min(contents.most, contents.bytes + contents.each * bytes.length);
  let [packed, unpacked] = [0, 0];
  try {
    const entries = unzipSync(bytes, {
      filter: ({ size, originalSize }) => {
        packed += size;
        unpacked += originalSize;
        // If the entries have more packed bytes than the file, entries overlap.
        if (packed > bytes.length || unpacked > most) throw damaged(name);
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch {
    throw damaged(name);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The error for any fault inside a file of this format. */
export function damaged(name: string): KanError {
  return userError(
    'project.damaged',
    `“${name}” is damaged: part of it is missing or was changed.`,
    'Use a copy of it, or save the project again where it was made.',
  );
}

function foreign(name: string): KanError {
  return userError(
    'project.foreign',
    `“${name}” is not a KAN Studio project.`,
    'Choose a file that KAN Studio saved (.kan); a table is opened as a table.',
  );
}

/**
 * The error for an undamaged file that names something this program does not know: an edit, an optimiser, a function.
 */
export function madeLater(name: string): KanError {
  return userError(
    'project.newer',
    `“${name}” was made by a later KAN Studio: it holds something that this one does not know.`,
    'Update KAN Studio to open it.',
  );
}

function newer(name: string, version: number): KanError {
  return userError(
    'project.newer',
    `“${name}” was saved by a later KAN Studio (file version ${version}; this one reads up to ${formatVersion}).`,
    'Update KAN Studio to open it.',
  );
}
