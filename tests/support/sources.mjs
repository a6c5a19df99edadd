/** For `node --import`: Node loads the sources of the program and of its tests as they are. */
import { register } from 'node:module';

register('./sourceHooks.mjs', import.meta.url);
