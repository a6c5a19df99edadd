/** Tables drawn with characters, as databases print them and Markdown writes them: bars around the cells, and lines of dashes. */
import type { Head, TextChunk } from './text.ts';

/** Lines from which it is seen whether a table is drawn. */
const LOOKED_AT = 200;

/** A line of dashes and crossings between the rows. */
const RULE = /^(?=.*(?:--|==|[─━═]))[\s|+:\-=\u2500-\u257f]+$/;
const BARS = /[│┃║]/g;

const isBar = (sign: string | undefined): boolean => sign !== undefined && '|│┃║'.includes(sign);

/** Whether a line has a bar at both ends, or one that only stands in drawings. */
const isDrawn = (line: string): boolean => {
  const text = line.trim();
  return (text.length > 1 && isBar(text[0]) && isBar(text.at(-1))) || line.search(BARS) !== -1;
};

/**
 * The same text without its frame, where most of its first lines are drawn and some are lines of dashes: these are blank, and the
 * bars stand between cells only.
 */
export function withoutFrame(head: Head): Head {
  const lines = head.text.split('\n', LOOKED_AT).filter((line) => line.trim() !== '');
  const rows = lines.filter((line) => !RULE.test(line));
  if (rows.length === lines.length || 2 * rows.filter(isDrawn).length <= rows.length) return head;
  return {
    ...head,
    text: unframed(head.text),
    read: (...how) => unframedChunks(head.read(...how)),
  };
}

const unframed = (text: string): string => text.split('\n').map(cellsOf).join('\n');

/** A line without the bars at its ends; nothing of a line of dashes. */
function cellsOf(line: string): string {
  if (RULE.test(line)) return '';
  const text = line.trim();
  const [from, to] = [Number(isBar(text[0])), Number(text.length > 1 && isBar(text.at(-1)))];
  return text.slice(from, text.length - to).replace(BARS, '|');
}

/** The pieces, divided where lines end. */
async function* unframedChunks(chunks: AsyncIterable<TextChunk>): AsyncGenerator<TextChunk, void, undefined> {
  let open: string[] = [];
  let last: TextChunk | null = null;
  for await (const chunk of chunks) {
    last = chunk;
    const end = chunk.text.lastIndexOf('\n') + 1;
    const whole = end === 0 ? '' : unframed([...open, chunk.text.slice(0, end)].join(''));
    open = end === 0 ? [...open, chunk.text] : [chunk.text.slice(end)];
    yield { ...chunk, text: whole };
  }
  if (last !== null) yield { ...last, text: unframed(open.join('')) };
}
