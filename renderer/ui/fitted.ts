/** Typeset formulas that are as small as their place needs. */

/** The least size, as a share of the usual one; smaller letters could not be read. */
const LEAST = 0.65;

/**
 * Makes a formula smaller while one of the parts between its line breaks is wider than the place of the formula.
 * @param host contains the formula; its parent is the place
 * @returns ends it
 */
export function keepFitted(host: HTMLElement): () => void {
  const place = host.parentElement!;
  let next = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(next);
    next = requestAnimationFrame(fit);
  });
  observer.observe(place);
  fit();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(next);
  };

  function fit(): void {
    host.style.fontSize = '';
    const parts = [...host.querySelectorAll('.katex-base')];
    const widest = Math.max(...parts.map((part) => part.getBoundingClientRect().width));
    if (widest > place.clientWidth) host.style.fontSize = `${Math.max(LEAST, place.clientWidth / widest)}em`;
  }
}
