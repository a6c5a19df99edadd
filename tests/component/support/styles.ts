/** The look that the window has: without it a test would see other colours and sizes. */
import '@fontsource-variable/inter/index.css';
import '../../../renderer/styles/tokens.css';
import '../../../renderer/styles/base.css';

export function useTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme;
}
