/** The colours of pictures. Pure. */

/** Opaque colours, as the file names them. */
export interface PictureColors {
  readonly background: string | null;
  readonly plot: string;
  readonly line: string;
  readonly ink: string;
  readonly soft: string;
  /** For nodes without edges. */
  readonly faint: string;
  readonly spline: string;
  readonly symbolic: string;
}

const PAPER: PictureColors = {
  background: '#ffffff',
  plot: '#ffffff',
  line: '#c9c3b5',
  ink: '#22201c',
  soft: '#565147',
  faint: '#a9a294',
  spline: '#1f5bb5',
  symbolic: '#0a6e55',
};
const DARK: PictureColors = {
  background: '#1e1d1a',
  plot: '#282622',
  line: '#4a463f',
  ink: '#ece8df',
  soft: '#b8b1a4',
  faint: '#6f695e',
  spline: '#86b4ff',
  symbolic: '#4fcaa4',
};

export function pictureColors(dark: boolean, transparent: boolean): PictureColors {
  const colors = dark ? DARK : PAPER;
  return transparent ? { ...colors, background: null } : colors;
}

/** The colour of a node; paler for an input that the network does not use. */
export function faded(colors: PictureColors): PictureColors {
  return { ...colors, ink: colors.faint, soft: colors.faint };
}
