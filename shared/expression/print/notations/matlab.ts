import { codePrinter, parameters } from '../codePrinter.ts';
import { functionNamer, infix, plainNumber, reservedWords, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  times: ' .* ',
  over: ' ./ ',
  power: '.^',
  number: plainNumber,
  functionName: functionNamer('matlab'),
  root: 'sqrt',
  constants: { pi: 'pi', e: 'exp(1)' },
};

export const matlab = codePrinter({
  id: 'matlab',
  label: 'MATLAB',
  extension: 'm',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      `break case catch classdef continue else elseif end for function global if otherwise parfor persistent return
      spmd switch try while pi Inf NaN eps`,
    ),
    unicode: false,
    letterFirst: true,
    maxLength: 63,
  },
  comment: '% ',
  define: ({ output, inputs, code }) => `${output} = @(${parameters(inputs)}) ${code};\n`,
});
