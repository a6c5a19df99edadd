/** The session of a command: in this process, without windows and without a journal. */
import { wallClock } from '../../shared/time.ts';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { sharedBackend, sharedDevices } from '../engine/compute/devices/shared.ts';
import { localReader } from '../engine/reader/reader.ts';
import { Session } from '../engine/session/session.ts';
import { ScratchTables } from '../engine/storage/scratchTables.ts';

/** @param work gets the session. Tables that came inside a project are deleted when it has ended. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const scratch = new ScratchTables(join(tmpdir(), `kan-${randomUUID()}`));
  const session = new Session({
    backend: sharedBackend(),
    devices: sharedDevices(),
    journal: null,
    reader: localReader,
    scratch,
    app: `KAN Studio ${version}`,
    now: wallClock,
    newId: randomUUID,
    log: () => undefined,
    onRisk: () => undefined,
  });
  try {
    return await work(session);
  } finally {
    await scratch.removeAllBut(null);
  }
}
