/** Reads names, equations and conditions of a problem from the content of its file; each error has its own message. */
import { userError } from '../../../../shared/errors.ts';
import { evaluate } from '../../../../shared/expression/evaluate.ts';
import { isReserved, parseExpression } from '../../../../shared/expression/parse.ts';
import { within } from '../../../../shared/expression/syntaxError.ts';
import { substitute } from '../../../../shared/expression/substitute.ts';
import { number, type Expression } from '../../../../shared/expression/tree.ts';
import type { ProblemFile } from '../../../../shared/contract/schemas/problemFile.ts';
import { linesOf } from './file.ts';
import { readEquation, subscriptOrders, type Names, type PlaceText } from './notation.ts';
import { topLevelParts } from './parts.ts';
import { halfWidth, type Condition, type Coordinate, type Problem } from './problem.ts';
import { readRegion } from './region.ts';
import { curvesOf, readUnknown, valueOf } from './unknown.ts';
import type { Residual } from './residual.ts';

/** The problem without measured values. @throws KanError `equation.*`, `expression.*` */
export function readProblem(file: ProblemFile): Problem {
  const equationLines = [...linesOf(file.equation), ...linesOf(file.equations)];
  const conditionLines = linesOf(file.conditions);
  if (equationLines.length === 0) {
    throw userError(
      'equation.none',
      'The problem has no equation.',
      example('u_xx + u_yy = 0', 'equation: u_xx + u_yy = 0'),
    );
  }
  const constants = Object.fromEntries(
    Object.entries(file.constants ?? {}).map(([name, value]) => [name, valueOf(value, `constants.${name}`)]),
  );
  const coordinates = Object.entries(file.domain).map(([name, range]) => coordinateOf(name, range));
  if (coordinates.length === 0) {
    throw userError(
      'equation.domain',
      'The domain has no coordinates.',
      example('x = 0 .. 1', 'domain: {x: [0, 1]}'),
    );
  }
  const sought = readUnknown(file.unknown);
  const unknown = sought.flatMap(({ name, start, argument }) => (argument === null ? [{ name, start }] : []));
  const coordinateNames = coordinates.map(({ name }) => name);
  const functions =
    file.functions === undefined
      ? functionsIn([...equationLines, ...conditionLines], {
          coordinates: coordinateNames,
          constants: [...Object.keys(constants), ...unknown.map(({ name }) => name)],
          sought: sought.map(({ name }) => name),
        })
      : linesOf(file.functions).flatMap((line) => topLevelParts(line));
  const primed = coordinateNames.find((name) => equationLines.some((line) => line.includes(`${name}'`)));
  if (functions.length === 0 && primed !== undefined) {
    throw userError(
      'equation.function',
      `${primed}' is a derivative of ${primed}, but ${primed} is the coordinate.`,
      `Give the function a name of its own: u' is the derivative of u by ${primed}.`,
    );
  }
  if (functions.length === 0) {
    throw userError(
      'equation.function',
      'No equation has a derivative of a function by a coordinate.',
      `Write derivatives as u_${coordinateNames[0]}${coordinateNames[0]}, or name the functions: functions: u`,
    );
  }
  const curves = curvesOf(sought, coordinateNames, functions);
  const names: Names = {
    curves: curves.map(({ name, argument }) => ({ name, argument: argument.name })),
    coordinates: coordinateNames,
    functions,
    constants: [...Object.keys(constants), ...unknown.map(({ name }) => name)],
  };
  requireDistinct(names);
  const known = Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, number(value)]));
  const scaled = (residual: Residual): Residual => ({
    ...residual,
    expression: substitute(residual.expression, known),
    terms: residual.terms.map((term) => ({
      ...term,
      scale: term.orders.reduce((scale, order, at) => scale / halfWidth(coordinates[at]) ** order, 1),
    })),
  });
  const equations = equationLines.map((line) => {
    const { residual, places } = readEquation(line, names);
    if (places.length > 1) {
      throw userError(
        'equation.place',
        `The equation “${line}” has a value at a fixed place.`,
        'Such values belong to the conditions.',
      );
    }
    return scaled(residual);
  });
  const conditions = conditionLines.map((line) => {
    const condition = readCondition(line, names, { coordinates, known });
    return { ...condition, residual: scaled(condition.residual) };
  });
  return {
    coordinates,
    functions,
    equations,
    conditions,
    unknown,
    curves,
    region: file.inside === undefined ? null : readRegion(file.inside, coordinateNames),
    exact: exactOf(file.exact, functions, coordinateNames, known),
    measurements: null,
  };
}

