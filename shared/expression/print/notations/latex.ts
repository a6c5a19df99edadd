import { withoutUnits } from '../../../columnUnit.ts';
import { variablesOf } from '../../tree.ts';
import { formOf } from '../form.ts';
import { latexForm, latexName } from '../latex.ts';
import { digitsOf, namesOf, type Printer } from '../printer.ts';
import { quantityLatex } from '../quantity.ts';

export const latex: Printer<'latex'> = {
  id: 'latex',
  label: 'LaTeX',
  extension: 'tex',
  forReading: true,
  print: (expression, options) => {
    const { output = 'y', errors = false } = options;
    const bare = withoutUnits(variablesOf(expression));
    const nameOf = namesOf(options, (name) => latexName(bare.get(name)!));
    const code = latexForm(formOf(expression), { digits: digitsOf(options), errors, nameOf });
    return {
      code,
      definition: `${quantityLatex(output)} = ${code}`,
      unsaid: options.remarks ?? '',
      renamed: [],
    };
  },
};
