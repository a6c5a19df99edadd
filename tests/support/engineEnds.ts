/** Ends the engine, and what the window says of it. */
import { type StudioApp } from './app.ts';
import { enginePid } from './story.ts';

/** What the window says after it has happened. */
export const restarted = 'The engine stopped unexpectedly and was started again.';

/** Ends the engine without warning. @returns its process id */
export async function kill(app: StudioApp): Promise<number> {
  const pid = await enginePid(app);
  process.kill(pid, 'SIGKILL');
  // The window notices.
  await app.page.getByRole('banner').getByText('Engine ready').waitFor({ state: 'detached' });
  return pid;
}