interface Surroundings {
  readonly coordinates: readonly Coordinate[];
  readonly known: Readonly<Record<string, Expression>>;
}

/** “u = 0 on the border”, “u(x, 0) = sin(pi*x)”, “u_x = 0 at x = 1”. */
function readCondition(line: string, names: Names, { coordinates, known }: Surroundings): Condition {
  const [body, ...rest] = line.split(/\s(?:on|at|for|where|when|if)\s/u);
  const where = rest.length === 0 ? undefined : rest.join(' ').trim();
  const { residual: read, places } = readEquation(body, names);
  const residual = { ...read, text: line };
  if (where !== undefined && /^(?:the\s+|all\s+)*(?:borders?|boundary|boundaries|edges?)\s*$/iu.test(where)) {
    return { residual, places: [] };
  }
  const at: PlaceText[] = where === undefined ? [] : [placeIn(where, names, line)];
  const lists = at.length > 0 ? [at[0], ...places.slice(1)] : places;
  const fixed = lists.map((place) =>
    place.map((text, index) => {
      if (text === null) return null;
      const value = within(line, () =>
        evaluate(substitute(parseExpression(text, Object.keys(known)), known), {}),
      );
      const { name, low, high } = coordinates[index];
      const slack = 1e-9 * (high - low);
      if (value >= low - slack && value <= high + slack) return value;
      throw userError(
        'equation.outside',
        `The condition “${line}” is at ${name} = ${text}, outside the domain.`,
        `${name} goes from ${low} to ${high}.`,
      );
    }),
  );
  return withPlaces(residual, fixed, line, names);
}

/** Keeps only the lists of points that the terms of the condition use. */
function withPlaces(
  residual: Residual,
  lists: readonly (readonly (number | null)[])[],
  line: string,
  { coordinates, functions }: Names,
): Condition {
  const used = [...new Set(residual.terms.map(({ place }) => place))];
  if (used.length === 0) {
    throw userError(
      'equation.condition',
      `The condition “${line}” contains no unknown function (${functions.join(', ')}).`,
      `Write for example ${functions[0]}(${coordinates.map((name, at) => (at === 0 ? '0' : name)).join(', ')}) = 1.`,
    );
  }
  const places = used.map((place) => lists[place]);
  if (places.some((place) => place.every((value) => value === null))) {
    throw userError(
      'equation.condition',
      `The condition “${line}” does not say where it holds.`,
      `Write ${functions[0]}(${coordinates.map((name, at) => (at === 0 ? '0' : name)).join(', ')}) = …, or end it with “on the border” or “at ${coordinates[0]} = 0”.`,
    );
  }
  return {
    residual: {
      ...residual,
      terms: residual.terms.map((term) => ({ ...term, place: used.indexOf(term.place) })),
      ...(residual.curves && {
        curves: residual.curves.map((curve) => ({ ...curve, place: Math.max(0, used.indexOf(curve.place)) })),
      }),
    },
    places,
  };
}

/** “x = 0 and t = 1” as a place. */
function placeIn(where: string, { coordinates }: Names, line: string): PlaceText {
  const place: (string | null)[] = coordinates.map(() => null);
  for (const part of where.split(/,|\band\b/u)) {
    const [name, value = ''] = part.split('=').map((side) => side.trim());
    const at = coordinates.indexOf(name);
    if (at < 0) {
      throw userError(
        'equation.where',
        `“${where}” in the condition “${line}” does not name a place.`,
        `Write “on the border” or “at ${coordinates[0]} = 0”.`,
      );
    }
    place[at] = value;
  }
  return place;
}

/** Names that are no functions to be solved for. */
interface OtherNames {
  readonly coordinates: readonly string[];
  readonly constants: readonly string[];
  readonly sought: readonly string[];
}

/**
 * The functions that are differentiated, in order of appearance.
 * @throws KanError `equation.function` where another name has arguments: it may be a function with a wrong name.
 */
