/** Code of a formula with labels of categories: one argument and tables of values for each column, in place of a variable a label. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression, type Language } from '../../../shared/expression/print/print.ts';
import { useFolder } from '../../support/folder.ts';
import { lacks, noR, python } from './programs.ts';

const labels = ['PE', "it's", 'a"b\\c', 'what??/', '$5', 'zoë'];
const material = { column: 'Material', labels: labels.map((label, i) => ({ name: `m${i}`, label })) };
const batch = { column: 'batch no', labels: ['A', 'B'].map((label) => ({ name: `b${label}`, label })) };
const categories = [material, batch];
const inputs = ['x', ...material.labels.map(({ name }) => name), ...batch.labels.map(({ name }) => name)];

/** Labels in a sum, in two sums, alone, as a factor, below a power. */
const formulas = [
  '2.5*x + 3*m0 - 100*m1 + 0.5*m3 + m5 + 7',
  'sin(x + 2*m0 - m2) + 3*exp(0.3*m4) + x*bA',
  '(1 + 0.25*bA + 2*m1)^2 + 3*bB + m0*x*bB',
].map((text) => parseExpression(text));

const points = [0.3, -1.7].flatMap((x) =>
  labels.flatMap((label) => ['A', 'B'].map((letter) => ({ x, label, letter }))),
);

const expected = formulas.map((formula) =>
  points.map(({ x, label, letter }) =>
    evaluate(formula, {
      x,
      ...Object.fromEntries(material.labels.map((each) => [each.name, each.label === label ? 1 : 0])),
      ...Object.fromEntries(batch.labels.map((each) => [each.name, each.label === letter ? 1 : 0])),
    }),
  ),
);

const printed = (language: Language) =>
  formulas.map((formula, i) => printExpression(formula, language, { inputs, categories, output: `f${i}` }));

/** The values of all formulas, then that of the first one for a label that it does not know. */
function check(values: readonly number[]): void {
  const wanted = expected.flat();
  expect(values).toHaveLength(wanted.length + 1);
  wanted.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 10));
  expect(values.at(-1)).toBeNaN();
}

const folder = useFolder('all tests');

function run(command: string, file: string, source: string, ...after: string[]): string {
  writeFileSync(folder(file), source);
  return execFileSync(command, [folder(file), ...after], { encoding: 'utf8' });
}

const call = (i: number, { x, label, letter }: (typeof points)[number]): string =>
  `f${i}(${x}, ${JSON.stringify(label)}, ${JSON.stringify(letter)})`;
const calls = (quote: (text: string) => string = (text) => text): string[] => [
  ...formulas.flatMap((_, i) => points.map((point) => quote(call(i, point)))),
  quote(call(0, { x: 1, label: 'never seen', letter: 'A' })),
];

it('JavaScript gives the formula’s values, and NaN for other labels', () => {
  const code = printed('javascript').map(
    ({ definition }) => `(() => { ${definition} return [f0, f1, f2]; })`,
  );
  expect(code).toHaveLength(3);
  const sources = printed('javascript').map(
    ({ definition }, i) => `const g${i} = (() => {\n${definition}return f${i}; })();`,
  );
  const named = calls((text) => text.replace(/^f/, 'g'));
  check([...(runInNewContext(`${sources.join('\n')}\n[${named.join(',')}]`) as number[])]);
});

it('Python gives them for single labels and for arrays', ({ skip }) => {
  skip(lacks(python, '-c', 'import numpy'), 'there is no NumPy');
  const sources = printed('python').map(
    ({ definition }, i) => `exec(${JSON.stringify(definition)}, s${i} := {})\nf${i} = s${i}["f${i}"]\n`,
  );
  const arrays =
    'import numpy as np\nassert np.allclose(f0(np.array([1., 2.]), np.array(["PE", "zoë"]), "A"), [f0(1., "PE", "A"), f0(2., "zoë", "A")])\n';
  const output = run(
    python,
    'labels.py',
    `${sources.join('')}${arrays}${calls((text) => `print(float(${text}))`).join('\n')}`,
  );
  check(output.trim().split('\n').map(Number));
});

