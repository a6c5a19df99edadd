/**
 * Exports: what can be saved into a file of its own kind. The menu, the palette and the dialog follow from its record.
 */
import type { FileGrant, FileKind } from '../../shared/contract/studio.ts';
import { defineActions, type Action, type ActionGroup, type ActionSpec } from '../actions/action.ts';
import type { Shared } from './shared.ts';

/** Something that is ready to be saved. */
export interface Saving {
  /** Suggested for the file, without its ending. */
  readonly name: string;
  readonly kind: FileKind;
  /** The content of the file; or a function that has the engine write it and returns what was written. */
  readonly content: string | Uint8Array | ((to: FileGrant) => Promise<string>);
}

/** As a room writes it down: an action that saves. */
export interface Export<Id extends string = string> extends Omit<ActionSpec<Id>, 'run'> {
  readonly make: () => Saving | Promise<Saving>;
}

/** The actions of a room's exports. */
export function exportActions<Id extends string>(
  studio: Shared,
  group: ActionGroup,
  exports: readonly Export<Id>[],
): readonly Action<Id>[] {
  return defineActions(
    studio,
    group,
    exports.map(({ make, ...spec }) => ({ ...spec, run: async () => saveAs(studio, await make()) })),
  );
}

/** Asks for a file, and saves to it. @returns whether it was saved */
export async function saveAs(needs: Pick<Shared, 'api' | 'notices'>, saving: Saving): Promise<boolean> {
  const to = await needs.api.files.saveDialog(saving.name, saving.kind);
  if (!to) return false;
  await saveTo(needs, to, saving, ` in the folder “${to.folder}”`);
  return true;
}

/** Saves to a file that the person has chosen before. @param where it is, said after its name */
export async function saveTo(
  { api, notices }: Pick<Shared, 'api' | 'notices'>,
  to: FileGrant,
  { content }: Saving,
  where = '',
): Promise<void> {
  let about = '';
  if (typeof content === 'function') about = await content(to);
  else await api.files.write(to, content);
  notices.tell(`Saved as ${to.name}${where}.`, about);
}

/** A file's name without its ending. */
export function baseName(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '');
}
