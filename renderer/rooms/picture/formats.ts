/** The formats in which a picture can be saved. */
import type { FileKind } from '../../../shared/contract/studio.ts';
import { toPng } from './png.ts';
import type { Picture } from './shapes.ts';
import { toSvg } from './svg.ts';

export interface PictureFormat {
  /** The name on the button that saves. */
  readonly name: string;
  /** The name in the file dialog. */
  readonly kind: FileKind;
  /** What the format is good for; null if the size in pixels says enough. */
  readonly note: string | null;
  /** The format consists of pixels: it has a scale and a largest size. */
  readonly pixels: boolean;
  /** @param scale pixels for each pixel of the picture, where it is made of pixels. */
  readonly write: (picture: Picture, scale: number) => string | Promise<Uint8Array>;
}

export const pictureFormats = {
  svg: {
    name: 'SVG',
    kind: { label: 'SVG picture', extension: 'svg' },
    note: 'Lines and text that stay sharp at any size; vector programs can edit them.',
    pixels: false,
    write: toSvg,
  },
  png: {
    name: 'PNG',
    kind: { label: 'PNG picture', extension: 'png' },
    note: null,
    pixels: true,
    write: toPng,
  },
} as const satisfies Readonly<Record<string, PictureFormat>>;

export type PictureFormatId = keyof typeof pictureFormats;
