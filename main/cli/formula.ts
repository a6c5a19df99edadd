/** `kan formula`: a model's formula in any notation. */
import { complexity } from '../../shared/expression/complexity.ts';
import { constantsOf } from '../../shared/expression/constants.ts';
import { languages, printExpression, type Language } from '../../shared/expression/print/print.ts';
import { formulasOf } from '../engine/symbolic/formula/modelFormulas.ts';
import { quantityOf } from '../engine/symbolic/formula/quantity.ts';
import { choice, parseArguments, wholeNumber } from './args.ts';
import { requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { openModel } from './openModel.ts';

export async function formula(argv: readonly string[], io: Io): Promise<number> {
  const args = parseArguments(argv, ['format', 'digits'], ['json']);
  const [path] = requirePositionals(args, 'formula', ['model.kan']);
  const format: Language = choice(args, 'format', languages) ?? 'text';
  const digits = args.values.has('digits') ? { digits: wholeNumber(args, 'digits', 1, 17, 17) } : {};
  const { revision } = await openModel(path);
  const { features, outputs } = revision.encoding;
  const inputs = features.map(({ name }) => name);
  const printed = formulasOf(revision).map((expression, output) => {
    const options = { ...digits, inputs, output: quantityOf(revision.encoding, output) };
    const { code, definition, renamed } = printExpression(expression, format, options);
    const told = {
      target: outputs[output].name,
      format,
      code,
      definition,
      complexity: complexity(expression),
      constants: constantsOf(expression).map(({ value, error }) => ({ value, error })),
    };
    return { told, renamed };
  });
  for (const { from, to } of printed[0]?.renamed ?? []) io.stderr(`note: “${from}” is written ${to}.\n`);
  io.stdout(
    args.switches.has('json')
      ? `${JSON.stringify(printed.map(({ told }) => told))}\n`
      : `${printed.map(({ told }) => told.definition).join('\n')}\n`,
  );
  return 0;
}
