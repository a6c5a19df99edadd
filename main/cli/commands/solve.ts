/** `kan solve`: solves differential equations with a network. */
import { equationSamples, type EquationSample } from '../../../shared/equationSamples.ts';
import { userError, type KanError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/figures.ts';
import { perceptronProgressText } from '../../../shared/results/perceptronProgress.ts';
import { equationSettings } from '../../../shared/settings/equations.ts';
import { unsolvedWarning } from '../../engine/equations/unsolved.ts';
import { solveProjectEquation } from '../../engine/usecases/equations/solveProjectEquation.ts';
import {
  largest,
  saveSolution,
  solveEquation,
  filesOfProblem,
  solveProblem,
  type SolveControl,
  type SolveRequest,
} from '../../engine/usecases/equations/solveEquation.ts';
import { choice, isGiven, realNumber, wholeNumber, type Arguments } from '../parsing/args.ts';
import { jsonFlag, type Command } from '../command.ts';
import { requireOutput } from '../files.ts';
import { solutionFacts, solutionText } from '../reports/solution.ts';
import { warnOfTable } from '../reports/tableWarnings.ts';
import { withSession } from '../session.ts';
import type { Io } from '../io.ts';
import { noEffect } from '../parsing/noEffect.ts';
import { choiceFlag, flagOf, givenSetting, givenSettings, settingFlags } from '../parsing/settingFlags.ts';

/** The time limit may be a fraction of a second here. */
const { seconds: secondsSetting, ...otherSettings } = equationSettings;

export const solveCommand: Command = {
  name: 'solve',
  summary: 'solves differential equations with a network, and reads the solution as a formula',
  heading: 'Networks',
  positionals: [
    {
      name: 'problem.yaml',
      help: 'equation, domain, conditions (see the guide); or a project that has an equation (.kan)',
      optional: true,
    },
  ],
  groups: [
    {
      title: 'Problem',
      flags: [
        choiceFlag(
          'sample',
          'solves a sample instead of a file',
          equationSamples.map(({ id }) => id),
          '',
        ),
        {
          name: 'sheet',
          value: 'NAME',
          help: 'the sheet of the workbook with measured values that the problem names (default: its key sheet, or the first one with a table)',
        },
      ],
    },
    {
      title: 'Network',
      flags: [
        {
          name: 'hidden',
          value: '10,5',
          help: 'nodes of the hidden layers (default: none for one coordinate, else 10)',
        },
        {
          name: 'grid',
          value: 'N',
          help: 'intervals of the first grid; finer ones follow (default: 4, or more for one coordinate)',
        },
        {
          name: 'order',
          value: 'N',
          help: 'spline order (default: three above the highest derivative, 5 at least)',
        },
        { name: 'seed', value: 'N', help: 'seed of the random network at the start (default: 1)' },
        ...settingFlags(equationSettings),
      ],
    },
    {
      title: 'Results',
      flags: [
        { name: 'no-formula', value: null, help: 'does not search for a formula' },
        { name: 'out', value: '<csv>', help: 'writes the solution as a table', file: true },
        jsonFlag,
      ],
    },
  ],
  notes:
    'A problem file, for example:\n' +
    '  equation: u_xx + u_yy = -2*pi^2*sin(pi*x)*sin(pi*y)\n' +
    '  domain: {x: [-1, 1], y: [-1, 1]}\n' +
    '  conditions: u = 0 on the border\n' +
    'Ctrl-C ends the search for a better solution and keeps the best so far. The status is then 0 where --out saved it, else 130.',
  run: solve,
};

async function solve(args: Arguments, io: Io): Promise<number> {
  const { positionals } = args;
  const sample = sampleOf(args);
  const isFile = sample === null && !isProject(positionals[0]);
  const sheet = args.values.get('sheet');
  if (sheet !== undefined && !isFile) throw noSheet(sample);
  refuseUnusedPerceptron(args);
  const out = args.values.get('out');
  if (out !== undefined) {
    await requireOutput(out, isFile ? await filesOfProblem(positionals[0]) : positionals);
  }
  const given = (flag: string, least: number, most: number): number | undefined =>
    args.values.has(flag) ? wholeNumber(args, flag, least, most, least) : undefined;
  const request: SolveRequest = {
    hidden: args.values
      .get('hidden')
      ?.split(',')
      .map((_, at, all) => {
        const one: Arguments = { ...args, values: new Map([['hidden', all[at]]]) };
        return wholeNumber(one, 'hidden', 1, largest.nodes, 10);
      }),
    grid: given('grid', 1, largest.grid),
    order: given('order', 1, largest.order),
    seed: given('seed', 0, 2 ** 31),
    settings: {
      ...givenSettings(args, otherSettings),
      ...(args.values.has('seconds') && {
        seconds: realNumber(args, 'seconds', 0.1, secondsSetting.most, secondsSetting.default),
      }),
    },
    formula: !args.switches.has('no-formula'),
    sheet,
  };
  const control: SolveControl = {
    // At Ctrl-C the best solution so far is enough.
    ...{ signal: io.interrupted, enough: io.interrupted },
    onTable: (table) => warnOfTable(table, io),
    ...progressLines(io),
  };
  const solved =
    sample !== null
      ? await solveProblem(sample.problem, null, request, control)
      : isProject(positionals[0])
        ? await withSession((session) => solveProjectEquation(session, positionals[0], request, control))
        : await solveEquation(positionals[0], request, control);
  if (solved.stopped) {
    const lost = out === undefined ? ' Without --out it was not saved.' : '';
    io.remark('warning', `Interrupted: this is the best solution so far.${lost}`);
  }
  io.remark('warning', unsolvedWarning(solved.problem, solved.solution));
  io.report(
    () => solutionFacts(solved),
    () => solutionText(solved, request.formula && !solved.stopped),
  );
  if (out !== undefined) {
    await saveSolution(out, solved);
    io.saved(out);
  }
  return 0;
}

/** @throws KanError `cli.no-effect` for a flag of an MLP where there is none, or none with a time of its own */
function refuseUnusedPerceptron(args: Arguments): void {
  const { mlp, mlpTimes, mlpSeconds } = equationSettings;
  const given = [mlpTimes, mlpSeconds].map(flagOf).find((flag) => isGiven(args, flag));
  if (given !== undefined && !isGiven(args, flagOf(mlp)))
    throw noEffect(given, 'no MLP is trained', `Add --${flagOf(mlp)}`);
  const times = givenSetting(args, mlpTimes) ?? mlpTimes.default;
  if (isGiven(args, flagOf(mlpSeconds)) && times === mlpTimes.default)
    throw noEffect(
      flagOf(mlpSeconds),
      'an MLP of as many parameters has as much time as the network',
      `Add --${flagOf(mlpTimes)} 10 or 100`,
    );
}

function isProject(path: string): boolean {
  return path.toLowerCase().endsWith('.kan');
}

function noSheet(sample: EquationSample | null): KanError {
  return userError(
    'cli.conflict',
    '--sheet names a sheet of the workbook that a problem file takes its values from.',
    sample === null
      ? 'A project is saved with the sheet of its table: choose another in KAN Studio.'
      : 'A sample has no workbook: leave out --sheet.',
  );
}

/** The sample that was asked for; null where there is a file. @throws KanError `cli.arguments`, `cli.choice` */
function sampleOf(args: Arguments): EquationSample | null {
  const id = choice(
    args,
    'sample',
    equationSamples.map((one) => one.id),
  );
  if ((id === undefined) === args.positionals.length > 0) {
    return equationSamples.find((one) => one.id === id) ?? null;
  }
  throw userError(
    'cli.arguments',
    id === undefined
      ? 'kan solve needs a problem file.'
      : 'kan solve takes a problem file or --sample, not both.',
    'Usage: kan solve problem.yaml, or kan solve --sample poisson',
  );
}

/** Milliseconds between two lines of progress. */
const between = 1000;

function progressLines(io: Io): Required<Pick<SolveControl, 'onProgress' | 'onPerceptron'>> {
  let written = performance.now();
  const write = (line: () => string): void => {
    if (performance.now() - written < between) return;
    written = performance.now();
    io.stderr(`${line()}\n`);
  };
  return {
    onProgress: ({ grid, iteration, loss }) => {
      write(() => `grid ${grid}, step ${iteration}, loss ${errorText(loss)}`);
    },
    onPerceptron: (progress) => {
      write(() => `MLP: ${perceptronProgressText(progress)}`);
    },
  };
}
