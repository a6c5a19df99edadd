import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Allows only what the page needs. The hash belongs to the style that Cytoscape puts on its container. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8='",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
};

/**
 * Serves a request of the page from the files in `folder` only.
 *
 * @param url whose path names a file. A path that leaves the folder, or is written in a form that could leave it, is
 *   refused.
 */
export async function answerPageRequest(folder: string, method: string, url: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405);
  const parts = fileParts(url);
  if (parts === null) return refuse(400);
  const type = contentTypes[extname(parts.at(-1) ?? '').toLowerCase()];
  if (type === undefined) return refuse(404);
  try {
    const body = await readFile(join(folder, ...parts));
    return new Response(method === 'HEAD' ? null : new Uint8Array(body), {
      headers: { ...headers, 'Content-Type': type },
    });
  } catch {
    return refuse(404);
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers });
}

/** The parts of the path to a file; null if any part is not a plain name. */
function fileParts(url: string): string[] | null {
  let parts: string[];
  try {
    parts = new URL(url).pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return null;
  }
  const plain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[/\\:\0]/.test(part));
  return plain ? parts : null;
}
