/** Hosts that the browser may be sent to. */
const hosts: ReadonlySet<string> = new Set(['github.com']);

/** Whether the browser may be sent to this address. */
export function isAllowedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && hosts.has(host) && username === '' && password === '';
}
