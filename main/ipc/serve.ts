import { ipcMain } from 'electron';
import { KanError, userError } from '../../shared/errors.ts';
import { isClientMessage, type ServerMessage } from '../../shared/rpc/messages.ts';
import { loadedChannel, messageChannel } from '../channels.ts';
import type { Pages } from './pages.ts';
import type { Sender } from './trustedSender.ts';

/**
 * Takes the pages' messages: the only listener on Electron's IPC. A message is refused unless its sender is trusted.
 *
 * @param report told of refusals, without the data that came with them
 */
export function servePages(
  pages: Pages,
  isTrusted: (event: Sender) => boolean,
  report: (text: string) => void,
): void {
  ipcMain.on(loadedChannel, (event) => {
    if (isTrusted(event)) pages.loaded(event.sender);
  });
  ipcMain.on(messageChannel, (event, message: unknown) => {
    if (isTrusted(event)) {
      pages.receive(event.sender, message);
      return;
    }
    if (!isClientMessage(message) || message.type !== 'call') return;
    const { detail } = refusal(message.method);
    report(`${detail.code} ${detail.message}`);
    const reply: ServerMessage = { type: 'error', id: message.id, error: detail };
    event.reply(messageChannel, reply);
  });
}

function refusal(method: string): KanError {
  return userError(
    'ipc.untrusted',
    `The message “${method}” was refused: its sender is not the app’s own page.`,
  );
}

/** What is worth a line in the log when a page's call fails: faults, and arguments that do not fit. Null for the rest. */
export function reportOf(method: string, error: unknown): string | null {
  if (!(error instanceof KanError)) return `${method}: ${String(error)}`;
  const { code, message } = error.detail;
  return code.startsWith('rpc.') ? `${method}: ${code} ${message}` : null;
}
