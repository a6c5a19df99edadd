/** `kan fix`, `kan prune` and so on: one edit of a saved model, then a refit. The history keeps the earlier network. */
import type { EditRequest } from '../../../shared/contract/schemas/edits.ts';
import type { HeldOutView } from '../../../shared/contract/views/ladder.ts';
import { editTypes, recordOf, type EditType } from '../../../shared/edits/edits.ts';
import type { EditCommand } from '../../../shared/edits/record.ts';
import { toAppError } from '../../../shared/errors.ts';
import { editingSettings } from '../../../shared/settings/editing.ts';
import { errorText } from '../../../shared/figures.ts';
import { heldOutOf } from '../../engine/history/ladder.ts';
import { referenceOf } from '../../engine/session/snapshot.ts';
import { measureOf, type Revision } from '../../engine/history/revision.ts';
import { errorName, isWeighted } from '../../../shared/results/measures.ts';
import { shownEdgeCount } from '../../engine/measure/labelValues.ts';
import type { Session } from '../../engine/session/session.ts';
import { editNetwork } from '../../engine/usecases/networks/editNetwork.ts';
import { saveProject } from '../../engine/usecases/projects/saveProject.ts';
import { isGiven, type Arguments } from '../parsing/args.ts';
import { dataFlag, jsonFlag, modelPositional, type Command, type CommandFlag } from '../command.ts';
import { editFrom, flagsOf } from '../parsing/editFlags.ts';
import { requireOutputOf } from '../files.ts';
import type { Io } from '../io.ts';
import { openModel, readTableOf } from '../openModel.ts';
import { allScoresTable, remarkOnScores, scoresJson, type Reference } from '../reports/report.ts';
import { withSession } from '../session.ts';
import { noEffect } from '../parsing/noEffect.ts';
import { flagOf, givenSetting } from '../parsing/settingFlags.ts';
import { dataSheet } from '../parsing/sheets.ts';

const outFlag: CommandFlag = {
  name: 'out',
  value: '<other.kan>',
  help: 'writes to this file (default: the same file; its history keeps the former network)',
  file: true,
};

const noRefit = 'no-refit';

/** A command for each name in the records of edits. */
export const editCommands: readonly Command[] = commandNames().map((name) =>
  commandOf(
    name,
    editTypes.filter((type) => recordOf(type).command?.name === name),
  ),
);

function commandNames(): readonly string[] {
  return [...new Set(editTypes.flatMap((type) => recordOf(type).command?.name ?? []))];
}

/** @param sharing the edits that share the command. One of them is the default and needs no flag. */
function commandOf(name: string, sharing: readonly EditType[]): Command {
  const whenOf = (type: EditType): EditCommand['when'] => recordOf(type).command?.when;
  const types = sharing.toSorted((one, other) => Number(!whenOf(one)) - Number(!whenOf(other)));
  const all = types.toReversed().flatMap((type): CommandFlag[] => {
    const when = whenOf(type);
    const own = flagsOf(type);
    if (when === undefined) return [...own];
    const value = own.find((flag) => flag.name === when.flag)?.value ?? null;
    return [{ name: when.flag, value, help: when.help }, ...own];
  });
  const flags = all.filter((flag, at) => all.findIndex((other) => other.name === flag.name) === at);
  return {
    name,
    summary: recordOf(types.at(-1)).command!.help,
    heading: 'Edits by hand',
    positionals: [modelPositional],
    groups: [
      { title: 'Network', flags: [...flags, dataFlag, dataSheet] },
      { title: 'Training', flags: refitFlags(types) },
      { title: 'Results', flags: [outFlag, jsonFlag] },
    ],
    run: (args, io) => {
      const given = (flag: string): boolean => isGiven(args, flag);
      const type = types.find((one) => given(whenOf(one)?.flag ?? '')) ?? types.at(-1);
      const own = [...flagsOf(type).map((flag) => flag.name), whenOf(type)?.flag];
      const foreign = flags.find((flag) => given(flag.name) && !own.includes(flag.name));
      if (foreign !== undefined)
        throw noEffect(foreign.name, `kan ${name} --${whenOf(type)?.flag} does not use it`);
      return runEdit(type, args, io);
    },
  };
}

