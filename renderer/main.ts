/** The page's entry: joins the window's state to the engine and shows it. */
import '@fontsource-variable/inter/index.css';
import '@fontsource/ibm-plex-mono/400.css';
import { mount } from 'svelte';
import type { StudioApi } from '../shared/contract/studio.ts';
import App from './App.svelte';
import { linkEngine } from './engine-link.ts';
import { Studio } from './studio.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';

declare global {
  interface Window {
    readonly studio: StudioApi;
  }
}

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app.');
const { studio: api } = window;
mount(App, { target, props: { studio: new Studio(api, linkEngine(api.engine)) } });
