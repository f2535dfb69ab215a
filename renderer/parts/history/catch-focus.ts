/** Gives the focus to what a selector finds, or to the heading or the field of the screen that is shown. */
export function focusOpenOrHeading(selector: string): void {
  const candidates = document.querySelectorAll<HTMLElement>(
    `${selector}, main h1[tabindex="-1"], main input`
  );
  const shown = [...candidates].filter((one) => one.closest('[hidden]') === null);
  (shown.find((one) => one.matches(selector)) ?? shown[0])?.focus();
}