function refitFlags(types: readonly EditType[]): readonly CommandFlag[] {
  const { most, default: steps, flag } = editingSettings.refit;
  const standard = types.some((type) => recordOf(type).refit === true) ? steps : 0;
  return [
    { name: flag!.name, value: 'N', help: `${flag!.help}, at most ${most} (default: ${standard})` },
    { name: noRefit, value: null, help: 'no training afterwards' },
  ];
}

async function runEdit(type: EditType, args: Arguments, io: Io): Promise<number> {
  const [path] = args.positionals;
  const out = args.values.get('out') ?? path;
  await requireOutputOf(path, out, args.values.get('data'));
  return withSession(async (session) => {
    const before = await openModel(session, path, io);
    const request = { edit: editFrom(type, args, before.model), refit: refitFrom(type, args) };
    await readTableOf(session, path, args, io);
    const after = await orUnchanged(type, () => edited(session, request, io));
    if (after === null) io.remark('note', 'Nothing was below the thresholds; the network was not changed.');
    const reference = await referenceOf(session);
    report(before, after ?? before, heldOutOf(session.state.history, after ?? before), reference, io);
    if (after === null) return 0;
    await saveProject(session, out);
    io.saved(out);
    return 0;
  });
}

/** Steps of training after the edit. @throws KanError `cli.number` */
function refitFrom(type: EditType, args: Arguments): number {
  const { refit, command } = recordOf(type);
  const given = [flagOf(editingSettings.refit), noRefit].find((flag) => isGiven(args, flag));
  if (refit === null && given !== undefined)
    throw noEffect(given, `--${command?.when?.flag} trains by itself`);
  if (refit === null || args.switches.has(noRefit)) return 0;
  return givenSetting(args, editingSettings.refit) ?? (refit ? editingSettings.refit.default : 0);
}

/** The network after the edit. An edit that includes training takes long, so a line on stderr reports each stage. */
async function edited(session: Session, request: EditRequest, io: Io): Promise<Revision> {
  let last = '';
  const stopListening = session.hub.listen({
    progress: ({ what }) => {
      if (what === last || recordOf(request.edit.type).refit !== null) return;
      last = what;
      io.stderr(`${last}\n`);
    },
  });
  try {
    return await editNetwork(session, request, io.interrupted);
  } finally {
    stopListening();
  }
}

/** Null if there is nothing to change and this is not an error. */
async function orUnchanged<T>(type: EditType, edit: () => Promise<T>): Promise<T | null> {
  try {
    return await edit();
  } catch (error) {
    const fine = recordOf(type).command?.mayChangeNothing === true;
    if (fine && toAppError(error).code === 'edit.nothing') return null;
    throw error;
  }
}

function report(
  before: Revision,
  after: Revision,
  heldOut: HeldOutView | null,
  reference: Reference,
  io: Io,
): void {
  const { model, scores, encoding } = after;
  const measure = measureOf(after);
  const edges = shownEdgeCount(model, encoding);
  const both = ({ scores: of }: Pick<Revision, 'scores'>): object | null =>
    of && { train: scoresJson(of.train, measure), test: scoresJson(of.test, measure) };
  const was = before.scores?.train.rmse ?? null;
  const wasText =
    was === null ? '' : `; training ${errorName('RMSE', isWeighted(measure))} was ${errorText(was)}`;
  remarkOnScores(scores, measure, reference, io);
  io.report(
    () => ({ edges, before: both(before), after: both({ scores }) }),
    () => `${edges} edges${wasText}\n${scores === null ? '' : allScoresTable(scores, heldOut, measure)}`,
  );
}
