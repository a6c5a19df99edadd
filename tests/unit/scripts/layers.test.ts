import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, readSources } from '../../../scripts/lib/imports.mjs';
import { stacks } from '../../../scripts/lib/layers.mjs';
import { violationsOf } from '../../../scripts/lib/violations.mjs';

const root = join(import.meta.dirname, '../../..');

/** What the check says of these files. */
function violationsIn(files: Readonly<Record<string, string>>): string[] {
  return violationsOf(importsOf(new Map(Object.entries(files))));
}

describe('the imports of a file', () => {
  const importsIn = (from: string, text: string) => importsOf(new Map([[from, text]]));

  it('are all found, types and components included', () => {
    const text = `
      import './style.css';
      import type { A } from './a.ts';
      import { type B, type C } from '../b.ts';
      import D, { type E } from './d.ts';
      export * from './e.ts';
      export type { F } from './f.ts';
      const later = () => import('./g.ts');
      let h: import('./h.ts').H;
    `;
    const found = importsIn('renderer/rooms/x.ts', text).map(({ to, typeOnly }) => [to, typeOnly]);
    expect(found).toEqual([
      ['renderer/rooms/style.css', false],
      ['renderer/rooms/a.ts', true],
      ['renderer/b.ts', true],
      ['renderer/rooms/d.ts', false],
      ['renderer/rooms/e.ts', false],
      ['renderer/rooms/f.ts', true],
      ['renderer/rooms/g.ts', false],
      ['renderer/rooms/h.ts', true],
    ]);
  });

  it('are found in both scripts of a component, but not in its markup', () => {
    const component = `
      <script module lang="ts">import { a } from './a.ts';</script>
      <script lang="ts">
        import type { B } from './b.ts';
      </script>
      <p>import c from './c.ts'</p>`;
    expect(importsIn('renderer/X.svelte', component).map(({ to }) => to)).toEqual([
      'renderer/a.ts',
      'renderer/b.ts',
    ]);
  });
});

describe('the layers', () => {
  it('report each room that imports one above it, or beside it', () => {
    for (const { folder, layers } of stacks) {
      const rooms = layers.flatMap((layer, height) => layer.map((room) => ({ room, height })));
      const fileOf = (room: string) => (/\.\w+$/.test(room) ? `${folder}/${room}` : `${folder}/${room}/x.ts`);
      for (const one of rooms) {
        for (const other of rooms) {
          if (one === other) continue;
          const path = fileOf(other.room).slice(folder.length);
          const up = fileOf(one.room)
            .slice(folder.length + 1)
            .replace(/[^/]+/g, '..')
            .slice(1);
          const code = `import type { X } from '${up}${path}';`;
          const component = one.room.endsWith('.svelte');
          const files = { [fileOf(one.room)]: component ? `<script>${code}</script>` : code };
          const found = violationsIn(files).filter((violation) => violation.includes('may not know'));
          expect(found.length, `${one.room} → ${other.room}`).toBe(other.height < one.height ? 0 : 1);
        }
      }
    }
  });

  it('allow imports of another room of the window only from its state.svelte.ts', () => {
    const from = 'renderer/rooms/train/X.svelte';
    const importing = (path: string) => ({
      [from]: `<script>import type { X } from '../data/${path}';</script>`,
    });
    expect(violationsIn(importing('state.svelte.ts'))).toEqual([]);
    expect(violationsIn(importing('roles.ts'))).toEqual([
      `${from} imports renderer/rooms/data/roles.ts: of “data” other rooms may know state.svelte.ts only.`,
    ]);
  });

  it('contain each folder', () => {
    expect(violationsIn({ 'main/engine/attic/x.ts': "import '../kan/model.ts';" })).toEqual([
      'main/engine/attic/x.ts: main/engine/attic is in no layer of scripts/lib/layers.mjs.',
    ]);
    expect(violationsIn({ 'garage/x.ts': "import './y.ts';" })).toEqual([
      'garage/x.ts lies in no folder that scripts/lib/layers.mjs knows.',
    ]);
  });
});

describe('the walls', () => {
  it.each([
    ['the engine and Electron', 'main/engine/kan/x.ts', 'electron'],
    ['the command line and Electron', 'main/cli/x.ts', 'electron'],
    ['shared and Node', 'shared/x.ts', 'node:fs'],
    ['shared and the page', 'shared/x.ts', '../renderer/y.ts'],
    ['main and the engine', 'main/app/x.ts', '../engine/engine.ts'],
    ['the page and main', 'renderer/rooms/X.svelte', '../../main/app/log.ts'],
    ['the page and Node', 'renderer/ui/x.ts', 'node:path'],
    ['the page and zod', 'renderer/ui/x.ts', 'zod'],
    ['the compute window and the rest of the engine', 'main/compute-window/x.ts', '../engine/train/run.ts'],
    ['tests', 'main/engine/kan/x.ts', '../../../tests/support/app.ts'],
  ])('separate %s', (_, from, to) => {
    const code = `import { x } from '${to}';`;
    const text = from.endsWith('.svelte') ? `<script lang="ts">${code}</script>` : code;
    expect(violationsIn({ [from]: text }).filter((one) => one.includes(' imports '))).toHaveLength(1);
  });

  it('keep zod out of the page, over however many files', () => {
    const files = {
      'renderer/ui/x.ts':
        "import { y } from '../../shared/rpc/y.ts'; import type { Z } from '../../shared/rpc/z.ts';",
      'shared/rpc/y.ts': "export * from './w.ts';",
      'shared/rpc/z.ts': "import { z } from 'zod';",
      'shared/rpc/w.ts': "import type { Z } from './z.ts';",
    };
    expect(violationsIn(files)).toEqual([]);
    expect(violationsIn({ ...files, 'shared/rpc/w.ts': "import { Z } from './z.ts';" })).toEqual([
      'shared/rpc/z.ts brings zod into renderer: import its types only.',
    ]);
  });

  it('allow the preload to import types only', () => {
    const from = 'main/preload/x.ts';
    expect(violationsIn({ [from]: "import type { X } from '../../shared/random.ts';" })).toEqual([]);
    expect(violationsIn({ [from]: "import { X } from '../../shared/random.ts';" })).toHaveLength(1);
  });
});

describe('circles', () => {
  it('are found, those of types included', () => {
    const files = {
      'shared/rpc/a.ts': "import { b } from './b.ts';",
      'shared/rpc/b.ts': "import type { C } from './c.ts';",
      'shared/rpc/c.ts': "export type { A } from './a.ts';",
      'shared/rpc/d.ts': "import { a } from './a.ts';",
    };
    expect(violationsIn(files)).toEqual([
      'These import each other: shared/rpc/a.ts → shared/rpc/b.ts → shared/rpc/c.ts → shared/rpc/a.ts',
    ]);
    expect(violationsIn({ 'shared/rpc/a.ts': "import './a.ts';" })).toHaveLength(1);
  });

  it('go through components', () => {
    const files = {
      'renderer/ui/A.svelte': '<script lang="ts">import type { B } from "./b.ts";</script>',
      'renderer/ui/b.ts': "import A from './A.svelte';",
    };
    expect(violationsIn(files)).toHaveLength(1);
  });
});

describe('the whole program', () => {
  it('is checked', () => {
    const sources = readSources(root, ['main', 'shared', 'renderer']);
    expect([...sources.keys()]).toEqual(
      expect.arrayContaining(['main/engine/kan/model.ts', 'renderer/App.svelte', 'shared/errors.ts']),
    );
  });
});
