/** Text for reading, with the signs that people write: x², √x, |x|, 1.05·10⁻⁶. */
import { superscript } from '../../../superscript.ts';
import { elementaryFunctions } from '../../../functions/functions.ts';
import { errorDigits, formOf, scientific, type Form, type Literal } from '../form.ts';
import { looksLikeArithmetic } from '../names.ts';
import { digitsOf, namesOf, type PrintOptions, type Printer } from '../printer.ts';
import { quantityText } from '../quantity.ts';

export const symbols: Printer<'symbols'> = {
  id: 'symbols',
  label: 'Text with symbols',
  extension: 'txt',
  forReading: true,
  print: (expression, options) => {
    const nameOf = namesOf(options, (name) => (looksLikeArithmetic(name) ? `“${name}”` : name));
    const code = write(formOf(expression), {
      digits: digitsOf(options),
      errors: options.errors ?? false,
      nameOf,
    }).text;
    return {
      code,
      definition: `${quantityText(options.output ?? 'y', nameOf)} = ${code}`,
      unsaid: options.remarks ?? '',
      renamed: [],
    };
  },
};

interface How extends Required<Pick<PrintOptions, 'errors'>> {
  readonly digits: (literal: Literal) => string;
  readonly nameOf: (name: string) => string;
}

/** What is written, and how tightly it holds together. */
interface Written {
  readonly text: string;
  readonly strength: Strength;
}

type Strength = typeof sum | typeof product | typeof power | typeof whole;
const sum = 0;
const product = 1;
const power = 2;
const whole = 3;

function write(form: Form, how: How): Written {
  switch (form.kind) {
    case 'literal':
      return literalText(form, how);
    case 'constant':
      return { text: form.name === 'pi' ? 'π' : 'e', strength: whole };
    case 'name':
      return { text: how.nameOf(form.name), strength: whole };
    case 'negative':
      return { text: `−${within(form.operand, product, how)}`, strength: sum };
    case 'sum':
      return { text: form.terms.map((term, index) => sumTerm(term, index, how)).join(''), strength: sum };
    case 'product': {
      const factors = form.factors.map((factor, index) =>
        within(factor, factor.kind === 'quotient' && index > 0 ? power : product, how),
      );
      return { text: factors.join('·'), strength: product };
    }
    case 'quotient':
      return {
        text: `${within(form.numerator, product, how)}/${within(form.denominator, power, how)}`,
        strength: product,
      };
    case 'power': {
      const base = within(form.base, whole, how);
      const exponent = write(form.exponent, how);
      if (/^−?\d+$/u.test(exponent.text)) {
        return { text: base + superscript(Number(exponent.text.replace('−', '-'))), strength: power };
      }
      return { text: `${base}^${within(form.exponent, whole, how)}`, strength: power };
    }
    case 'root':
      return { text: `√${bare(form.radicand, how)}`, strength: power };
    case 'call': {
      const argument = write(form.argument, how).text;
      const { symbol } = elementaryFunctions[form.fn];
      return { text: symbol ? symbol(argument) : `${form.fn}(${argument})`, strength: whole };
    }
  }
}

function literalText(literal: Literal, { digits, errors }: How): Written {
  const { error } = literal;
  const number = decimal(digits(literal));
  if (!errors || error === null) return number;
  return { text: `(${number.text} ± ${decimal(errorDigits(error)).text})`, strength: whole };
}

function decimal(digits: string): Written {
  const { mantissa, exponent } = scientific(digits);
  if (exponent === null) return { text: mantissa, strength: whole };
  const ten = `10${superscript(exponent)}`;
  return mantissa === '1'
    ? { text: ten, strength: power }
    : { text: `${mantissa}·${ten}`, strength: product };
}

function sumTerm(term: Form, index: number, how: How): string {
  if (index === 0) return write(term, how).text;
  return term.kind === 'negative'
    ? ` − ${within(term.operand, product, how)}`
    : ` + ${write(term, how).text}`;
}

/** A name or a number as it is, everything else in parentheses. */
function bare(form: Form, how: How): string {
  const { text, strength } = write(form, how);
  return strength < whole || form.kind === 'call' ? `(${text})` : text;
}

/** In parentheses where it holds together less tightly than asked. */
function within(form: Form, least: Strength, how: How): string {
  const { text, strength } = write(form, how);
  return strength < least ? `(${text})` : text;
}
