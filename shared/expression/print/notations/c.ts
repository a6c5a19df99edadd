import { codePrinter, parameters } from '../codePrinter.ts';
import { functionNamer, infix, pointedNumber, reservedWords, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  power: null,
  number: pointedNumber,
  functionName: functionNamer('c'),
  root: 'sqrt',
  constants: { pi: '3.141592653589793', e: '2.718281828459045' },
};

export const c = codePrinter({
  id: 'c',
  label: 'C',
  extension: 'c',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      `alignas alignof auto bool break case char const constexpr continue default do double else enum extern false
      float for goto if inline int long nullptr register restrict return short signed sizeof static static_assert
      struct switch thread_local true typedef typeof union unsigned void volatile while asm main pow`,
    ),
    unicode: false,
  },
  comment: '// ',
  define: ({ output, inputs, code, uses }) => {
    const sign = uses('sgn')
      ? 'static double sign(double x) {\n    return x > 0 ? 1.0 : x < 0 ? -1.0 : x;\n}\n\n'
      : '';
    const list = inputs.length === 0 ? 'void' : parameters(inputs, (name) => `double ${name}`);
    return `#include <math.h>\n\n${sign}double ${output}(${list}) {\n    return ${code};\n}\n`;
  },
});
