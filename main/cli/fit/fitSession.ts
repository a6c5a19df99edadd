/** What `kan fit` and `kan compare` do alike: the table, its roles, a new network, and its training with progress. */
import { errorName } from '../../../shared/results/measures.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { cancelled } from '../../../shared/errors.ts';
import { plural } from '../../../shared/figures.ts';
import type { Dataset } from '../../engine/data/dataset/dataset.ts';
import type { Table } from '../../engine/data/table/table.ts';
import type { Session } from '../../engine/session/session.ts';
import { checkData } from '../../engine/usecases/tables/checkData.ts';
import { createNetwork } from '../../engine/usecases/networks/createNetwork.ts';
import { readTestTable } from '../../engine/usecases/tables/openTable.ts';
import { prepareData } from '../../engine/usecases/tables/prepareData.ts';
import { train } from '../../engine/usecases/networks/train.ts';
import { flagsOf } from '../reports/mendFlags.ts';
import { checkedRoles, dataPlan, unusedNote } from './dataPlan.ts';
import { isAutomatic, type FitPlan } from './fitPlan.ts';
import { introduction } from './fitReport.ts';
import { firstStartNote } from './unusedFlags.ts';
import { openGivenTable } from '../givenTable.ts';
import type { Io } from '../io.ts';
import { warnOfTable } from '../reports/tableWarnings.ts';
import { inTerminal } from '../reports/terminalHints.ts';
import { trainingProgress } from '../reports/progress.ts';
import { withSession } from '../session.ts';
import { withTableFiles } from '../standardInput.ts';

/** Gives `work` a session and the plan with its tables as files: one of them may come by standard input. */
export async function withTables<T>(
  asked: FitPlan,
  io: Io,
  work: (session: Session, plan: FitPlan) => Promise<T>,
): Promise<T> {
  return withTableFiles(io, async (fileOf) => {
    const csv = await fileOf(asked.csv);
    const testCsv = asked.testCsv === null ? null : await fileOf(asked.testCsv);
    return withSession((session) => work(session, { ...asked, csv, testCsv }));
  });
}

/** Opens the tables, prepares the data and creates the network. @param command for messages: `fit` */
export async function prepareFit(
  session: Session,
  plan: FitPlan,
  io: Io,
  command = 'fit',
): Promise<{ readonly table: Table; readonly dataset: Dataset }> {
  const { interrupted } = io;
  const { table } = await openGivenTable(session, plan.csv, plan.args, interrupted);
  warnOfTable(table, io);
  await warnOfFindings(session, table, plan, io);
  const testTable =
    plan.testCsv === null
      ? undefined
      : await readTestTable(session, plan.testCsv, plan.testSheet, interrupted);
  if (testTable !== undefined) warnOfTable(testTable, io);
  const dataset = await prepareData(session, dataPlan(plan, table, command), interrupted, testTable);
  const inPhases = plan.phases !== null;
  const start = firstStartNote(plan.args, !inPhases && isAutomatic(plan.training));
  // In phases all rows are learned, whatever split they are in.
  const ofSplit = inPhases ? [] : dataset.notes;
  const said = [unusedNote(plan, table), dataset.gapsNote ?? '', ...ofSplit, start];
  for (const note of said) io.remark('note', inTerminal(note));
  const fresh = await createNetwork(session, plan.network, interrupted);
  if (!plan.json) io.stdout(introduction(table, dataset, fresh.model, plan.network, inPhases));
  return { table, dataset };
}

/** Findings of the check that are told before a fit; `kan check` tells all. */
const MOST_FINDINGS = 5;

/** Reports what the check finds in the columns that are used: the fit would follow values that mean something else. */
async function warnOfFindings(session: Session, table: Table, { args }: FitPlan, io: Io): Promise<void> {
  const roles = checkedRoles(args, table);
  const used = new Set([...roles.inputs, ...roles.targets]);
  const findings = (await checkData(session, io.interrupted, roles)).filter(
    ({ check, severity, message, columns }) =>
      severity === 'warning' &&
      // How many rows are left out is told with the rows.
      check !== 'gaps' &&
      (columns.length === 0 || columns.some((name) => used.has(name))) &&
      !table.issues.some((issue) => issue.message === message),
  );
  for (const { message, mends } of findings.slice(0, MOST_FINDINGS)) {
    const flags = mends.map((mend) => [mend.label, flagsOf(mend, table)]).filter(([, text]) => text !== '');
    const mended = flags.map(([label, text]) => `${label}: ${text}`).join('; ');
    io.remark('warning', `${message} ${mended}`.trimEnd());
  }
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) io.remark('warning', `${plural(more, 'more problem')}: see kan check.`);
}

/** Trains to the end, or until `stop` aborts, by Ctrl-C for example. Reports each decision, and the device if it is not the usual one. */
export async function trainWithProgress(
  session: Session,
  plan: FitPlan,
  io: Io,
  stop: AbortSignal,
): Promise<TrainingView> {
  if (io.interrupted.aborted) throw cancelled();
  const { encoding, train: rows } = session.requireDataset();
  const kind = encoding.task === 'classification' ? 'cross-entropy' : 'RMSE';
  const progress = trainingProgress(io, errorName(kind, rows.weights !== null));
  let last: Pick<TrainingView, 'device' | 'decisions'> = { device: null, decisions: [] };
  const stopListening = session.hub.listen({
    training: (view) => {
      const { device, decisions } = view;
      if (device !== null && device !== last.device) {
        // The decisions that come with a device repeat this line.
        if (last.device !== null || device.id !== 'native') {
          progress.note(`${device.title}: ${device.reason}`);
        }
      } else for (const decision of decisions.slice(last.decisions.length)) progress.note(decision);
      last = view;
      progress.update(view);
    },
  });
  const training = await train(session, plan.training, stop);
  stopListening();
  progress.end();
  return training;
}
