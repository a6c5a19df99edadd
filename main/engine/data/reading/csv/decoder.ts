/** From bytes in an encoding to text, piece by piece. */
import { StringDecoder } from 'node:string_decoder';
import iconv from 'iconv-lite';
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { C1 } from '../../columns/cells/windows1252.ts';

export type Encoding = TableFormat['encoding'];

interface Decoder {
  write(bytes: Buffer): string;
  /** What is left of a character that was cut off. */
  end(): string;
}

/** Turns bytes into text, also where a character is cut by the end of a piece. */
export function decoder(encoding: Encoding): Decoder {
  switch (encoding) {
    case 'utf-8':
      return new StringDecoder('utf8');
    case 'utf-16le':
      return new StringDecoder('utf16le');
    case 'latin1':
      return { write: (bytes) => windows1252(bytes.toString('latin1')), end: () => '' };
    default: {
      const decode = iconv.getDecoder(encoding, { stripBOM: false });
      return { write: (bytes) => decode.write(bytes), end: () => decode.end() ?? '' };
    }
  }
}

/**
 * The text without its byte order mark.
 * @param complete the bytes do not end within a character
 */
export function decodeAll(bytes: Buffer, encoding: Encoding, complete: boolean): string {
  const decode = decoder(encoding);
  const text = decode.write(bytes) + (complete ? decode.end() : '');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Files called Latin-1 nearly always use Windows-1252, which has characters where Latin-1 has control codes. */
function windows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (c) => C1[c.charCodeAt(0) - 0x80] ?? c);
}
