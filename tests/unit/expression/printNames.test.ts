import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { latexName } from '../../../shared/expression/print/latex.ts';
import { logistic } from '../../../shared/expression/print/quantity.ts';
import { languages, printExpression, type Language } from '../../../shared/expression/print/print.ts';
import { add, variable } from '../../../shared/expression/tree.ts';

describe('names', () => {
  const all = [
    'x',
    'flow rate',
    'flow_rate',
    'class',
    'π',
    '2θ',
    'x₁',
    'x1',
    'if',
    '',
    '%',
    'np',
    'A1',
    'R',
    'sin',
  ];
  const sum = add(...all.map(variable));

  it.each(languages.filter((language) => !['text', 'latex', 'symbols'].includes(language)))(
    'in %s are identifiers, all different, and changed ones are listed',
    (language) => {
      const { renamed, code } = printExpression(sum, language);
      const changed = new Map(renamed.map(({ from, to }) => [from, to]));
      const written = all.map((name) => changed.get(name) ?? name);
      expect(new Set(written.map((name) => (language === 'excel' ? name.toLowerCase() : name))).size).toBe(
        all.length,
      );
      for (const name of written) expect(name).toMatch(/^[\p{L}_][\p{L}\p{Nd}_]*$/u);
      expect(code.split(/\s*\+\s*/)).toEqual(written);
      expect(changed.has('x')).toBe(false);
      expect(changed.get('flow rate')).toBe('flow_rate_2');
    },
  );

  it('text with symbols has quotation marks where a name would read as a number or as arithmetic', () => {
    const sum = parseExpression('0.48*`450` + 2*`T-T0` + flow', ['450', 'T-T0', 'flow']);
    expect(printExpression(sum, 'symbols').code).toBe('0.48·“450” + 2·“T-T0” + flow');
  });

  it('Excel has no cell or row for a name', () => {
    const { renamed } = printExpression(sum, 'excel');
    expect(Object.fromEntries(renamed.map(({ from, to }) => [from, to]))).toMatchObject({
      'x₁': 'x1_',
      x1: 'x1_2',
      A1: 'A1_',
      R: 'R_',
    });
  });

  it('the caller may give other names: cells of a sheet', () => {
    const options = { names: { x: 'A2', 'flow rate': 'B2' } };
    const code = printExpression(parseExpression('x^2*`flow rate`'), 'excel', options).code;
    expect(code).toBe('A2^2*B2');
  });

  it('the result never has the name of a variable', () => {
    const { definition } = printExpression(parseExpression('y + 1'), 'sympy', { output: 'y' });
    expect(definition).toContain('y_ = y + 1');
  });

  it('of a class say what the formula gives, and code has a comment above', () => {
    const printed = (language: Language, kind: 'logit' | 'score'): string =>
      printExpression(parseExpression('2*x'), language, {
        output: { kind, column: 'moon', label: 'lower & 50%' },
      }).definition;
    expect(printed('text', 'logit')).toBe('logit P(moon = lower & 50%) = 2*x');
    expect(printed('text', 'score')).toBe('score(moon = lower & 50%) = 2*x');
    expect(printed('latex', 'logit')).toBe(
      '\\operatorname{logit} P(\\mathrm{moon} = \\text{lower \\& 50\\%}) = 2 \\, x',
    );
    expect(printed('julia', 'score')).toMatch(
      /^# Score of moon = lower & 50%\. The softmax .*\nscore_moon_lower___50_\(x\) = 2\.0\*x\n$/u,
    );
    expect(printed('excel', 'logit')).toBe('=2*x');
  });

  it('a label does not end the comment that contains it', () => {
    const output = { kind: 'logit', column: 'a', label: 'b\n) + \u2028evil() +\r' } as const;
    const { definition } = printExpression(parseExpression('x + 1'), 'javascript', { output });
    const [name] = /logit_a_b\w*/u.exec(definition)!;
    expect(runInNewContext(`${definition}${name}(1)`)).toBe(2);
  });

  it('the probability of any log-odds', () => {
    for (const text of ['x', 'x - 3', '-x', 'x^2 - exp(x)']) {
      const logOdds = parseExpression(text);
      const p = logistic(logOdds);
      const value = evaluate(logOdds, { x: 0.7 });
      expect(evaluate(p, { x: 0.7 })).toBeCloseTo(1 / (1 + Math.exp(-value)), 12);
      const { code } = printExpression(p, 'javascript');
      expect(runInNewContext(`x = 0.7; ${code}`)).toBeCloseTo(1 / (1 + Math.exp(-value)), 12);
    }
  });

  it('text quotes names that are not words or have a meaning, and reads them back', () => {
    const { code } = printExpression(sum, 'text');
    expect(code).toContain('`flow rate` + flow_rate');
    expect(code).toContain('`sin`');
    const point = Object.fromEntries(all.map((name, index) => [name, 2 ** index]));
    expect(evaluate(parseExpression(code.replace(' + `` ', ' '), all), point)).toBe(
      2 ** all.length - 1 - 2 ** all.indexOf(''),
    );
  });

  it.each([
    ['x1', 'x_{1}'],
    ['x_max', 'x_{\\mathrm{max}}'],
    ['theta', '\\theta'],
    ['alpha2', '\\alpha_{2}'],
    ['v_i', 'v_{i}'],
    ['flow rate', '\\mathrm{flow\\ rate}'],
    ['material=wood', '[\\mathrm{material} = \\text{wood}]'],
    ['T=50 %', '[T = \\text{50 \\%}]'],
    ['=x', '\\mathrm{=x}'],
    ['p50% & $', '\\mathrm{p50\\%\\ \\&\\ \\$}'],
    ['450', '\\text{“450”}'],
    ['x*y', '\\text{“x*y”}'],
    ['T-T_0', '\\text{“T-T\\_0”}'],
  ])('LaTeX writes %s as %s', (name, written) => {
    expect(latexName(name)).toBe(written);
  });
});
