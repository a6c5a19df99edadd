/** `kan solve`: solves differential equations with a network. */
import { equationSamples, type EquationSample } from '../../../shared/equationSamples.ts';
import { userError } from '../../../shared/errors.ts';
import { errorText, numberText, plural, secondsText } from '../../../shared/figures.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import type {
  FoundUnknowns,
  PerceptronSolution,
  UnknownCurveView,
} from '../../../shared/contract/views/equation.ts';
import { perceptronName } from '../../../shared/results/comparedModels.ts';
import { withStandardError } from '../../../shared/results/heldOut.ts';
import { equationSettings } from '../../../shared/settings/equations.ts';
import { shapeOf } from '../../engine/kan/model.ts';
import type { SolveProgress } from '../../engine/equations/solve.ts';
import type { SolvedEquation } from '../../engine/equations/solved.ts';
import { unsolvedWarning } from '../../engine/equations/unsolved.ts';
import {
  largest,
  saveSolution,
  solveEquation,
  solveProblem,
  type SolveRequest,
} from '../../engine/usecases/solveEquation.ts';
import { choice, realNumber, wholeNumber, type Arguments } from '../parsing/args.ts';
import { jsonFlag, type Command } from '../command.ts';
import { requireOutput } from '../files.ts';
import type { Io } from '../io.ts';
import { choiceFlag, givenSettings, settingFlags } from '../parsing/settingFlags.ts';

/** The time limit may be a fraction of a second here. */
const { seconds: secondsSetting, ...otherSettings } = equationSettings;

export const solveCommand: Command = {
  name: 'solve',
  summary: 'solves differential equations with a network, and reads the solution as a formula',
  heading: 'Networks',
  positionals: [
    { name: 'problem.yaml', help: 'equation, domain, conditions (see the guide)', optional: true },
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
    '  conditions: u = 0 on the border',
  run: solve,
};

async function solve(args: Arguments, io: Io): Promise<number> {
  const { positionals } = args;
  const sample = sampleOf(args);
  const out = args.values.get('out');
  if (out !== undefined) await requireOutput(out, positionals);
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
  };
  const control = { signal: io.interrupted, onProgress: progressLines(io) };
  const solved =
    sample === null
      ? await solveEquation(positionals[0], request, control)
      : await solveProblem(sample.problem, null, request, control);
  if (out !== undefined) await saveSolution(out, solved);
  const warning = unsolvedWarning(solved.problem, solved.solution);
  if (warning !== '') io.stderr(`warning: ${warning}\n`);
  io.stdout(
    args.switches.has('json')
      ? `${JSON.stringify({ ...factsOf(solved), ...(warning !== '' && { warning }) })}\n`
      : textOf(solved, !args.switches.has('no-formula')),
  );
  return 0;
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

function progressLines(io: Io): (progress: SolveProgress) => void {
  let written = performance.now();
  return ({ grid, iteration, loss }) => {
    if (performance.now() - written < between) return;
    written = performance.now();
    io.stderr(`grid ${grid}, step ${iteration}, loss ${errorText(loss)}\n`);
  };
}

function factsOf({ problem, solution, mse, found: inverse, formulas, seconds, mlp }: SolvedEquation): object {
  const found = formulas?.formulas.map(({ function: name, expression, complexity, distance }) => ({
    ...{ function: name, text: codeOf(expression), complexity, rmse: distance },
    ...{ exact: formulas.exact, residual: formulas.residual, condition_residual: formulas.conditionResidual },
  }));
  return {
    mse,
    residual: solution.residual,
    condition_residual: solution.conditionResidual,
    seconds,
    parameters: solution.parameters,
    network: shapeOf(solution.model),
    unknown: unknownFacts(inverse),
    formula: found?.[0] ?? null,
    ...(mlp !== null && {
      mlp: {
        ...{ hidden: mlp.hidden, parameters: mlp.parameters, seconds: mlp.seconds, mse: mlp.mse },
        ...{ steps: mlp.steps, ran_out_of_time: mlp.ranOutOfTime },
        ...{ residual: mlp.residual, condition_residual: mlp.conditionResidual },
        unknown: mlpUnknown(inverse, mlp),
      },
    }),
    ...(problem.functions.length > 1 && { formulas: found ?? null }),
  };
}

/** Constants and functions by name. */
function unknownFacts({ unknown, curves }: FoundUnknowns): object {
  const facts: Record<string, object> = {};
  for (const { name, value, standardError } of unknown)
    facts[name] = { value, standard_error: standardError };
  for (const { name, argument, x, values, standardErrors } of curves) {
    const errors = standardErrors && [...standardErrors];
    facts[name] = { argument, x: [...x], value: [...values], standard_error: errors };
  }
  return facts;
}

function mlpUnknown({ unknown, curves }: FoundUnknowns, mlp: PerceptronSolution): object {
  const facts: Record<string, number | number[]> = {};
  unknown.forEach(({ name }, at) => (facts[name] = mlp.constants[at]));
  curves.forEach(({ name }, at) => (facts[name] = [...mlp.curves[at]]));
  return facts;
}

function foundText(value: number, standardError: number | null): string {
  return standardError === null
    ? numberText(value)
    : `${withStandardError(value, standardError)} (standard error)`;
}

/** An unknown function at five places. */
function curveLines({ name, argument, x, values, standardErrors }: UnknownCurveView): string[] {
  const places = [0, 1, 2, 3, 4].map((quarter) => Math.round((quarter * (x.length - 1)) / 4));
  return places.map(
    (at) =>
      `${name}(${argument} = ${numberText(x[at])}) = ${foundText(values[at], standardErrors?.[at] ?? null)}`,
  );
}

function codeOf(expression: Expression): string {
  return printExpression(expression, 'text').code;
}

function textOf(
  { problem, solution, mse, found, formulas, seconds, mlp }: SolvedEquation,
  searched: boolean,
): string {
  const lines = [
    `Network [${shapeOf(solution.model).join(', ')}], ${plural(solution.parameters, 'parameter')}, ${secondsText(seconds)}`,
    `Residual of the equation (RMS at held-out points): ${errorText(solution.residual)}`,
    `Residual of the conditions (RMS): ${errorText(solution.conditionResidual)}`,
    ...(mse === null ? [] : [`Mean squared error against the known solution: ${errorText(mse)}`]),
    ...found.unknown.map(({ name, value, standardError }) => `${name} = ${foundText(value, standardError)}`),
    ...found.curves.flatMap(curveLines),
  ];
  if (mlp !== null) {
    const error = mlp.mse === null ? '' : `, mean squared error ${errorText(mlp.mse)}`;
    const end = mlp.ranOutOfTime ? '; its time ended before it had converged' : '';
    lines.push(
      `${perceptronName(mlp.hidden)}, ${plural(mlp.parameters, 'parameter')}, ${secondsText(mlp.seconds)}: residual ${errorText(mlp.residual)}, of the conditions ${errorText(mlp.conditionResidual)}${error}${end}`,
    );
  }
  if (formulas === null) {
    if (searched && problem.curves.length === 0) lines.push('No formula was found for the solution.');
  } else {
    lines.push(
      ...formulas.formulas.map(({ function: name, expression }) => `${name} = ${codeOf(expression)}`),
    );
    lines.push(
      formulas.exact
        ? '  satisfies the equation and the conditions up to rounding errors'
        : `  leaves a residual of ${errorText(formulas.residual)} in the equation, ${errorText(formulas.conditionResidual)} in the conditions`,
    );
  }
  return `${lines.join('\n')}\n`;
}
