/** `npm run fuzz -- <csv|printers|projects|calls|kills> [count] [first seed] [--minutes N]` */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzzCalls, sessionCalls } from './calls.ts';
import { runCampaign, type Fuzzer } from './campaign.ts';
import { fuzzCsv } from './csv.ts';
import { fuzzKills } from './kills.ts';
import { checkPrinters, hostileNames, randomNames } from './printers.ts';
import { fuzzProjects } from './projects.ts';

/** Time between two lines that say how far the run is. */
const tellEveryMs = 10_000;

const engine = fileURLToPath(new URL('./engineChild.js', import.meta.url));

const fuzzers: Readonly<Record<string, Fuzzer>> = {
  csv: {
    batch: 500,
    run: async (first, count) => {
      const found = await fuzzCsv(first, count);
      return found.map(({ seed, what, text }) => `seed ${seed}: ${what}\n${text}`);
    },
  },
  printers: {
    batch: 500,
    run: (first, count) => {
      const { languages, wrong } = checkPrinters([...hostileNames, ...randomNames(first, count)]);
      console.log(`compiled and run: ${languages.join(', ')}`);
      return Promise.resolve(wrong);
    },
  },
  projects: { batch: 500, run: (first, count) => Promise.resolve(fuzzProjects(first, count)) },
  calls: {
    batch: 10 * sessionCalls,
    perSeed: sessionCalls,
    run: (first, count) => fuzzCalls(engine, first, count),
  },
  kills: { batch: 10, run: (first, count) => fuzzKills(engine, first, count) },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: 'Infinity' } },
});
const [name = 'csv', count = '10000', first = '1'] = positionals;
if (!Object.hasOwn(fuzzers, name))
  throw new Error(`Which fuzzer? ${Object.keys(fuzzers).join(', ')}, not ${name}`);
const limits = { first: Number(first), count: Number(count), minutes: Number(values.minutes) };
if (Object.values(limits).some((value) => !(value > 0)))
  throw new Error('Count, first seed and minutes are numbers above zero.');

let told = performance.now();
const { done, wrong, next } = await runCampaign(fuzzers[name], limits, (campaign, found) => {
  for (const line of found) console.log(line);
  if (performance.now() - told < tellEveryMs) return;
  told = performance.now();
  console.log(
    `${campaign.done} of ${count} ${name}, ${campaign.wrong.length} wrong; seed ${campaign.next} is next`,
  );
});
console.log(`${done} of ${name}, ${wrong.length} wrong; seed ${next} is next`);
process.exitCode = wrong.length > 0 ? 1 : 0;
