/** Light, dark, or as the system has it. */
import type { StudioApi, Theme } from '../../../shared/contract/studio.ts';

export class ThemeState {
  choice = $state<Theme>('system');
  readonly #app: StudioApi['app'];

  constructor(app: StudioApi['app']) {
    this.#app = app;
  }

  async load(): Promise<void> {
    this.#show(await this.#app.theme());
  }

  async choose(theme: Theme): Promise<void> {
    this.#show(theme);
    await this.#app.setTheme(theme);
  }

  #show(theme: Theme): void {
    this.choice = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }
}
