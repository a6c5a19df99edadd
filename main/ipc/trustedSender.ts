/** The parts of Electron's IPC event that tell who sent it. */
export interface Sender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * Whether a message comes from our page: from the contents of one of our windows, its main frame, at our origin.
 *
 * @param windows ids of the contents of our windows
 * @param origin such as `app://studio`
 */
export function isTrusted(
  { sender, senderFrame }: Sender,
  windows: ReadonlySet<number>,
  origin: string,
): boolean {
  return (
    windows.has(sender.id) &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.url.startsWith(`${origin}/`)
  );
}
