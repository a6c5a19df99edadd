/** The drawing of a network without the rest of the window, as its tests open and read it. */
import type { Core } from 'cytoscape';
import { afterEach, beforeEach, vi, type Mock } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { Studio } from '../../../renderer/studio.svelte.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { FakeEngine, fakeStudio } from './fake-studio.ts';
import GraphRoom from './GraphRoom.svelte';
import { curvesView, modelView } from './network-views.ts';

export const model = modelView(['x1', 'x2'], [3], ['y'], true);

/** What the drawing works with. */
interface Stage {
  engine: FakeEngine;
  studio: Studio;
  readonly onenter: Mock;
}

/** A page with room for a graph; its engine and its window are new for each test. */
export function useGraph(): Stage {
  const fresh = (): Stage => {
    const engine = new FakeEngine();
    engine.model = model;
    const studio = new Studio(fakeStudio(), engine);
    studio.engine = { state: 'ready', restarts: 0 };
    return { engine, studio, onenter: vi.fn() };
  };
  const stage = fresh();
  beforeEach(() => {
    document.body.style.height = '600px';
    Object.assign(stage, fresh());
  });
  afterEach(() => document.body.removeAttribute('style'));
  return stage;
}

/** Draws a network and waits until the drawing has taken the size of its room. */
export async function drawGraph({ engine, studio, onenter }: Stage, shown: ModelView = model) {
  engine.model = shown;
  studio.network.model = shown;
  studio.network.newest = curvesView(shown, 40);
  const rendered = await render(GraphRoom, { studio, model: shown, onenter });
  rendered.container.style.height = '560px';
  await settled();
  return rendered;
}

/** Cytoscape keeps itself at its container. */
export function cytoscapeOf(): Core {
  const ground = document.querySelector('.ground') as HTMLElement & { _cyreg?: { cy: Core } };
  if (!ground._cyreg) throw new Error('no graph');
  return ground._cyreg.cy;
}

async function settled(): Promise<void> {
  for (let before = NaN, still = 0; still < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const zoom = cytoscapeOf().zoom();
    still = zoom === before ? still + 1 : 0;
    before = zoom;
  }
}
