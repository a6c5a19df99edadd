/** Help texts of the commands between a network and its formula. */
import { recordOf } from '../../shared/edits/edits.ts';
import { languages } from '../../shared/expression/print/print.ts';
import { editingSettings } from '../../shared/settings/editing.ts';
import type { EditCommandLine } from './edit.ts';

export const formulaHelp = `kan formula <model.kan>: the formula of a model in the data's own names and units.

Of two classes it gives the log-odds, logit P = ln(P/(1 − P)), of the second; of more, a score for each class, whose
softmax gives the probabilities.

  --format ${languages.join('|')}   (default: text)
  --digits n                 significant digits of every number (default: all)
  --json                     prints one JSON array, an object for each target
`;

const table = `  --data <csv>               the model's table (default: the one saved inside, or of its name beside the model)
`;

export const suggestHelp = `kan suggest <model.kan> --edge layer,input,output: functions c·f(a·x + b) + d that an edge might be, the likeliest first.

  --edge 0,1,0               counted from 0
${table}  --json                     prints all of them as one JSON array
`;

/** Of a command that edits a model. */
export function editHelp({ name, summary, flags, types }: EditCommandLine): string {
  const refits = types.some((type) => recordOf(type).refit === true);
  const line = (flag: string, text: string): string => `  ${flag.padEnd(26)} ${text}\n`;
  const own = flags.map((flag) =>
    line(`--${flag.name}${flag.value === null ? '' : ` ${flag.value}`}`, flag.help),
  );
  const { most, default: steps } = editingSettings.refit;
  return `kan ${name} <model.kan>: ${summary}.

${own.join('')}${table}${line('--refit N', `steps of training afterwards, at most ${most} (default: ${refits ? steps : 0}); --no-refit for none`)}${line('--out other.kan', 'writes there (default: the same file; its history keeps what was)')}${line('--json', 'prints one JSON object')}`;
}
