/** `npm run fuzz -- <csv|printers|projects|calls|kills> [count] [first seed]` */
import { fileURLToPath } from 'node:url';
import { fuzzCalls } from './calls.ts';
import { fuzzCsv } from './csv.ts';
import { fuzzKills } from './kills.ts';
import { checkPrinters, hostileNames, randomNames } from './printers.ts';
import { fuzzProjects } from './projects.ts';

const engine = fileURLToPath(new URL('./engineChild.js', import.meta.url));

/** Each answers what went wrong, in lines for people. */
const fuzzers: Readonly<Record<string, (first: number, count: number) => Promise<readonly string[]>>> = {
  csv: async (first, count) => {
    const found = await fuzzCsv(first, count);
    return found.map(({ seed, what, text }) => `seed ${seed}: ${what}\n${text}`);
  },
  printers: (first, count) => {
    const { languages, wrong } = checkPrinters([...hostileNames, ...randomNames(first, count)]);
    console.log(`compiled and run: ${languages.join(', ')}`);
    return Promise.resolve(wrong);
  },
  projects: (first, count) => Promise.resolve(fuzzProjects(first, count)),
  calls: (first, count) => fuzzCalls(engine, first, count),
  kills: (first, count) => fuzzKills(engine, first, count),
};

const [name = 'csv', count = '10000', first = '1'] = process.argv.slice(2);
if (!Object.hasOwn(fuzzers, name))
  throw new Error(`Which fuzzer? ${Object.keys(fuzzers).join(', ')}, not ${name}`);
const found = await fuzzers[name](Number(first), Number(count));
for (const line of found) console.log(line);
console.log(`${count} of ${name}, ${found.length} wrong`);
process.exitCode = found.length > 0 ? 1 : 0;
