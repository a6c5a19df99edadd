/** `kan formula`: a model's formula in any notation. */
import { toAppError, userError } from '../../../shared/errors.ts';
import { datesText } from '../../../shared/results/datesText.ts';
import { domainText } from '../../../shared/results/domainText.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { languages, type Language } from '../../../shared/expression/print/print.ts';
import type { Revision } from '../../engine/history/revision.ts';
import type { Session } from '../../engine/session/session.ts';
import { rangesOf } from '../../engine/symbolic/formula/formulaData.ts';
import { constantsIn } from '../../engine/symbolic/formula/score.ts';
import { shortest } from '../../engine/symbolic/formula/shortest.ts';
import type { JudgedFormula } from '../../engine/symbolic/formula/scoringData.ts';
import { requireFormulas } from '../../engine/views/formula.ts';
import { printedFormula } from '../../engine/views/printedFormula.ts';
import { wordsNote } from '../../engine/views/wordsNote.ts';
import { digitsSetting } from '../../../shared/settings/search.ts';
import { choice, type Arguments } from '../parsing/args.ts';
import { constantsJson, figuresJson, scatterNote } from '../reports/formulaReport.ts';
import { jsonFlag, modelPositional, type Command } from '../command.ts';
import { givenSetting, settingFlag } from '../parsing/settingFlags.ts';
import type { Io } from '../io.ts';
import { openModelWithAnyTable } from '../openModel.ts';
import { withSession } from '../session.ts';

export const formulaCommand: Command = {
  name: 'formula',
  summary: 'prints the formula of a model in the data’s own names and units',
  heading: 'Formulas',
  positionals: [modelPositional],
  groups: [
    {
      title: 'Results',
      flags: [
        {
          name: 'format',
          value: 'notation',
          help: `${languages.join(', ')} (default: text)`,
          choices: languages,
        },
        settingFlag(digitsSetting)!,
        jsonFlag,
      ],
    },
  ],
  notes:
    'Of two classes it gives the log-odds, logit P = ln(P/(1 − P)), of the second; of more, a score for each class,\n' +
    'whose softmax gives the probabilities.',
  run: formula,
};

async function formula(args: Arguments, io: Io): Promise<number> {
  const [path] = args.positionals;
  const format: Language = choice(args, 'format', languages) ?? 'text';
  const digits = givenSetting(args, digitsSetting) ?? null;
  const { encoding, formulas } = await withSession((session) => formulasIn(session, path, io));
  const printed = formulas.map(({ expression, data }, output) => {
    const options = { language: format, digits };
    const printed = printedFormula(expression, { encoding, output, data }, options);
    const { code, definition, renamed, figures } = printed;
    const told = {
      target: encoding.outputs[output].name,
      format,
      code,
      definition,
      complexity: complexity(shortest(expression, rangesOf(data.train))),
      constants: constantsJson(constantsIn(expression, data)),
      ...figuresJson(figures),
    };
    const words = wordsNote(
      encoding,
      expression,
      encoding.features.map(({ name }) => name),
    );
    return {
      told,
      renamed,
      notes: [datesText(figures), words, domainText(figures.domain), scatterNote(figures)],
    };
  });
  for (const { from, to } of printed[0]?.renamed ?? []) io.remark('note', `“${from}” is written ${to}.`);
  for (const note of printed.flatMap(({ notes }) => notes)) io.remark('note', note);
  io.report(
    () => ({ formulas: printed.map(({ told }) => told) }),
    () => `${printed.map(({ told }) => told.definition).join('\n')}\n`,
  );
  return 0;
}

/** @throws KanError `formula.splines`, `formula.too-large`, with hints for the command line; and as `openModel` does. */
async function formulasIn(
  session: Session,
  path: string,
  io: Io,
): Promise<{ encoding: Revision['encoding']; formulas: readonly JudgedFormula[] }> {
  const revision = await openModelWithAnyTable(session, path, io);
  const { backend } = session.options;
  const formulas = await requireFormulas(
    backend,
    session.state.history,
    revision,
    session.state.dataset,
  ).catch((error: unknown) => {
    const { code, message } = toAppError(error);
    if (code !== 'formula.splines') throw error;
    throw userError(code, message, 'Set them to functions with kan fix, or train with kan fit --symbolic.');
  });
  return { encoding: revision.encoding, formulas };
}
