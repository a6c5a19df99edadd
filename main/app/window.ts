import { BrowserWindow, nativeTheme, screen } from 'electron';
import { centreIn, clampToScreens, type Rectangle } from './bounds.ts';
import { preloadFile } from './paths.ts';
import { pageUrl } from './protocol.ts';
import type { SettingsStore, WindowState } from './settings.ts';

const firstSize = { width: 1440, height: 900 };
const leastSize = { minWidth: 900, minHeight: 600 };

/** The page's background in both themes, so that the window never flashes white before it draws. */
const background = { light: '#faf9f6', dark: '#16181c' };

/**
 * Opens the main window at its last position. The window becomes visible when the page has drawn.
 * @param mayClose is asked when the window is about to close.
 */
export function openWindow(settings: SettingsStore, mayClose: () => boolean): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(settings.value.window),
    ...leastSize,
    title: 'KAN Studio',
    show: false,
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (settings.value.window?.maximized) window.maximize();
  const paint = (): void => {
    window.setBackgroundColor(backgroundColor());
  };
  nativeTheme.on('updated', paint);
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', (event) => {
    if (!mayClose()) {
      event.preventDefault();
      return;
    }
    settings.update({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
  });
  window.once('closed', () => {
    nativeTheme.off('updated', paint);
  });
  void window.loadURL(pageUrl);
  return window;
}

/** Brings a window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function placeWindow(remembered: WindowState | null): Rectangle {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  if (remembered)
    return clampToScreens(remembered, [primary.workArea, ...others.map((each) => each.workArea)]);
  const { width, height } = primary.workArea;
  return centreIn(primary.workArea, Math.min(firstSize.width, width), Math.min(firstSize.height, height));
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}
