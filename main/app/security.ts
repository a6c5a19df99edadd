import { app, session, type Session, type WebContents } from 'electron';
import type { Log } from './log.ts';
import { pageOrigin } from './protocol.ts';

/**
 * Disables Chromium's network access, so that no part of the app sends a packet. To be called before the app is ready,
 * because Chromium reads these switches when it starts.
 */
export function shutOffNetwork(): void {
  const switches: readonly (readonly [name: string, value?: string])[] = [
    // No host name is looked up. This covers dns-prefetch links, which the request filter does not see.
    ['host-resolver-rules', 'MAP * ~NOTFOUND'],
    // Connections to numeric addresses, including those of WebRTC over TCP, go to a proxy that does not exist.
    ['proxy-server', 'http://127.0.0.1:9'],
    ['proxy-bypass-list', '<-loopback>'],
    // WebRTC may send UDP only through a proxy, and an HTTP proxy does not carry UDP.
    ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
    // Hiding local addresses by mDNS is not needed here, and would join a multicast group.
    ['disable-features', 'WebRtcHideLocalIpsWithMdns'],
    ['disable-background-networking'],
    ['disable-component-update'],
    ['disable-domain-reliability'],
    ['no-pings'],
  ];
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
}

/** Blocks all access from the page to the outside: the network, other pages, other windows, permissions. */
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
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  const deny = (event: Electron.Event, what: string): void => {
    event.preventDefault();
    log.warn(`Denied: ${what}.`);
  };
  // The only allowed navigation is a reload of the page itself.
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
  // The spelling checker would download a dictionary, even if no window uses it.
  target.setSpellCheckerEnabled(false);
  target.setSpellCheckerLanguages([]);
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
