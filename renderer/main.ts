/** The page's entry: joins the window's state to the engine and shows it. */
import '@fontsource-variable/inter/index.css';
import '@fontsource/ibm-plex-mono/400.css';
import { mount } from 'svelte';
import type { StudioApi } from '../shared/contract/contract.ts';
import App from './App.svelte';
import { linkEngine } from './state/engine-link.ts';
import { Workbench } from './state/workbench.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';

declare global {
  interface Window {
    readonly studio: StudioApi;
  }
}

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app.');
const { studio } = window;
mount(App, { target, props: { bench: new Workbench(studio, linkEngine(studio.engine)) } });
