/** The parts of the guide that are made from the records of settings, optimisers, presets, samples and notations. */
import { printers } from '../shared/expression/print/print.ts';
import { edits, editTypes, recordOf } from '../shared/edits/edits.ts';
import type { Parameter } from '../shared/edits/parameters.ts';
import { comparisonSettings } from '../shared/settings/comparison.ts';
import { dataSettings } from '../shared/settings/data.ts';
import { editingSettings } from '../shared/settings/editing.ts';
import { equationSettings } from '../shared/settings/equations.ts';
import { equationSamples } from '../shared/equationSamples.ts';
import { allNetworkSettings } from '../shared/settings/network.ts';
import { optimizerNames, optimizers } from '../shared/settings/optimizers.ts';
import { phasesSettings } from '../shared/settings/phases.ts';
import { presetNames, presets } from '../shared/settings/presets.ts';
import { readingSettings } from '../shared/settings/reading.ts';
import { thresholdSetting } from '../shared/settings/predicting.ts';
import { digitsSetting, searchRepeats, searchSeconds, searchSettings } from '../shared/settings/search.ts';
import type { Setting } from '../shared/settings/setting.ts';
import { allTrainingSettings } from '../shared/settings/training.ts';

/** The parts of the guide that are made from records, by name. */
export function partsOfGuide(): Readonly<Record<string, string>> {
  return {
    presets: table(presetNames.map((name) => [presets[name].label, presets[name].help])),
    optimisers: table(optimizerNames.map((name) => [optimizers[name].label, optimizers[name].help])),
    notations: printers.map(({ label }) => plain(label)).join(' · '),
    equations: table(equationSamples.map(({ id, title, description }) => [id, `${title}. ${description}`])),
    settings: [
      settingsTable('Reading a table', Object.values(readingSettings)),
      settingsTable('Data', Object.values(dataSettings)),
      settingsTable('Network', Object.values(allNetworkSettings)),
      settingsTable('Training', Object.values(allTrainingSettings)),
      settingsTable('Formulas', [
        ...Object.values(searchSettings),
        searchSeconds,
        searchRepeats,
        digitsSetting,
      ]),
      settingsTable('Predictions', [thresholdSetting]),
      settingsTable('Comparison with MLPs', [
        ...Object.values(comparisonSettings),
        ...Object.values(phasesSettings),
      ]),
      settingsTable('Differential equations', Object.values(equationSettings)),
      settingsTable('Edits by hand', [...Object.values(editingSettings), ...settingsOfEdits()]),
    ].join('\n'),
  };
}

/** The settings of single edits that have a command. */
function settingsOfEdits(): readonly Setting[] {
  return editTypes
    .filter((type) => recordOf(type).command !== undefined)
    .flatMap((type) => Object.values<Parameter>(edits[type].parameters))
    .filter((parameter) => typeof parameter !== 'string');
}

function table(rows: readonly (readonly [head: string, text: string])[]): string {
  const lines = rows.map(([head, text]) => `<tr><th>${plain(head)}</th><td>${plain(text)}</td></tr>`);
  return `<table>\n${lines.join('\n')}\n</table>`;
}

function settingsTable(title: string, settings: readonly Setting[]): string {
  const rows = settings.map((setting) => {
    const { label, help, flag, guide } = setting;
    const flags = [flag, setting.kind === 'switch' ? setting.sameFlag : undefined].filter(
      (one) => one !== undefined,
    );
    const cells = [
      `<a href="#${guide}">${plain(label)}</a>${flags.map(({ name }) => `<br /><code>--${name}</code>`).join('')}`,
      plain(defaultOf(setting)),
      plain(allowed(setting)),
      plain(help),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = ['Setting', 'Default', 'Values', 'What it does'].map((head) => `<th>${head}</th>`).join('');
  return `<h3>${title}</h3>\n<table class="settings">\n<tr>${heads}</tr>\n${rows.join('\n')}\n</table>`;
}

function defaultOf(setting: Setting): string {
  if (setting.derived !== undefined) return setting.derived;
  switch (setting.kind) {
    case 'whole':
      return String(setting.default);
    case 'number':
      return setting.share ? `${100 * setting.default} %` : String(setting.default);
    case 'choice':
      return setting.options.find(({ value }) => value === setting.default)?.label ?? '';
    case 'switch':
      return setting.default ? 'on' : 'off';
    case 'widths':
      return setting.default.length === 0 ? 'none' : setting.default.join(', ');
    case 'words':
      return setting.default.join(', ');
    case 'name':
      return setting.default;
  }
}

function allowed(setting: Setting): string {
  switch (setting.kind) {
    case 'whole':
    case 'widths':
      return `${setting.least} … ${setting.most}`;
    case 'number':
      if (setting.share) return `${100 * setting.least} … ${100 * setting.most} %`;
      return setting.above
        ? `above ${setting.least}, to ${setting.most}`
        : `${setting.least} … ${setting.most}`;
    case 'choice':
      return setting.options.map(({ label }) => label).join(', ');
    case 'switch':
      return `${setting.on ?? 'on'}, ${setting.off ?? 'off'}`;
    case 'words':
      return `to ${setting.mostWords} of ${setting.mostLetters} letters`;
    case 'name':
      return 'a name';
  }
}

function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
