/** Curves that move smoothly to their next shape, so that the eye can follow training. */

const GLIDE_MS = 160;
/** With more curves than this, frames would be late, and single curves are hardly watched. */
const GLIDES_UP_TO = 200;

type Curves = ReadonlyMap<string, Float32Array>;

export class CurveMotion {
  #from: Curves = new Map();
  #to = new Map<string, Float32Array>();
  #start = 0;
  #frame: number | null = null;
  readonly #onframe: () => void;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');

  /** @param onframe called whenever curves have moved and are to be painted. */
  constructor(onframe: () => void) {
    this.#onframe = onframe;
  }

  /** The curve as it is to be drawn now; null while none is known. */
  at(id: string): Float32Array | null {
    const to = this.#to.get(id);
    if (!to) return null;
    const from = this.#from.get(id);
    return from === undefined || this.#frame === null ? to : between(from, to, this.#share());
  }

  /** Takes new curves; those of edges that are not sent stay. */
  show(curves: Curves): void {
    const still = this.#calm.matches || curves.size > GLIDES_UP_TO;
    if (!still) this.#from = new Map([...curves.keys()].map((id) => [id, this.at(id) ?? new Float32Array()]));
    for (const [id, curve] of curves) this.#to.set(id, curve);
    this.stop();
    if (!still) {
      this.#start = performance.now();
      this.#run();
    }
    this.#onframe();
  }

  clear(): void {
    this.stop();
    this.#to.clear();
  }

  stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }

  #run(): void {
    this.#frame = requestAnimationFrame(() => {
      if (this.#share() < 1) this.#run();
      else this.#frame = null;
      this.#onframe();
    });
  }

  #share(): number {
    return Math.min(1, (performance.now() - this.#start) / GLIDE_MS);
  }
}

/** The curve at `share` of the way, slowing down; `to` where the two cannot be compared. Pure. */
export function between(from: Float32Array, to: Float32Array, share: number): Float32Array {
  if (from.length !== to.length || share >= 1) return to;
  const eased = 1 - (1 - share) ** 2;
  return to.map((value, index) => from[index] + (value - from[index]) * eased);
}
