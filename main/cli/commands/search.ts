/** `kan search`: formulas for the table that a saved model was trained on. */
import { searchRepeats, searchSeconds, searchSettings } from '../../../shared/settings/search.ts';
import { userError } from '../../../shared/errors.ts';
import { saveProject } from '../../engine/usecases/projects/saveProject.ts';
import type { Arguments } from '../parsing/args.ts';
import { Budget } from '../budget.ts';
import { dataFlag, jsonFlag, modelPositional, type Command } from '../command.ts';
import { requireOutputOf } from '../files.ts';
import { adoptBest, foundFormulas, foundJson, foundText } from '../reports/foundFormulas.ts';
import { INTERRUPTED, type Io } from '../io.ts';
import { openModel, readTableOf } from '../openModel.ts';
import { repeatedFormulas, repeatsJson, repeatsReport } from '../reports/repeats.ts';
import { searchWithNotes } from '../searchWithNotes.ts';
import { withSession } from '../session.ts';
import { givenSetting, settingFlags } from '../parsing/settingFlags.ts';
import { dataSheet } from '../parsing/sheets.ts';

export const searchCommand: Command = {
  name: 'search',
  summary: 'searches for formulas for the table of a model',
  heading: 'Formulas',
  positionals: [modelPositional],
  groups: [
    {
      title: 'Formulas (for classes: formulas of the logits)',
      flags: [...settingFlags({ ...searchSettings, searchSeconds, searchRepeats }), dataFlag, dataSheet],
    },
    {
      title: 'Results',
      flags: [
        {
          name: 'out',
          value: '<other.kan>',
          help: 'makes a network from the best formula of each target and saves it (default: nothing is saved)',
          file: true,
        },
        jsonFlag,
      ],
    },
  ],
  notes:
    'Ctrl-C ends the search and keeps the formulas found so far. The status is then 0 where --out saved the best, else 130.',
  run: search,
};

async function search(args: Arguments, io: Io): Promise<number> {
  const [path] = args.positionals;
  const method = givenSetting(args, searchSettings.method) ?? searchSettings.method.default;
  const seed = givenSetting(args, searchSettings.searchSeed);
  const seconds = givenSetting(args, searchSeconds) ?? searchSeconds.default;
  const times = givenSetting(args, searchRepeats);
  const budget = new Budget(seconds, io.interrupted);
  const out = args.values.get('out');
  if (out !== undefined) await requireOutputOf(path, out, args.values.get('data'));
  return withSession(async (session) => {
    await openModel(session, path, io);
    await readTableOf(session, path, args, io);
    const found = await searchWithNotes(session, method, io, { budget, seed });
    if (found.view.status === 'failed') throw userError('formula.failed', found.view.message);
    const targets = foundFormulas(session, found);
    const repeats = await repeatedFormulas(session, targets, { times, seconds }, io);
    const without = targets.filter(({ formulas }) => formulas.length === 0);
    if (io.interrupted.aborted) {
      const lost = out === undefined || without.length > 0 ? ' Nothing was saved.' : '';
      io.remark('warning', `Interrupted: these are the formulas found so far.${lost}`);
    }
    io.report(
      () => ({ ...foundJson(targets), ...repeatsJson(repeats) }),
      () => foundText(targets) + repeatsReport(repeats),
    );
    if (without.length > 0) {
      if (io.interrupted.aborted) return INTERRUPTED;
      throw userError(
        'formula.none',
        `No formula was found for ${without.map(({ target }) => target).join(', ')}: nothing was saved.`,
        'Allow more --seconds, or train a network with kan fit first.',
      );
    }
    if (out === undefined) return 0;
    await adoptBest(session, targets);
    await saveProject(session, out);
    io.saved(out);
    return 0;
  });
}
