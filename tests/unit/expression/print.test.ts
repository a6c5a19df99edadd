/** Every notation means what the tree means: run by an interpreter where there is one, else by a small one of our own. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { latexName } from '../../../shared/expression/print/latex.ts';
import { printExpression, type Language } from '../../../shared/expression/print/print.ts';
import { evaluateIn, evaluateLatex, evaluateSymbols, grammars } from './grammar.ts';
import { useFolder } from '../../support/folder.ts';
import { lacks, noR, python } from './programs.ts';
import { names, awkward, type Trial, trialsOf, random, trials, expected, compare } from './printing.ts';

/** How each notation is read here: none may go unread. */
const readings = {
  latex: 'LaTeX, by its grammar',
  text: 'text is read back to the same values',
  ascii: 'by its grammar',
  symbols: 'text with symbols, as people read it',
  python: 'Python with NumPy, on whole columns',
  sympy: 'SymPy, evaluated by SymPy',
  r: 'R, on whole columns',
  julia: 'by its grammar',
  matlab: 'by its grammar',
  c: 'C, compiled by cc with all warnings as errors',
  javascript: 'JavaScript, run by node',
  excel: 'by its grammar',
} as const satisfies Readonly<Record<Language, string>>;

const fewTrials = [...trialsOf(awkward, 2), ...trialsOf(random.slice(0, 120), 2)];

const folder = useFolder('all tests');

