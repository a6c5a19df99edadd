/** Actions that open the guide, the tour, the list of keys and the log. */
import { defineActions } from '../../actions/action.ts';
import type { HelpNeeds } from './needs.ts';

export function helpActions(studio: HelpNeeds) {
  const { api, data, files, network, tour, view } = studio;
  const { app } = api;

  /** The tour uses the network that is open, or the first sample if there is none. */
  async function startTour(): Promise<void> {
    if (studio.screen !== 'workbench') {
      data.closePreview();
      files.home = false;
      const [sample] = data.table || network.model ? [] : await api.files.samples();
      if (sample) await files.openSample(sample);
    }
    tour.start();
  }

  return [
    ...defineActions(studio, 'View', [
      {
        id: 'view.palette',
        label: 'Commands…',
        shortcut: 'Mod+K',
        keywords: 'palette find',
        separated: true,
        run: () => (view.dialog = 'palette'),
      },
    ]),
    ...defineActions(studio, 'Help', [
      {
        id: 'help.guide',
        label: 'Open the guide',
        shortcut: 'F1',
        keywords: 'help manual documentation',
        run: () => app.openExternal('guide'),
      },
      {
        id: 'help.tour',
        label: 'Tour of the workbench',
        keywords: 'help introduction first steps begin learn',
        enabled: () => studio.ready && !data.loading,
        run: startTour,
      },
      {
        id: 'help.shortcuts',
        label: 'Keyboard shortcuts',
        shortcut: '?',
        keywords: 'help keys sheet cheat',
        run: () => (view.dialog = 'shortcuts'),
      },
      {
        id: 'help.log',
        label: 'Show the log file',
        keywords: 'debug report',
        separated: true,
        run: () => app.showLog(),
      },
      {
        id: 'help.releases',
        label: 'Releases, in the browser',
        keywords: 'update version download new',
        run: () => app.openExternal('releases'),
      },
      {
        id: 'help.about',
        label: 'About KAN Studio',
        keywords: 'version licence diagnostics',
        run: () => (view.dialog = 'about'),
      },
    ]),
  ];
}
