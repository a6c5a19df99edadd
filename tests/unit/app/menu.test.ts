import { describe, expect, it } from 'vitest';
import { acceleratorOf, mnemonicsFor } from '../../../main/app/menuKeys.ts';

describe('the keys of the native menu', () => {
  it.each([
    ['Mod+Shift+K', 'CmdOrCtrl+Shift+K', 'CmdOrCtrl+Shift+K'],
    ['Mod+Enter', 'CmdOrCtrl+Return', 'CmdOrCtrl+Return'],
    ['Alt+ArrowUp', 'Alt+Up', 'Alt+Up'],
    ['F1', 'F1', 'F1'],
    // On a Mac a bare key in the menu would take the letter from text fields.
    ['F', 'F', null],
    ['Shift+N', 'Shift+N', null],
    ['Delete', 'Delete', null],
  ])('%s is %s, on a Mac %s', (shortcut, elsewhere, mac) => {
    expect(acceleratorOf(shortcut, false)).toBe(elsewhere);
    expect(acceleratorOf(shortcut, true)).toBe(mac);
  });

  it('each menu has its own letter', () => {
    const labels = mnemonicsFor(['File', 'Edit', 'Edge', 'Formula', 'E']);
    expect([...labels.values()]).toEqual(['&File', '&Edit', 'E&dge', 'F&ormula', 'E']);
  });
});
