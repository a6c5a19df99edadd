/** The components that the window takes from bits-ui, to which another is added here: its index leads to 226, and each would be compiled. */
const parts = { Popover: 'popover', Tooltip: 'tooltip' };

/** A plugin of Vite by which the index of bits-ui has these alone. */
export const bitsUiParts = {
  name: 'bits-ui-parts',
  load: {
    filter: { id: /[\\/]bits-ui[\\/]dist[\\/]index\.js$/ },
    handler: () =>
      Object.entries(parts)
        .map(([name, folder]) => `export * as ${name} from './bits/${folder}/exports.js';`)
        .join('\n'),
  },
};
