/** The parts of Electron's IPC event that tell who sent it. */
export interface Sender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * Whether a message comes from our page: from the contents of our window, its main frame, at our origin.
 *
 * @param pageId id of the contents of our window; null while there is none
 * @param origin such as `app://studio`
 */
export function isTrusted({ sender, senderFrame }: Sender, pageId: number | null, origin: string): boolean {
  return (
    sender.id === pageId &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.url.startsWith(`${origin}/`)
  );
}
