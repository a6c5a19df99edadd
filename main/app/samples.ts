import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SampleView } from '../../shared/contract/contract.ts';
import type { FileGrants } from './fileGrants.ts';

const fileName = z.string().regex(/^[\w-]+\.csv$/);

/** The format of examples/samples.json, which lists the sample files beside it. */
export const sampleList = z.array(
  z
    .object({
      file: fileName,
      title: z.string().min(1),
      description: z.string().min(1),
      targets: z.array(z.string()).min(1),
      rows: z.int().min(1),
    })
    .strict(),
);

/** The samples in `folder`, each granted for reading. */
export async function listSamples(folder: string, grants: FileGrants): Promise<readonly SampleView[]> {
  const list = sampleList.parse(JSON.parse(await readFile(join(folder, 'samples.json'), 'utf8')));
  return list.map(({ file, ...about }) => ({
    ...about,
    name: file,
    id: grants.grant(join(folder, file), false).id,
  }));
}
