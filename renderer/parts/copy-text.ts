/**
 * Puts text on the clipboard from inside the window; false where it was refused. The newer `navigator.clipboard` asks
 * for a permission, and this window is denied every permission; the copy command of a click needs none.
 */
export function copyText(text: string): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', fill);
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', fill);
  }
}
