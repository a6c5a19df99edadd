/** The inspector of the workbench, as its tests open and read it. */
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { Studio } from '../../../renderer/studio.svelte.ts';
import type { EditRequest } from '../../../shared/contract/schemas/edits.ts';
import type { EditPreview } from '../../../shared/contract/views/edit.ts';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import { FakeEngine, fakeStudio } from './fake-studio.ts';
import { answerInspector } from './inspector-answers.ts';
import { useTheme } from './styles.ts';
import { showWorkbench } from './workbench.ts';

export const first = { layer: 0, input: 0, output: 0 };
export const second = { layer: 0, input: 0, output: 1 };

export const room = page.getByRole('region', { name: 'Inspector' });
export const button = (name: string) => room.getByRole('button', { name, exact: true });
export const list = room.getByRole('listbox', { name: 'Candidate functions for the edge' });

/** The workbench with a network, and an engine that answers what the inspector asks. */
export async function openInspector(): Promise<{ readonly engine: FakeEngine; readonly studio: Studio }> {
  useTheme('light');
  const engine = new FakeEngine();
  answerInspector(engine);
  const studio = new Studio(fakeStudio(), engine);
  await showWorkbench(studio);
  await expect.poll(() => studio.network.model).not.toBeNull();
  return { engine, studio };
}

/** Selects an edge and waits for its candidates. */
export async function choose(studio: Studio, edge: typeof first): Promise<void> {
  studio.selection.chooseEdge(edge);
  await expect.element(list.getByRole('option').first()).toBeVisible();
}

export const editsOf = (engine: FakeEngine): ModelEdit[] =>
  engine.asked('model.edit').map(({ edit }) => edit);

/** Holds the previews of a refit back until the returned function is called: what is shown before stays in sight. */
export function holdRefits(engine: FakeEngine): () => void {
  const answer = engine.answers['model.preview'] as (request: EditRequest) => EditPreview;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  engine.answers['model.preview'] = async (request: EditRequest) => {
    if (request.refit > 0) await released;
    return answer(request);
  };
  return release;
}
