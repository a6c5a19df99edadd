import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SampleView } from '../../shared/contract/studio.ts';
import type { FileGrants } from './fileGrants.ts';

/** The part of the format of examples/index.json that the gallery shows. */
const sampleList = z.array(
  z.object({
    file: z.string().regex(/^[\w-]+\.csv$/),
    title: z.string().min(1),
    description: z.string().min(1),
    targets: z.array(z.string()).min(1),
    rows: z.int().min(1),
    phases: z.string().optional(),
  }),
);

/** The samples in `folder`, each granted for reading. */
export async function listSamples(folder: string, grants: FileGrants): Promise<readonly SampleView[]> {
  const list = sampleList.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  return list.map(({ file, ...about }) => ({
    ...about,
    name: file,
    id: grants.grant(join(folder, file), false).id,
  }));
}
