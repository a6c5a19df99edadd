/** `npm run fuzz -- csv [count] [first seed]` */
import { fuzzCsv } from './csv.ts';

const [name = 'csv', count = '10000', first = '1'] = process.argv.slice(2);
if (name !== 'csv') throw new Error(`Which fuzzer? csv, not ${name}`);
const found = await fuzzCsv(Number(first), Number(count));
for (const { seed, what, text } of found) console.log(`seed ${seed}: ${what}\n${text}`);
console.log(`${count} files, ${found.length} misread`);
process.exitCode = found.length > 0 ? 1 : 0;
