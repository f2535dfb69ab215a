import { create } from 'zustand';

interface Notice {
  readonly text: string;
  /** Tells two equal notices apart, so that the second is announced too. */
  readonly number: number;
}

export const useNotice = create<{ readonly notice: Notice | null }>(() => ({ notice: null }));

let number = 0;

/** Shows a short notice at the foot of the window and lets a screen reader say it. */
export function notify(text: string): void {
  number += 1;
  useNotice.setState({ notice: { text, number } });
}

export const clearNotice = (): void => useNotice.setState({ notice: null });
