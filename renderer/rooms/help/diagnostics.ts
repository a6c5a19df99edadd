/** Facts for a report of a fault: about the program and the computer, nothing about the person's data. */
import type { StudioApi } from '../../../shared/contract/studio.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { shownShape } from '../../drawing/folded.ts';

type AppInfo = Awaited<ReturnType<StudioApi['app']['info']>>;

export function diagnosticsOf(
  { version, electron, platform, packaged }: AppInfo,
  { hardwareConcurrency, userAgent }: Pick<Navigator, 'hardwareConcurrency' | 'userAgent'>,
  model: ModelView | null,
): readonly { readonly term: string; readonly value: string }[] {
  const chromium = /Chrome\/(?<number>[\d.]+)/u.exec(userAgent)?.groups?.['number'] ?? 'unknown';
  return [
    { term: 'Version', value: packaged ? version : `${version}, from its sources` },
    { term: 'Electron', value: electron },
    { term: 'Chromium', value: chromium },
    { term: 'System', value: `${platform}, ${hardwareConcurrency} threads` },
    { term: 'Network', value: model === null ? 'none' : shownShape(model).join(' → ') },
  ];
}
