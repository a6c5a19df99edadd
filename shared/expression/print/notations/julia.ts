import { codePrinter, parameters } from '../codePrinter.ts';
import { functionNamer, infix, pointedNumber, reservedWords, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  power: '^',
  number: (digits, place) => (place === 'exponent' ? digits : pointedNumber(digits)),
  functionName: functionNamer('julia'),
  root: 'sqrt',
  constants: { pi: 'pi', e: 'exp(1.0)' },
};

export const julia = codePrinter({
  id: 'julia',
  label: 'Julia',
  extension: 'jl',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      `baremodule begin break catch const continue do else elseif end export false finally for function global if
      import let local macro module quote return struct true try using while in isa where pi im NaN Inf`,
    ),
    unicode: true,
  },
  comment: '# ',
  define: ({ output, inputs, code }) => `${output}(${parameters(inputs)}) = ${code}\n`,
});
