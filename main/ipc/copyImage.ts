// The whole namespace: older versions have no ClipboardItem, and naming it in an import would fail there.
import * as electron from 'electron';

/** What Electron's clipboard offered before its asynchronous form; some supported versions still have it. */
interface OlderClipboard {
  writeImage(image: electron.NativeImage): void;
}

/** Puts a PNG picture onto the clipboard. */
export async function copyImage(png: Uint8Array): Promise<void> {
  const { clipboard, ClipboardItem, nativeImage } = electron;
  if ('writeImage' in clipboard) {
    const older = clipboard as unknown as OlderClipboard;
    older.writeImage(nativeImage.createFromBuffer(Buffer.from(png)));
    return;
  }
  await clipboard.write([
    new ClipboardItem({ 'image/png': new Blob([Uint8Array.from(png)], { type: 'image/png' }) }),
  ]);
}
