/** Names of Electron's channels between main and the pages. */

/** Carries the messages of shared/rpc between a page's preload and main, in both directions. */
export const messageChannel = 'studio.message';
/** The preload has loaded, perhaps again: a new client begins. */
export const loadedChannel = 'studio.loaded';
/** On this channel a port straight to the engine comes, as the only one transferred. */
export const enginePortChannel = 'engine.port';
/** The same for the compute window. */
export const computePortChannel = 'compute.port';
