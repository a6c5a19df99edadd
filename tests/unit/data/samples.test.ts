import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeTable, loadTable, prepareDataset } from '../../../main/engine/data/index.ts';
import { readSamples } from './samplesIndex.ts';

const folder = resolve(import.meta.dirname, '../../../examples');
const samples = await readSamples(folder);

describe('sample files', () => {
  it('equal the output of their generator, byte for byte', () => {
    const made = mkdtempSync(join(tmpdir(), 'kan-samples-'));
    try {
      execFileSync(process.execPath, [join(folder, 'generate.mjs'), made]);
      const files = readdirSync(made).sort();
      expect(files).toEqual([...samples.map((s) => s.file), 'index.json'].sort());
      for (const file of files) {
        expect(readFileSync(join(made, file)).equals(readFileSync(join(folder, file))), file).toBe(true);
      }
    } finally {
      rmSync(made, { recursive: true });
    }
  });

  it.each(samples)('$file is as the index says, and can be trained on', async (sample) => {
    const path = join(folder, sample.file);
    expect(statSync(path).size).toBeLessThan(120_000);
    const table = await loadTable(path, {});
    expect(table.rows).toBe(sample.rows);
    // Comments at the top and the encoding are mentioned, and nothing else is.
    expect(table.issues.filter(({ code }) => !['csv.comments', 'csv.encoding'].includes(code))).toEqual([]);
    const inputs = describeTable(table)
      .columns.filter((c) => c.type !== 'text' && !sample.targets.includes(c.name))
      .map((c) => c.name);
    const dataset = await prepareDataset(table, {
      inputs,
      targets: [...sample.targets],
      weights: null,
      task: sample.task,
      validationFraction: 0.1,
      testFraction: 0.2,
      seed: 1,
      scaling: 'range',
      missing: 'drop',
    });
    expect(dataset.train.rows).toBeGreaterThan(300);
  });

  it('follow the functions that the index names', async () => {
    const { columns, rows } = await loadTable(join(folder, 'hello-kan.csv'), {});
    const [x1, x2, y] = columns.map((c) => c.values) as [Float64Array, Float64Array, Float64Array];
    for (let r = 0; r < rows; r++) {
      const exact = Math.exp(Math.sin(Math.PI * x1[r]) + x2[r] ** 2);
      expect(Math.abs(y[r] / exact - 1)).toBeLessThan(1e-9);
    }
  });
});