function functionsIn(texts: readonly string[], { coordinates, constants, sought }: OtherNames): string[] {
  const found = new Set<string>();
  const called = new Set<string>();
  for (const text of texts) {
    for (const [, word, marks, open] of text.matchAll(/([\p{L}][\p{L}\p{M}\p{N}_]*)((?:'|′|″)*)\s*(\()?/gu)) {
      if (coordinates.includes(word)) continue;
      const cut = word.lastIndexOf('_');
      const isDerived = cut > 0 && subscriptOrders(word.slice(cut + 1), coordinates) !== null;
      if (isDerived || marks !== '') found.add(isDerived ? word.slice(0, cut) : word);
      else if (open !== undefined && !isReserved(word) && word !== 'laplacian') called.add(word);
    }
    for (const [, name, by] of text.matchAll(
      /(?<![\p{L}\p{N}_])d(?:\^?\d)? ?([\p{L}]+) ?\/ ?d ?([\p{L}]+)/gu,
    )) {
      if (coordinates.includes(by)) found.add(name);
    }
    for (const [, inside, after] of text.matchAll(/laplacian ?\( ?([\p{L}]+) ?\)|∇[²2] ?([\p{L}]+)/gu)) {
      found.add(inside ?? after);
    }
  }
  for (const name of sought) found.delete(name);
  const strange = [...called].find((name) => !found.has(name) && !sought.includes(name));
  if (found.size === 0 || strange === undefined) return [...found];
  throw constants.includes(strange)
    ? userError('equation.function', `“${strange}” is a constant, not a function.`, `Write ${strange}*(…).`)
    : userError(
        'equation.function',
        `There is no function “${strange}”, and no equation has a derivative of it.`,
        `Correct its name. If the problem is to be solved for it too, write functions: ${[...found, strange].join(', ')}`,
      );
}

function requireDistinct({ coordinates, functions, constants, curves }: Names): void {
  const all = [...coordinates, ...functions, ...constants, ...curves.map(({ name }) => name)];
  const twice = all.find((name, at) => all.indexOf(name) !== at);
  if (twice !== undefined) {
    throw userError('equation.name', `The name “${twice}” is used for two things.`, 'Rename one of them.');
  }
  const reserved = all.find((name) => isReserved(name));
  if (reserved !== undefined) {
    throw userError('equation.name', `“${reserved}” is the name of a function or a constant.`, 'Rename it.');
  }
}

function coordinateOf(name: string, range: readonly (number | string)[] | string): Coordinate {
  const hint = example(`${identifierIn(name)} = 0 .. 1`, `domain: {${identifierIn(name)}: [0, 1]}`);
  if (range === '') throw userError('equation.domain', `The coordinate “${name}” has no range.`, hint);
  const ends =
    typeof range === 'string'
      ? range.split(/\.\.|…|,|\bto\b/u).map((end) => end.replace(/[[\]]/gu, ''))
      : range;
  const [low, high] = ends.map((end) => valueOf(end, `domain.${name}`));
  if (ends.length === 2 && low < high) return { name, low, high };
  throw userError('equation.domain', `The range of ${name} must be two numbers, the lower one first.`, hint);
}

/** The name that a line begins with, such as x of “x in 0 to 1”. */
function identifierIn(line: string): string {
  return /^\p{L}[\p{L}\p{N}_]*/u.exec(line)?.[0] ?? 'x';
}

/** How something is written in the form of the window, and in a file. */
function example(typed: string, inFile: string): string {
  return `Write for example ${typed} (in a file: ${inFile}).`;
}

function exactOf(
  given: ProblemFile['exact'],
  functions: readonly string[],
  coordinates: readonly string[],
  known: Surroundings['known'],
): (Expression | null)[] {
  const read = (value: number | string): Expression =>
    within(String(value), () =>
      substitute(parseExpression(String(value), [...coordinates, ...Object.keys(known)]), known),
    );
  if (given === undefined) return functions.map(() => null);
  if (typeof given !== 'object') return functions.map((_, at) => (at === 0 ? read(given) : null));
  const odd = Object.keys(given).find((name) => !functions.includes(name));
  if (odd !== undefined) {
    throw userError(
      'equation.exact',
      `“exact” names ${odd}, which is not a function of the equations.`,
      `There is: ${functions.join(', ')}.`,
    );
  }
  return functions.map((name) => (given[name] === undefined ? null : read(given[name])));
}
