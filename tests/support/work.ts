/**
 * How much work a function does, counted instead of timed, so that the result hardly depends on the machine. What is
 * counted: how often the blocks of our own code run (V8's coverage), and how many characters and elements the methods of
 * texts, arrays and regular expressions go through.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';

export interface WorkCounter {
  /** Runs `work` to its end. @returns blocks that ran, and characters and elements that methods went through */
  count(work: () => unknown): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Counts the work of the code in some folders. Only what is compiled afterwards is counted block by block: call it before
 * the modules are imported, in a process that no other file of tests shares.
 * @param folders below the root of the repository
 */
export async function countWork(...folders: readonly string[]): Promise<WorkCounter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const restore = countMethods();
  const ours = folders.map((folder) => fileURLToPath(new URL(`../../${folder}/`, import.meta.url)));

  /** Runs of all blocks since the last time. */
  const blocks = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    let runs = 0;
    for (const { url, functions } of result) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : url;
      if (!ours.some((folder) => path.startsWith(folder))) continue;
      for (const { ranges } of functions) for (const { count } of ranges) runs += count;
    }
    return runs;
  };

  return {
    count: async (work) => {
      await blocks();
      const tally = { items: 0 };
      await tallies.run(tally, async () => work());
      return tally.items + (await blocks());
    },
    stop: async () => {
      restore();
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

/** Where the methods add what they go through, while work is counted. */
const tallies = new AsyncLocalStorage<{ items: number }>();

type Method = (this: never, ...args: unknown[]) => unknown;

/** How many characters or elements a call went through. @param last where a regular expression began to search */
type Items = (self: unknown, args: readonly unknown[], made: unknown, last: number) => number;

/** Length of a text, an array or a typed array; 0 of anything else. */
const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) || ArrayBuffer.isView(value)
    ? (value as unknown as { readonly length: number }).length
    : 0;

const ofWhole: Items = (self, _args, made) => lengthOf(self) + lengthOf(made);
const ofResult: Items = (_self, _args, made) => lengthOf(made);
const ofArgument: Items = (_self, [source]) => lengthOf(source);

/** A search goes up to what it finds, or to the end. */
const ofSearch: Items = (self, [, from], found) => {
  const start = typeof from === 'number' ? from : 0;
  return (typeof found === 'number' && found >= 0 ? found : lengthOf(self)) - start;
};

/** A sticky expression looks at one place, any other up to the end of what it finds. */
const ofExpression: Items = (self, [text], found, last) => {
  const { global, sticky } = self as RegExp;
  const start = global || sticky ? last : 0;
  if (found !== null) {
    const { index, 0: match } = found as RegExpExecArray;
    return index + match.length - start;
  }
  return sticky ? 1 : Math.max(0, lengthOf(text) - start);
};

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** The methods that go through many characters or elements in one call. */
const COUNTED: readonly (readonly [object, readonly string[], Items])[] = [
  [String.prototype, ['indexOf'], ofSearch],
  [String.prototype, ['includes', 'lastIndexOf', 'split', 'replace', 'replaceAll', 'normalize'], ofWhole],
  [String.prototype, ['trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase'], ofWhole],
  [String.prototype, ['repeat', 'padStart', 'padEnd', 'slice', 'substring'], ofResult],
  [Array.prototype, ['indexOf'], ofSearch],
  [
    Array.prototype,
    ['includes', 'lastIndexOf', 'join', 'reverse', 'shift', 'unshift', 'splice', 'sort'],
    ofWhole,
  ],
  [Array.prototype, ['slice', 'concat', 'fill', 'flat'], ofResult],
  [typedArray, ['set'], ofArgument],
  [typedArray, ['slice', 'fill', 'sort'], ofResult],
  [RegExp.prototype, ['exec'], ofExpression],
];

/** Lets the methods count. @returns puts them back as they were */
function countMethods(): () => void {
  const before: (() => void)[] = [];
  for (const [prototype, names, items] of COUNTED)
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
      const method = descriptor.value as Method;
      const counting: Method = function (...args) {
        const last = (this as { readonly lastIndex?: number }).lastIndex ?? 0;
        const made = method.apply(this, args);
        const tally = tallies.getStore();
        if (tally !== undefined) tally.items += items(this, args, made, last);
        return made;
      };
      Object.defineProperty(prototype, name, { ...descriptor, value: counting });
      before.push(() => Object.defineProperty(prototype, name, descriptor));
    }
  return () => before.forEach((putBack) => putBack());
}
