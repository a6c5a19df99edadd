/** A function whose domain ends at the data: every command says so, with the range. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { kan } from '../../support/kan.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');
const warning = 'No value on some test rows: a function such as a root or a logarithm is not defined there.';

it('a function without a value on test rows is told by the edit, the facts, the formula and its code', async () => {
  const csv = folder('root.csv');
  const model = folder('root.kan');
  const rows = Array.from({ length: 100 }, (_, i) => `${(i + 1) / 100},${Math.sqrt((i + 1) / 100)}`);
  await writeFile(csv, ['x,y', ...rows, ''].join('\n'));
  // With this split the row with the lowest x is a test row.
  const network = ['--hidden', 'none', '--optimizer', 'lm', '--steps', '1', '--split-seed', '1'];
  const fitted = await kan('fit', csv, '--target', 'y', ...network, '--out', model, '--json');
  expect(JSON.parse(fitted.stdout)).toMatchObject({ remarks: [] });

  const root = ['--edge', '0,0,0', '--function', 'sqrt', '--affine', '1,1.000001,1,0', '--no-refit'];
  const fixed = await kan('fix', model, ...root);
  expect(fixed.stderr).toContain(`warning: ${warning}\n`);
  expect((await kan('info', model)).stderr).toBe(`warning: ${warning}\n`);
  expect(JSON.parse((await kan('info', model, '--json')).stdout)).toMatchObject({
    test: { rmse: null },
    remarks: [{ severity: 'warning', message: warning }],
  });

  const domain =
    /not defined on 1 test row\. The formula is not defined for \S+ below 0\.0[12]\d*; the training rows begin/u;
  const { formulas } = JSON.parse((await kan('formula', model, '--json')).stdout) as {
    formulas: { warning: string }[];
  };
  const [told] = formulas;
  expect(told.warning).toMatch(domain);
  for (const [format, comment] of [
    ['python', '# '],
    ['c', '// '],
    ['matlab', '% '],
  ]) {
    const { stdout, stderr } = await kan('formula', model, '--format', format);
    const comments = stdout.split('\n').filter((line) => line.startsWith(comment));
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatch(domain);
    expect(stderr).toMatch(domain);
  }
});
