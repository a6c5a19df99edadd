/** Formulas drawn by KaTeX, each once: lists of functions come up again with every edge. */
import katex from 'katex';

/** Formulas that are kept; the ones that were asked for longest ago go first. */
const MOST = 400;
const drawn = new Map<string, HTMLElement>();

/** Macros in a formula: a sum of a thousand terms has some thousand spaces, each a macro. KaTeX gives up at 1,000. */
const mostMacros = 100_000;

/** The formula as an element of its own; its source where KaTeX cannot read it. */
export function typeset(latex: string): Node {
  const known = drawn.get(latex) ?? draw(latex);
  drawn.delete(latex);
  drawn.set(latex, known);
  for (const oldest of drawn.keys()) {
    if (drawn.size <= MOST) break;
    drawn.delete(oldest);
  }
  return known.cloneNode(true);
}

function draw(latex: string): HTMLElement {
  const host = document.createElement('span');
  try {
    katex.render(latex, host, { strict: 'ignore', maxExpand: mostMacros });
  } catch {
    host.textContent = latex;
  }
  return host;
}
