/** The parts of documents that npm run docs makes are those of the records and of the figures in bench/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { madeParts, withMade } from '../../../scripts/documents.ts';
import { measuredParts } from '../../../scripts/measured.ts';

const root = join(import.meta.dirname, '../../..');
const made = Object.entries(madeParts(root));

/** Without the line breaks, indents and widths of columns that the formatter chooses. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ ?(<[^>]*>) ?/g, '$1')
    .replace(/-{2,}/g, '---');

it.each(made)('%s is up to date; npm run docs writes it anew', (document, parts) => {
  const page = readFileSync(join(root, document), 'utf8');
  expect(plain(page).split(/(?=<tr>|\| )/)).toEqual(plain(withMade(page, parts)).split(/(?=<tr>|\| )/));
});

it('a document without a place for a part is refused', () => {
  expect(() => withMade('<!-- a: made by npm run docs -->', { a: '1' })).toThrow('“a”');
});

it('medians, ratios and runs that never came so far are told from the figures', () => {
  const outcome = { rmse: 1, seconds: 1, processorSeconds: 1, toPykan: null, toPerceptron: null };
  const ofTwo = { toPykan: 3, toPerceptron: null };
  const problems = ['hello', 'hello-1', 'I.6.20', 'I.26.2', 'I.16.6', 'I.6.20b', 'I.29.16'];
  const best = Object.fromEntries(problems.map((problem) => [problem, { rmse: 1.6e-6, seconds: 105.6 }]));
  const outcomes = [
    { ...outcome, rmse: 0.25, seconds: 0.324, ...ofTwo },
    { ...outcome, rmse: 4e-4, seconds: 12.3, ...ofTwo },
    { ...outcome, rmse: 0.5, seconds: 9 },
  ];
  const parts = measuredParts({
    accuracy: { results: problems.map((problem) => ({ problem, outcomes })) },
    evaluator: {
      columns: ['[2,5,1] 1000'],
      milliseconds: { 'plain TypeScript': [{ median: 0.6 }], 'native, 1 thread': [{ median: 0.1 }] },
      costs: { 'sparsity terms': [1.4143] },
    },
    compare: { evaluator: [{ name: 'pykan', ms: [4.2273] }] },
    perceptron: { best: { hello: { rmse: 0.0026, seconds: 10.6 } } },
    recorded: { accuracy: { best } },
    laws: { laws: [] },
  });
  expect(parts['README.md']['accuracy']).toContain('| [2,5,1] | 0.25 | 9.0 s | 1.6e-6 | 106 s |');
  const { accuracy, gradients, costs, others } = parts['docs/algorithms/performance.md'];
  expect(accuracy).toContain(
    '| hello [2,5,1] | 0.25 | 0.50 | 9.0 | 1.0 | 1.6e-6 | 106 | 3.0, 2 of 3 | 2.6e-3 | 11 | never |',
  );
  expect(accuracy).toContain('| I.6.20 | 0.25 | 0.50 | 9.0 | 1.0 | 1.6e-6 | 106 | 3.0, 2 of 3 | – | – | – |');
  expect(gradients).toContain('| native, 1 thread | 0.100 (6.0×) |');
  expect(costs).toContain('| sparsity terms | 1.41 |');
  expect(others).toContain('| pykan | 4.23 (42) |');
});