function run(command: string, file: string, source: string, after: readonly string[] = []): string {
  const path = folder(file);
  writeFileSync(path, source);
  return execFileSync(command, [path, ...after], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

const inputs = names;

const noCompiler = lacks('cc', '--version');

const noNumpy = lacks(python, '-c', 'import numpy');

const noSympy = lacks(python, '-c', 'import sympy');

/** The definition's body with the function's name made unique, so that all of them fit one program. */
const defined = (all: readonly Trial[], language: Language): string[] =>
  all.map(
    ({ expression }, index) =>
      printExpression(expression, language, { inputs, output: `f${index}` }).definition,
  );

const argumentsOf = (point: Readonly<Record<string, number>>): string =>
  names.map((name) => `(${point[name]})`).join(', ');

it('most random trees are well conditioned, so that the comparison means something', () => {
  expect(trials.length).toBeGreaterThan(350);
  expect(expected(trials).length).toBeGreaterThan(1300);
});

it(readings.javascript, () => {
  const calls = trials.flatMap(({ points }, index) =>
    points.map((point) => `f${index}(${argumentsOf(point)})`),
  );
  const values = runInNewContext(`${defined(trials, 'javascript').join('')}[${calls.join(',')}]`) as number[];
  compare([...values], trials, 'javascript');
});

it(readings.c, ({ skip }) => {
  skip(noCompiler, 'there is no C compiler named cc');
  const sources = defined(trials, 'c');
  const include = '#include <math.h>\n';
  const sign = /static double sign[\s\S]*?\n}\n\n/;
  const signs = sources.find((source) => sign.test(source))?.match(sign)?.[0] ?? '';
  const bodies = sources.map((source) =>
    source.replace(include, '').replace(sign, '').replace('double f', 'static double f'),
  );
  const calls = trials.flatMap(({ points }, index) =>
    points.map((point) => `  printf("%.17g\\n", f${index}(${argumentsOf(point)}));`),
  );
  const binary = folder('program');
  const program = `${include}#include <stdio.h>\n${signs}${bodies.join('')}int main(void) {\n${calls.join('\n')}\n  return 0;\n}\n`;
  run('cc', 'program.c', program, [
    '-std=c99',
    '-Wall',
    '-Wno-parentheses',
    '-Werror',
    '-O0',
    '-o',
    binary,
    '-lm',
  ]);
  compare(execFileSync(binary, { encoding: 'utf8' }).trim().split('\n').map(Number), trials, 'c');
});

it(readings.python, ({ skip }) => {
  skip(noNumpy, `${python} has no NumPy`);
  const calls = trials.map(({ points }, index) => {
    const columns = names.map((name) => `np.array([${points.map((point) => point[name]).join(', ')}])`);
    return `    show(f${index}(${columns.join(', ')}), ${points.length})`;
  });
  const functions = defined(trials, 'python').map((source) => source.replace('import numpy as np\n', ''));
  const program = `import numpy as np\n\nnp.seterr(all="ignore")\n\n${functions.join('')}\n
def show(values, count):
    for value in np.broadcast_to(values, (count,)):
        print(repr(float(value)))


def main():
${calls.join('\n')}


main()
`;
  const output = run(python, 'columns.py', program);
  compare(output.trim().split('\n').map(pythonNumber), trials, 'python');
});

it('Python on columns of whole numbers: integer powers are right', ({ skip }) => {
  skip(noNumpy, `${python} has no NumPy`);
  const { definition } = printExpression(parseExpression('x^-2 + 2^x + 1/x'), 'python');
  const output = run(python, 'whole.py', `${definition}\nprint(*map(float, y(np.array([-2, 1, 3]))))\n`);
  expect(output.trim().split(' ').map(Number)).toEqual([0, 4, 8 + 1 / 9 + 1 / 3]);
});

it(readings.sympy, ({ skip }) => {
  skip(noSympy, `${python} has no SymPy`);
  const pieces = fewTrials.flatMap(({ expression, points }) => {
    const { definition } = printExpression(expression, 'sympy', { inputs, output: 'result' });
    const lines = definition.split('\n').filter((line) => line !== '' && !line.startsWith('import'));
    const shows = points.map((point) => {
      const values = names.map((name) => `${JSON.stringify(name)}: ${point[name]}`);
      return `show({${values.join(', ')}})`;
    });
    return [...lines, ...shows];
  });
  const program = `import sympy as sp\n\n
def show(values):
    value = sp.sympify(result).subs({sp.Symbol(name, real=True): sp.Float(v, 25) for name, v in values.items()})
    print(repr(float(sp.N(value, 20))))


${pieces.join('\n')}
`;
  const output = run(python, 'symbols.py', program);
  compare(output.trim().split('\n').map(pythonNumber), fewTrials, 'sympy');
});

it(readings.r, ({ skip }) => {
  skip(noR, 'there is no Rscript');
  const calls = trials.map(({ points }, index) => {
    const columns = names.map((name) => `c(${points.map((point) => point[name]).join(', ')})`);
    return `show(f${index}(${columns.join(', ')}), ${points.length})\n`;
  });
  const program = `options(warn = -1)
show <- function(values, count) cat(sprintf("%.17g\\n", rep_len(values, count)), sep = "")
${defined(trials, 'r').join('')}${calls.join('')}`;
  const output = run('Rscript', 'columns.r', program);
  compare(output.trim().split('\n').map(rNumber), trials, 'r');
});

function rNumber(text: string): number {
  return text.trim() === 'Inf' ? Infinity : text.trim() === '-Inf' ? -Infinity : Number(text);
}

function pythonNumber(text: string): number {
  return text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text);
}

it.each(Object.keys(grammars) as (keyof typeof grammars)[])('%s, by its grammar', (language) => {
  const values = trials.flatMap(({ expression, points }) => {
    const { code, renamed } = printExpression(expression, language, { inputs });
    const written = new Map(renamed.map(({ from, to }) => [from, to]));
    return points.map((point) =>
      evaluateIn(
        grammars[language],
        code,
        Object.fromEntries(names.map((name) => [written.get(name) ?? name, point[name]])),
      ),
    );
  });
  compare(values, trials, language);
});

it(readings.latex, () => {
  const values = trials.flatMap(({ expression, points }) => {
    const { code } = printExpression(expression, 'latex');
    return points.map((point) =>
      evaluateLatex(code, Object.fromEntries(names.map((name) => [latexName(name), point[name]]))),
    );
  });
  compare(values, trials, 'latex');
});

it(readings.text, () => {
  const values = trials.flatMap(({ expression, points }) => {
    const again = parseExpression(printExpression(expression, 'text').code, names);
    return points.map((point) => evaluate(again, point));
  });
  compare(values, trials, 'text');
});

it(readings.symbols, () => {
  const values = trials.flatMap(({ expression, points }) => {
    const { code } = printExpression(expression, 'symbols', { inputs });
    return points.map((point) => evaluateSymbols(code, point));
  });
  compare(values, trials, 'symbols');
});
