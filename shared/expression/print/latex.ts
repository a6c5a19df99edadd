/** A form in LaTeX. */
import { elementaryFunctions } from '../../functions/functions.ts';
import { errorDigits, scientific, type Form, type Literal } from './form.ts';
import { looksLikeArithmetic } from './names.ts';

const greek = new Set(
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
  Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega`.split(/\s+/u),
);

export interface LatexOptions {
  readonly digits: (literal: Literal) => string;
  readonly errors: boolean;
  /** Names whose LaTeX the caller knows. */
  readonly nameOf: (name: string) => string;
}

/** A form in LaTeX, without delimiters. */
export function latexForm(form: Form, options: LatexOptions): string {
  switch (form.kind) {
    case 'literal':
      return literalText(form, options);
    case 'constant':
      return form.name === 'pi' ? '\\pi' : 'e';
    case 'name':
      return options.nameOf(form.name);
    case 'negative':
      return `-${grouped(form.operand, options, ['sum', 'negative'])}`;
    case 'sum':
      return form.terms.reduce((text, term, index) => {
        if (index === 0) return latexForm(term, options);
        return term.kind === 'negative'
          ? `${text} - ${grouped(term.operand, options, ['sum', 'negative'])}`
          : `${text} + ${latexForm(term, options)}`;
      }, '');
    case 'product':
      return form.factors.reduce((text, factor, index) => {
        const written = grouped(factor, options, ['sum', 'negative']);
        if (index === 0) return written;
        return text + (/^\d/u.test(written) ? ' \\cdot ' : ' \\, ') + written;
      }, '');
    case 'quotient':
      return `\\frac{${latexForm(form.numerator, options)}}{${latexForm(form.denominator, options)}}`;
    case 'power':
      return `${powerBase(form.base, options)}^{${latexForm(form.exponent, options)}}`;
    case 'root':
      return `\\sqrt{${latexForm(form.radicand, options)}}`;
    case 'call': {
      const argument = latexForm(form.argument, options);
      const { latex: written = `\\${form.fn}` } = elementaryFunctions[form.fn];
      return typeof written === 'string' ? written + parenthesised(argument) : written(argument);
    }
  }
}

function parenthesised(text: string): string {
  return `\\left(${text}\\right)`;
}

function grouped(form: Form, options: LatexOptions, weak: readonly Form['kind'][]): string {
  const text = latexForm(form, options);
  return weak.includes(form.kind) ? parenthesised(text) : text;
}

/** Names, constants such as π and plain numbers need no parentheses as the base of a power. */
function powerBase(form: Form, options: LatexOptions): string {
  const text = latexForm(form, options);
  const bare =
    (form.kind === 'name' && !text.includes('^')) ||
    form.kind === 'constant' ||
    (form.kind === 'literal' && /^[\d.]+$/u.test(text));
  return bare ? text : parenthesised(text);
}

function literalText(literal: Literal, { digits, errors }: LatexOptions): string {
  const { error } = literal;
  const text = decimal(digits(literal));
  if (!errors || error === null) return text;
  return parenthesised(`${text} \\pm ${decimal(errorDigits(error))}`);
}

function decimal(digits: string): string {
  const { mantissa, exponent } = scientific(digits);
  if (exponent === null) return mantissa;
  const power = `10^{${exponent}}`;
  return mantissa === '1' ? power : `${mantissa} \\cdot ${power}`;
}

/**
 * Writes x1 as x with an index, Greek names as their letters, everything else upright and escaped; in quotation marks where
 * it would read as arithmetic. The variable of a label, “material=wood”, becomes [material = wood], which is 1 where this is
 * true, else 0 (Iverson's bracket).
 */
export function latexName(name: string): string {
  const label = /^([^=]+)=(.+)$/su.exec(name);
  if (label) return `[${latexName(label[1])} = ${latexText(label[2])}]`;
  if (looksLikeArithmetic(name)) return latexText(`“${name}”`);
  const indexed = /^(\p{L}+)_?(\d+)$/u.exec(name) ?? /^(\p{L}+)_(\p{L}[\p{L}\d]*)$/u.exec(name);
  if (!indexed) return stem(name);
  const [, base, index] = indexed;
  return `${stem(base)}_{${/^\d+$/u.test(index) || index.length === 1 ? index : `\\mathrm{${index}}`}}`;
}

function stem(name: string): string {
  if (greek.has(name)) return `\\${name}`;
  if (/^\p{L}$/u.test(name)) return name;
  return `\\mathrm{${name.replace(/[\\{}_^#&%$~\s]/gu, escaped)}}`;
}

/** Any text, upright. */
export function latexText(text: string): string {
  return `\\text{${text.replace(/[\\{}_^#&%$~]/gu, (character) => textEscapes[character] ?? `\\${character}`)}}`;
}

const textEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};

function escaped(character: string): string {
  switch (character) {
    case '\\':
      return '\\backslash ';
    case '^':
      return '\\hat{\\ }';
    case '~':
      return '\\sim ';
    default:
      return /\s/u.test(character) ? '\\ ' : `\\${character}`;
  }
}
