import type { Attachment } from 'svelte/attachments';

/**
 * Shows a dialog above everything else, with the focus in it. When it closes, the focus returns to where it was, also
 * where the page removes the dialog, of which the browser takes no notice.
 */
export const modal: Attachment<HTMLDialogElement> = (dialog) => {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    dialog.close();
    if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
  };
};
