/** The gallery of sample files: `examples/index.json` describes the files beside it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const sample = z
  .object({
    /** Name of the CSV in the same folder. */
    file: z.string().regex(/^[a-z0-9-]+\.csv$/),
    title: z.string(),
    description: z.string(),
    source: z.string(),
    task: z.enum(['regression', 'classification']),
    targets: z.array(z.string()).min(1),
    rows: z.int().positive(),
    /** The column of phases, of a sample that is learned one phase after another. */
    phases: z.string().optional(),
  })
  .strict();
type Sample = z.infer<typeof sample>;

/** @param folder the examples' folder: `examples/` of the repository, or the packaged application's copy of it. */
export async function readSamples(folder: string): Promise<readonly Sample[]> {
  const text = await readFile(join(folder, 'index.json'), 'utf8');
  return z.array(sample).parse(JSON.parse(text));
}
