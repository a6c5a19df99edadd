/** The project as a file. */
import type { Export } from '../../common/export.ts';
import type { FilesNeeds } from './needs.ts';

export function projectExport(studio: FilesNeeds) {
  return {
    id: 'project.save',
    label: 'Save the project…',
    shortcut: 'Mod+S',
    keywords: 'kan write',
    separated: true,
    enabled: () => studio.ready && studio.network.model !== null,
    make: () => studio.files.project(),
  } as const satisfies Export;
}