it('R gives them for single labels, for columns and for factors', ({ skip }) => {
  skip(noR, 'there is no Rscript');
  const sources = printed('r').map(({ definition }, i) => `f${i} <- local({\n${definition}f${i}\n})\n`);
  const columns =
    'stopifnot(all.equal(f0(c(1, 2), factor(c("zoë", "PE")), "A"), c(f0(1, "zoë", "A"), f0(2, "PE", "A"))))\n';
  const shown = calls((text) => `cat(sprintf("%.17g\\n", ${text}))`).join('\n');
  check(
    run('Rscript', 'labels.r', `${sources.join('')}${columns}${shown}`)
      .trim()
      .split('\n')
      .map(Number),
  );
});

it('SymPy gives them by the numbers of the labels', ({ skip }) => {
  skip(lacks(python, '-c', 'import sympy'), 'there is no SymPy');
  const number = (list: readonly string[], label: string) => list.indexOf(label) + 1;
  const sources = printed('sympy').map(
    ({ definition }, i) =>
      `exec(${JSON.stringify(definition)}, s${i} := {})\ndef g${i}(x, m, b):\n    names = {"x": x, "Material": m, "batch no": b}\n    e = s${i}["f${i}"]\n    print(float(e.subs({v: names[v.name] for v in e.free_symbols})))\n`,
  );
  const asked = formulas.flatMap((_, i) =>
    points.map(
      ({ x, label, letter }) => `g${i}(${x}, ${number(labels, label)}, ${number(['A', 'B'], letter)})`,
    ),
  );
  const output = run(python, 'labels_sympy.py', [...sources, ...asked, 'g0(1, 99, 1)'].join('\n'));
  check(output.trim().split('\n').map(Number));
});

it('C gives them', ({ skip }) => {
  skip(lacks('cc', '--version'), 'there is no C compiler named cc');
  const sources = printed('c').map(({ definition }, i) =>
    definition.replaceAll(/#include.*\n/g, '').replaceAll(/\b(\w+_values_*\d*)\(/g, `t${i}_$1(`),
  );
  const program = `#include <math.h>\n#include <string.h>\n#include <stdio.h>\n${sources.join('')}int main(void) {\n${calls(
    (text) => `printf("%.17g\\n", ${text.replaceAll('?', '\\?')});`,
  ).join('\n')}\nreturn 0;\n}\n`;
  run('cc', 'labels.c', program, '-std=c99', '-Wall', '-Werror', '-o', folder('labels'), '-lm');
  const output = execFileSync(folder('labels'), { encoding: 'utf8' });
  check(
    output
      .trim()
      .split('\n')
      .map((text) => (text.includes('nan') ? NaN : Number(text))),
  );
});

it('Julia, MATLAB, R and Excel have a table of the values', () => {
  const simple = parseExpression('2*x + 3*bA - 4*bB');
  const definition = (language: Language) =>
    printExpression(simple, language, { inputs: ['x', 'bA', 'bB'], categories: [batch] }).definition;
  expect(definition('julia')).toBe(
    `# Labels, as texts: batch no. Any other label gives NaN.
const batch_no_values = Dict("A" => 3.0, "B" => -4.0)
y(x, batch_no) = 2.0*x + get(batch_no_values, string(batch_no), NaN)
`,
  );
  expect(definition('matlab')).toBe(
    `% Labels, as texts: batch no. Any other label gives NaN.
batch_no_values = @(labels) cellfun(@(label) sum([3, -4] .* strcmp(label, {'A', 'B'})) / any(strcmp(label, {'A', 'B'})), cellstr(labels));
y = @(x, batch_no) 2 .* x + batch_no_values(batch_no);
`,
  );
  expect(definition('r')).toBe(
    `# Labels, as texts or factors: batch no. Any other label gives NA.
batch_no_values <- function(labels) c(3, -4)[match(as.character(labels), c("A", "B"))]
y <- function(x, batch_no) 2*x + batch_no_values(batch_no)
`,
  );
  expect(definition('excel')).toBe('=2*x+LOOKUP(2,1/EXACT(batch_no,{"A","B"}),{3,-4})');
});

it('labels that are special in a language stay what they are', () => {
  const code = (language: Language) => printed(language)[0].definition;
  expect(code('julia')).toContain('"\\$5" => ');
  expect(code('matlab')).toContain("'it''s'");
  expect(code('excel')).toContain('"a""b\\c"');
});

it('text for reading keeps a variable for each label', () => {
  expect(printExpression(formulas[0], 'text', { inputs, categories }).code).toContain('100*m1');
});
