/** JSON as bytes. */

/** UTF-8 JSON, indented, because people look inside. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 1));
}

/** @returns undefined if the bytes are not JSON. */
export function decodeJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * The largest number of values and the deepest nesting that a JSON text can have. They are counted from its bytes,
 * without parsing.
 */
export function sizeOfJson(bytes: Uint8Array): { readonly values: number; readonly depth: number } {
  const [quote, backslash, comma, openArray, openObject, closeArray, closeObject] = [
    ...new TextEncoder().encode('"\\,[{]}'),
  ];
  let [values, depth, deepest, inString] = [1, 0, 0, false];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === backslash) i++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === comma) values++;
    else if (byte === openArray || byte === openObject) {
      values++;
      deepest = Math.max(deepest, ++depth);
    } else if (byte === closeArray || byte === closeObject) depth--;
  }
  return { values, depth: deepest };
}
