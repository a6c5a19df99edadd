import { protocol } from 'electron';
import { answerPageRequest } from './pageFiles.ts';

const scheme = 'app';
const host = 'studio';
/** The start of the page's address. Senders of messages are checked against it. */
export const pageOrigin = `${scheme}://${host}`;
export const pageUrl = `${pageOrigin}/index.html`;
/** The page of the hidden window that computes. */
export const computeUrl = `${pageOrigin}/compute.html`;

/** Makes Chromium treat `app:` as a scheme like https. To be called before the app is ready. */
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
