/** Whether the keyboard has ⌘. */
export const onMac = navigator.userAgent.includes('Mac OS');
