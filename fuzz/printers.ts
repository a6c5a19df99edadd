/** Formulas of columns with hostile names, printed as code, and the code compiled and run by the language itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileScalar } from '../shared/expression/evaluate.ts';
import { parseExpression } from '../shared/expression/parse.ts';
import { printExpression, type Language } from '../shared/expression/print/print.ts';
import { substitute } from '../shared/expression/substitute.ts';
import { variable } from '../shared/expression/tree.ts';
import { seededRandom } from '../shared/random.ts';

/** What means something in one language or another, or has a shape that none allows. */
export const hostileNames: readonly string[] = [
  ...[
    'y0',
    'y1',
    'yn',
    'j0',
    'gamma',
    'lgamma',
    'NAN',
    'INFINITY',
    'M_PI',
    'M_E',
    'HUGE_VAL',
    'FP_NAN',
    'sin',
    'sinf',
  ],
  ...[
    'powl',
    'pow',
    'sqrt',
    'exp',
    'round',
    'linux',
    'unix',
    'errno',
    'main',
    'signgam',
    'double',
    'float',
    'int',
    'if',
  ],
  ...[
    'size_t',
    '__LINE__',
    '__FILE__',
    '__debug__',
    '_Bool',
    '_Complex',
    '_',
    '__',
    'class',
    'def',
    'lambda',
    'None',
  ],
  ...[
    'np',
    'sp',
    'Math',
    'arguments',
    'eval',
    'await',
    'let',
    'NaN',
    'undefined',
    '__proto__',
    'constructor',
    'pi',
    'e',
  ],
  ...[
    'a b',
    '1st',
    'µ',
    'ﬁ',
    'Δp/Δt',
    'x²',
    'T [°C]',
    '"; system("x")',
    "a'b",
    '*/ //',
    '\\',
    '%s',
    '',
    '😀',
    'a\nb',
    '${x}',
  ],
  'n'.repeat(300),
];

const formula = parseExpression('sin(x)*2 + abs(x)^1.5 - exp(-x)/3 + sign(x)', ['x']);
const [at, expected] = [0.7, compileScalar(formula, 'x')(0.7)];

interface Runner {
  readonly language: Language;
  /** Null where the language is not there. */
  readonly run: (definitions: readonly Defined[]) => readonly number[] | null;
}

interface Defined {
  readonly name: string;
  readonly definition: string;
  readonly output: string;
}

function outputOf(code: string): string {
  return /(?:^double |^def |^function )(?<name>[^(\n]+)\(/mu.exec(code)?.groups?.['name'] ?? '';
}

/** Runs a program on a file. @returns what it printed, as numbers; null where there is no such program. */
function printed(program: string, args: readonly string[]): readonly number[] | null {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) return null;
  if (status !== 0) throw new Error(`${program}: ${stderr.slice(0, 2000)}`);
  return stdout.trim().split('\n').map(Number);
}

const runners: readonly Runner[] = [
  {
    language: 'c',
    run: (definitions) =>
      inFolder((folder) => {
        const source = join(folder, 'all.c');
        // The helper for signs is the same in each.
        const helper = /static double sign\([^]*?\n\}\n\n/u;
        const bodies = definitions.map(({ definition }, i) =>
          i === 0 ? definition : definition.replace(helper, ''),
        );
        const calls = definitions.map(({ output }) => `    printf("%.17g\\n", ${output}(${at}));`);
        writeFileSync(
          source,
          `#include <stdio.h>\n${bodies.join('\n')}\nint main(void) {\n${calls.join('\n')}\n    return 0;\n}\n`,
        );
        const compiled = spawnSync(
          'cc',
          ['-Wall', '-Werror', '-D_GNU_SOURCE', source, '-o', join(folder, 'all'), '-lm'],
          { encoding: 'utf8' },
        );
        if (compiled.error !== undefined) return null;
        if (compiled.status !== 0) throw new Error(`cc: ${compiled.stderr.slice(0, 2000)}`);
        return printed(join(folder, 'all'), []);
      }),
  },
  {
    language: 'python',
    run: (definitions) =>
      inFolder((folder) => {
        if (spawnSync('python3', ['-c', 'import numpy']).status !== 0) return null;
        const file = join(folder, 'all.py');
        writeFileSync(
          file,
          definitions
            .map(({ definition, output }) => `${definition}\nprint(repr(float(${output}(${at}))))\n`)
            .join('\n'),
        );
        return printed('python3', [file]);
      }),
  },
  {
    language: 'javascript',
    run: (definitions) =>
      inFolder((folder) => {
        const file = join(folder, 'all.cjs');
        const calls = definitions.map(
          ({ definition, output }) => `console.log((() => { ${definition}\nreturn ${output}(${at}); })());`,
        );
        writeFileSync(file, calls.join('\n'));
        return printed(process.execPath, [file]);
      }),
  },
];

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kan-printers-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Printed {
  /** Languages that were there to run the code. */
  readonly languages: readonly Language[];
  readonly wrong: readonly string[];
}

/** Prints, compiles and runs the formula for each name, as that of the column and of the result. */
export function checkPrinters(names: readonly string[]): Printed {
  const languages: Language[] = [];
  const wrong: string[] = [];
  for (const { language, run } of runners) {
    const definitions = [...new Set(names)].flatMap((name) => [
      defined(language, name, 'result'),
      defined(language, 'x', name),
    ]);
    // Two results of one name can't stand in one file.
    const seen = new Set<string>();
    const unlike = definitions.map((each, i) => {
      const output = seen.has(each.output) ? `${each.output}_n${i}` : each.output;
      seen.add(output);
      return { ...each, output, definition: each.definition.replace(`${each.output}(`, () => `${output}(`) };
    });
    const values = run(unlike);
    if (values === null) continue;
    languages.push(language);
    unlike.forEach(({ name }, i) => {
      if (Math.abs(values[i] - expected) > 1e-12)
        wrong.push(`${language}, “${name}”: ${values[i]} instead of ${expected}`);
    });
  }
  return { languages, wrong };
}

function defined(language: Language, input: string, output: string): Defined {
  const { definition } = printExpression(substitute(formula, { x: variable(input) }), language, {
    output,
    inputs: [input],
  });
  return { name: `${input} → ${output}`, definition, output: outputOf(definition) };
}

/** Names of random letters, words of the languages among them. */
export function randomNames(seed: number, count: number): readonly string[] {
  const random = seededRandom(seed);
  const parts = [...hostileNames, '_', '0', 'f', 'l', ' ', 'é', '"', '\\n', '//', '#', '%', '→'];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random.integer(3) }, () => parts[random.integer(parts.length)]).join(''),
  );
}
