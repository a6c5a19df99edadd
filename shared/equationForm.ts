/** A problem as the fields of the form, and back. Pure. */
import type { EquationDraft, EquationForm } from './contract/schemas/equationDraft.ts';
import type { ProblemFile } from './contract/schemas/problemFile.ts';
import { equationSettings } from './settings/equations.ts';
import { defaultsOf } from './settings/setting.ts';

export const emptyForm: EquationForm = {
  equations: '',
  domain: '',
  inside: '',
  conditions: '',
  constants: '',
  unknown: '',
  exact: '',
  hidden: '',
};

/** The draft of a problem. @param sample the id of the sample that it is; '' for none */
export function draftOf(problem: ProblemFile, sample = ''): EquationDraft {
  const { measurements } = problem;
  return {
    ...{ form: formOf(problem), sample },
    measuredFrom: measurements === undefined ? 'none' : 'sample',
    ...(measurements !== undefined && { measurements }),
    settings: defaultsOf(equationSettings),
  };
}

/** The problem that a draft stands for; measured values of a table are not in it. */
export function draftProblem({ form, measuredFrom, measurements }: EquationDraft): ProblemFile {
  return problemOf(form, measuredFrom === 'sample' ? measurements : undefined);
}

/** A problem for the engine: what is typed, and measured values that come with a sample. */
export function problemOf(form: EquationForm, measurements: ProblemFile['measurements']): ProblemFile {
  const domain = Object.fromEntries(
    linesOf(form.domain).map((line) => {
      const [name, range] = atEquals(line);
      return [name, range ?? ''];
    }),
  );
  const exact = linesOf(form.exact).map(atEquals);
  const named = exact.filter((pair): pair is [string, string] => pair[1] !== null);
  const hidden = form.hidden.match(/\d+/gu)?.map(Number) ?? [];
  const [constants, unknown] = [form.constants, form.unknown].map((text) => linesOf(text).map(atEquals));
  return {
    equations: linesOf(form.equations),
    domain,
    conditions: linesOf(form.conditions),
    ...(form.inside.trim() !== '' && { inside: form.inside.trim() }),
    ...(constants.length > 0 && {
      constants: Object.fromEntries(constants.map(([name, value]) => [name, value ?? ''])),
    }),
    ...(unknown.length > 0 && {
      unknown: unknown.map(([name, start]) => (start === null ? name : { [name]: start })),
    }),
    ...(exact.length > 0 && { exact: named.length > 0 ? Object.fromEntries(named) : exact[0][0] }),
    ...(hidden.length > 0 && { network: layersOf(form, Object.keys(domain).length, hidden) }),
    ...(measurements !== undefined && { measurements }),
  };
}

/** As many outputs as equations: each has its function. */
function layersOf({ equations }: EquationForm, inputs: number, hidden: readonly number[]): number[] {
  return [inputs, ...hidden, linesOf(equations).length];
}

/** The form that shows a problem. Problems of samples and of the form itself can be shown; settings of files are not. */
export function formOf(problem: ProblemFile): EquationForm {
  const { equation, equations, domain, inside, conditions, constants, unknown, exact, network } = problem;
  const text = (value: string | readonly string[] | undefined): string =>
    typeof value === 'object' ? value.join('\n') : (value ?? '');
  const pairs = (named: Readonly<Record<string, number | string>>): string =>
    Object.entries(named)
      .map(([name, value]) => `${name} = ${value}`)
      .join('\n');
  const unknownText = (value: NonNullable<ProblemFile['unknown']>): string =>
    typeof value === 'string'
      ? value
      : (Array.isArray(value) ? value : [value])
          .map((one) => (typeof one === 'string' ? one : pairs(one)))
          .join('\n');
  return {
    equations: [text(equation), text(equations)].filter((one) => one !== '').join('\n'),
    domain: Object.entries(domain)
      .map(([name, range]) => `${name} = ${typeof range === 'string' ? range : range.join(' .. ')}`)
      .join('\n'),
    inside: inside ?? '',
    conditions: text(conditions),
    constants: pairs(constants ?? {}),
    unknown: unknown === undefined ? '' : unknownText(unknown),
    exact: typeof exact === 'object' ? pairs(exact) : String(exact ?? ''),
    hidden: network?.slice(1, -1).join(', ') ?? '',
  };
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n;]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The two sides of the first equals sign; the second is null where there is none. */
function atEquals(line: string): [string, string | null] {
  const at = line.indexOf('=');
  return at < 0 ? [line, null] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
