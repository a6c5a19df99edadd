/** The record of a function of one variable: all parts of the app derive what they need from it. */

/** A function that an edge can be set to, or that can stand in a formula. */
export interface FunctionRecord {
  /** pykan's complexity, where pykan has the function: the higher, the better its fit must be to be preferred. */
  readonly complexity: number;
  /** NaN outside the domain, infinite at a pole. */
  readonly value: (x: number) => number;
  /** f′(x). Where it is not finite and f(x) is (√x at 0), the registry takes 0. */
  readonly derivative: (x: number) => number;
  /** f and f′ for the native kernel: AssemblyScript in `t`, an expression or statements that return it. */
  readonly kernel: { readonly value: string; readonly slope: string };
  /** Further names that the function has in pykan's library. */
  readonly secondNames?: readonly string[];
  /** False for a function that stands in formulas but not in the library that edges are fitted to. */
  readonly library?: false;
  /**
   * How its a and b are searched when an edge is fitted; absent, its formula tells (see `symbolic/suggest/family.ts`).
   */
  readonly search?: Search;
}

/** A function with a name of its own that stands for a formula in x, as `gaussian` for `exp(-x^2)`. */
export interface ComposedFunction extends FunctionRecord {
  readonly formula: string;
}

/** A function that is a node of formulas: `sin(u)` is not made of other functions. */
export interface ElementaryFunction extends FunctionRecord {
  /** f′(x) as a formula in x. */
  readonly slope: string;
  /** Other names that a person may type for it. */
  readonly typed?: readonly string[];
  readonly parity: 'even' | 'odd' | 'none';
  /** Where it is defined; absent, everywhere. An end that does not belong to the domain is a pole. */
  readonly domain?: { readonly from: number; readonly to: number; readonly closed: boolean };
  /** The shape of its graph, to compute bounds of its values. */
  readonly course: Course;
  /** The function g with f(g(u)) = u for every u in g's domain. */
  readonly inverse?: string;
  /** Its name in code: in most languages, and in the languages (by the printer's id) that have another one. */
  readonly code: { readonly usual: string; readonly [language: string]: string };
  /** In LaTeX: a command, or what is written for f(argument). Absent, the command of its own name. */
  readonly latex?: string | ((argument: string) => string);
  /** In text for reading, what is written for f(argument). Absent, its name before the argument. */
  readonly symbol?: (argument: string) => string;
  /** f(u) for the TensorFlow backends, by operations that every one of them has. */
  readonly tensor: <T>(operations: TensorOperations<T>, u: T) => T;
}

/**
 * `monotonic` in its domain; a `valley` with its least value at 0; a `wave` between −1 and 1, of period 2π, with a
 * crest at `crest`; in `branches`: rising between poles at π/2 + kπ.
 */
export type Course = 'monotonic' | 'valley' | 'branches' | { readonly crest: number };

/**
 * The starting points for a and b. `exponential`: rates. `pole`: the nearest approach to the end of a half-line that
 * does not belong to the domain. `kink`: where the bend is. `local`: centres and widths of bumps and sigmoids.
 * `between`: pairs of arguments, taken from `levels`, at the ends of the range. `wave` and `step` have searches of
 * their own.
 */
export type Search =
  | 'exponential'
  | 'pole'
  | 'kink'
  | 'local'
  | 'wave'
  | 'step'
  | {
      readonly low: number;
      readonly high: number;
      /** Whether `low` and `high` may be reached. */
      readonly closed: boolean;
      readonly levels: readonly number[];
    };

type Unary =
  'neg' | 'exp' | 'log' | 'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan' | 'tanh' | 'abs' | 'sign';
type Binary = 'add' | 'sub' | 'mul' | 'div';

/** The operations of TensorFlow that records use, on its tensors. */
export type TensorOperations<T> = Readonly<
  Record<Unary, (u: T) => T> & Record<Binary, (left: T | number, right: T | number) => T>
>;
