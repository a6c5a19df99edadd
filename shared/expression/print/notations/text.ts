import { isReserved } from '../../parse.ts';
import { quoteName } from '../../tokens.ts';
import { infix, plainNumber, type Dialect } from '../dialect.ts';
import { formOf } from '../form.ts';
import { digitsOf, namesOf, type Printer } from '../printer.ts';
import { quantityText } from '../quantity.ts';
import { render } from '../render.ts';

const dialect: Dialect = {
  ...infix,
  power: '^',
  number: plainNumber,
  functionName: (fn) => fn,
  root: 'sqrt',
  constants: { pi: 'pi', e: 'e' },
};

/** The notation in which formulas are typed: `parseExpression` reads it back to the same values. */
export const text: Printer<'text'> = {
  id: 'text',
  label: 'Plain text',
  extension: 'txt',
  forReading: false,
  print: (expression, options) => {
    const { output = 'y', errors = false } = options;
    const nameOf = namesOf(options, (name) => quoteName(name, isReserved));
    const code = render(formOf(expression), { dialect, digits: digitsOf(options), nameOf, errors });
    return {
      code,
      definition: `${quantityText(output, nameOf)} = ${code}`,
      unsaid: options.remarks ?? '',
      renamed: [],
    };
  },
};
