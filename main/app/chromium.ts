import { app, crashReporter } from 'electron';
import { registerPageScheme } from './protocol.ts';
import { shutOffNetwork } from './security.ts';

/** Sets what Chromium reads when it starts. To be called before the app is ready. */
export function prepareChromium(): void {
  registerPageScheme();
  shutOffNetwork();
  // Root has no sandbox (containers, CI); for all others the switch is not given.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // On Linux Chromium has WebGPU behind a switch; where there is no driver for it nothing changes.
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu');
  crashReporter.start({ uploadToServer: false });
}
