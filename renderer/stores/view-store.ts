import { create } from 'zustand';

export type Screen = 'start' | 'run' | 'pc' | 'fix' | 'history';

interface ViewStore {
  readonly screen: Screen;
  /** What is under History, and is shown when that is left. */
  readonly under: Exclude<Screen, 'history'>;
  readonly show: (screen: Screen) => void;
  /** Leaves History for the screen that it was opened from. */
  readonly back: () => void;
}

export const useView = create<ViewStore>((set) => ({
  screen: 'start',
  under: 'start',
  show: (screen) => set(screen === 'history' ? { screen } : { screen, under: screen }),
  back: () => set(({ under }) => ({ screen: under }))
}));
