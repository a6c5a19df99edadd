import { protocol } from 'electron';
import { answerPageRequest } from './pageFiles.ts';

const scheme = 'app';
const host = 'studio';
/** What the page's location begins with, and what senders of messages are checked against. */
export const pageOrigin = `${scheme}://${host}`;
export const pageUrl = `${pageOrigin}/index.html`;
/** The page of the hidden window that computes. */
export const computeUrl = `${pageOrigin}/compute.html`;

/** Makes `app:` a scheme like https to Chromium. Before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the page's files under `app://studio/`. */
export function servePage(folder: string): void {
  protocol.handle(scheme, (request) =>
    new URL(request.url).host === host
      ? answerPageRequest(folder, request.method, request.url)
      : new Response(null, { status: 404 }),
  );
}
