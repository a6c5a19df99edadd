/** A new panel takes its component, its record in a room, and the room's place in the list. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('a panel is named in the record of its room and in the list of rooms', () => {
  const component = 'renderer/rooms/evaluation/EvaluationPanel.svelte';
  expect(existsSync(join(import.meta.dirname, '../../..', component))).toBe(true);
  expect(filesThatName(/\b(EvaluationPanel|evaluationRoom)\b|'evaluation'/u)).toEqual([
    'renderer/rooms.ts',
    'renderer/rooms/evaluation/room.ts',
  ]);
});
