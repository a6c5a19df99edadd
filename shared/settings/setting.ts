/**
 * A setting is a named value that a person can choose. Its record is the only place of the default, the bounds and the
 * words: the schemas of the contract, the forms of the window, the flags of the command line with their help, and the
 * tables of the guide are made from it.
 */

interface Described {
  /** Name in the window. */
  readonly label: string;
  /** What the setting does, in one or two sentences. */
  readonly help: string;
  /** The section of docs/guide/index.html that explains it, by its id. */
  readonly guide: string;
  /** The rule for the default where it is not one fixed value: `detected`, `twice as many`. */
  readonly derived?: string;
  /** The setting on the command line; absent where it has no flag. */
  readonly flag?: Flag;
}

export interface Flag {
  /** Without dashes. */
  readonly name: string;
  /** What stands for the value in the help: `N`, `a,b`. Left out, it follows from the kind of setting. */
  readonly value?: string;
  /** A phrase without a full stop. */
  readonly help: string;
}

export interface WholeNumber extends Described {
  readonly kind: 'whole';
  readonly default: number;
  readonly least: number;
  readonly most: number;
  /** What the number counts, in the window: `rows`. */
  readonly unit?: string;
}

export interface RealNumber extends Described {
  readonly kind: 'number';
  readonly default: number;
  readonly least: number;
  readonly most: number;
  /** The value must lie above `least`. */
  readonly above?: true;
  /** A part of 1, which the window shows in per cent. */
  readonly share?: true;
}

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** The value on the command line, where it is not `value` itself. */
  readonly word?: string;
}

export interface Choice<T extends string> extends Described {
  readonly kind: 'choice';
  readonly default: T;
  readonly options: readonly Option<T>[];
}

/** Yes or no. A flag takes no value and sets the opposite of the default. */
export interface OnOff extends Described {
  readonly kind: 'switch';
  readonly default: boolean;
  /** A flag that sets the default, where another value may be detected. */
  readonly sameFlag?: Flag;
  /** What yes and no mean, where they are shown as two options. */
  readonly on?: string;
  readonly off?: string;
}

/** A whole number for each hidden layer. */
export interface LayerWidths extends Described {
  readonly kind: 'widths';
  readonly default: readonly number[];
  readonly least: number;
  readonly most: number;
  readonly mostLayers: number;
}

/** A list of words. */
export interface Words extends Described {
  readonly kind: 'words';
  readonly default: readonly string[];
  readonly mostWords: number;
  readonly mostLetters: number;
}

/** A name that a person gives or chooses; which ones there are is only known from the file. */
export interface Name extends Described {
  readonly kind: 'name';
  readonly default: string;
  readonly mostLetters: number;
}

export type Setting = WholeNumber | RealNumber | Choice<string> | OnOff | LayerWidths | Words | Name;
export type Settings = Readonly<Record<string, Setting>>;

/** What a setting can be set to. */
export type ValueOf<S extends Setting> =
  S extends Choice<infer T>
    ? T
    : S extends OnOff
      ? boolean
      : S extends LayerWidths
        ? number[]
        : S extends Words
          ? string[]
          : S extends Name
            ? string
            : number;

export type ValuesOf<G extends Settings> = { -readonly [K in keyof G]: ValueOf<G[K]> };

export function whole(setting: Omit<WholeNumber, 'kind'>): WholeNumber {
  return { kind: 'whole', ...setting };
}

export function real(setting: Omit<RealNumber, 'kind'>): RealNumber {
  return { kind: 'number', ...setting };
}

export function choice<const T extends string>(
  setting: Omit<Choice<T>, 'kind' | 'default'> & { readonly default: NoInfer<T> },
): Choice<T> {
  return { kind: 'choice', ...setting };
}

export function onOff(setting: Omit<OnOff, 'kind'>): OnOff {
  return { kind: 'switch', ...setting };
}

export function layerWidths(setting: Omit<LayerWidths, 'kind'>): LayerWidths {
  return { kind: 'widths', ...setting };
}

export function words(setting: Omit<Words, 'kind'>): Words {
  return { kind: 'words', ...setting };
}

export function name(setting: Omit<Name, 'kind'>): Name {
  return { kind: 'name', ...setting };
}

/** What people see for a value of a choice. */
export function labelOf<T extends string>({ options }: Choice<T>, wanted: T): string {
  return options.find(({ value }) => value === wanted)!.label;
}

/** How a message asks for a value of a setting: set “First row” to “Data”. */
export function setTo<T extends string>(setting: Choice<T>, wanted: T): string;
export function setTo(setting: OnOff, wanted: boolean): string;
export function setTo(setting: Choice<string> | OnOff, wanted: string | boolean): string {
  const label =
    setting.kind === 'switch'
      ? wanted === true
        ? setting.on
        : setting.off
      : labelOf(setting, String(wanted));
  return `set “${setting.label}” to “${label}”`;
}

/** How a message names a setting: “Encoding”. */
export function named({ label }: Pick<Described, 'label'>): string {
  return `“${label}”`;
}

/** The default of each setting. */
export function defaultsOf<G extends Settings>(settings: G): ValuesOf<G> {
  const entries = Object.entries(settings).map(([key, setting]) => [key, copyOf(setting.default)] as const);
  return Object.fromEntries(entries) as ValuesOf<G>;
}

function copyOf(value: Setting['default']): unknown {
  return typeof value === 'object' ? [...value] : value;
}

/** The largest seed: seeds are unsigned numbers of 32 bits. */
export const MOST_SEED = 2 ** 32 - 1;
