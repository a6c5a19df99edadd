import { ipcMain, type WebContents } from 'electron';
import { KanError, toAppError, userError } from '../../shared/errors.ts';
import type { Reply, RequestChannel, Requests } from './channels.ts';
import { requestSchemas } from './requestSchemas.ts';
import type { Sender } from './trustedSender.ts';

/** One function a request channel; what it throws crosses as an `AppError`. */
export type RequestHandlers = {
  readonly [C in RequestChannel]: (
    argument: Requests[C]['argument'],
    sender: WebContents,
  ) => Requests[C]['result'] | Promise<Requests[C]['result']>;
};

/**
 * Answers the page's requests: the only listener on Electron's IPC. Each is refused unless its sender is trusted and
 * its argument fits the channel's schema.
 *
 * @param report told of refusals and of faults, without the data that came with them
 */
export function serveRequests(
  handlers: RequestHandlers,
  isTrusted: (event: Sender) => boolean,
  report: (text: string) => void,
): void {
  const serve = <C extends RequestChannel>(channel: C, answer: RequestHandlers[C]): void => {
    ipcMain.handle(channel, async (event, ...received: unknown[]): Promise<Reply<Requests[C]['result']>> => {
      try {
        if (!isTrusted(event))
          throw refusal('ipc.untrusted', channel, 'its sender is not the app’s own page');
        const parsed = requestSchemas[channel].safeParse(received[0]);
        if (!parsed.success || received.length > 1) {
          throw refusal('ipc.invalid', channel, 'it does not have the form that was agreed');
        }
        return { ok: true, value: await answer(parsed.data, event.sender) };
      } catch (error) {
        const known = toAppError(error);
        const expected = error instanceof KanError && !known.code.startsWith('ipc.');
        if (!expected) report(`${channel}: ${known.code} ${known.message}`);
        return { ok: false, error: known };
      }
    });
  };
  for (const channel of Object.keys(handlers) as RequestChannel[]) serve(channel, handlers[channel]);
}

function refusal(code: string, channel: string, why: string): KanError {
  return userError(code, `The message “${channel}” was refused: ${why}.`);
}
