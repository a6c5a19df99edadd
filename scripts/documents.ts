/** Documents with parts that `npm run docs` makes, each between two comments with its name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partsOfGuide } from './guide.ts';
import { table } from './markdown.ts';
import { measuredFiles, measuredParts, type Measured } from './measured.ts';

/** What `examples/index.json` says of a sample. */
interface Sample {
  readonly file: string;
  readonly rows: number;
  readonly source: string;
}

type Parts = Readonly<Record<string, string>>;

/** The parts of each document, by name. @param root the repository */
export function madeParts(root: string): Readonly<Record<string, Parts>> {
  const figures = Object.entries(measuredFiles).map(([name, file]) => [
    name,
    JSON.parse(readFileSync(join(root, file), 'utf8')) as unknown,
  ]);
  const samples = JSON.parse(readFileSync(join(root, 'examples/index.json'), 'utf8')) as readonly Sample[];
  return {
    'examples/README.md': {
      samples: table(
        ['file', 'rows', 'where it comes from'],
        samples.map(({ file, rows, source }) => [`\`${file}\``, String(rows), source]),
      ),
    },
    'docs/guide/index.html': partsOfGuide(),
    ...measuredParts(Object.fromEntries(figures) as Measured),
  };
}

/** A document with its parts made anew. */
export function withMade(document: string, parts: Parts): string {
  return Object.entries(parts).reduce((page, [name, text]) => {
    const [open, close] = [`<!-- ${name}: made by npm run docs -->`, `<!-- end of ${name} -->`];
    const [from, to] = [page.indexOf(open), page.indexOf(close)];
    if (from < 0 || to < from) throw new Error(`The document has no place for its part “${name}”.`);
    return `${page.slice(0, from + open.length)}\n${text}\n${page.slice(to)}`;
  }, document);
}
