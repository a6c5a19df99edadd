import { app, session, type Session, type WebContents } from 'electron';
import type { Log } from './log.ts';
import { pageOrigin } from './protocol.ts';

/** Closes every way out of the page: the network, other pages, other windows, permissions. */
export function lockDown(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    confine(contents, log);
  });
  closeSession(session.defaultSession, log);
  app.on('session-created', (created) => {
    closeSession(created, log);
  });
}

function confine(contents: WebContents, log: Log): void {
  const deny = (event: Electron.Event, what: string): void => {
    event.preventDefault();
    log.warn(`Denied: ${what}.`);
  };
  // A reload of the page itself is the only navigation there is.
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) deny(event, 'navigation');
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) deny(event, 'navigation of a frame');
  });
  contents.on('will-redirect', (event) => {
    deny(event, 'redirect');
  });
  contents.on('will-attach-webview', (event) => {
    deny(event, 'webview');
  });
  contents.setWindowOpenHandler(() => {
    log.warn('Denied: new window.');
    return { action: 'deny' };
  });
}

function closeSession(target: Session, log: Log): void {
  target.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn(`Denied: permission ${permission}.`);
    answer(false);
  });
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.on('will-download', (event) => {
    event.preventDefault();
    log.warn('Denied: download.');
  });
  const network = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] };
  target.webRequest.onBeforeRequest(network, (_details, answer) => {
    log.warn('Denied: network request.');
    answer({ cancel: true });
  });
}

function isPage(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`);
}
