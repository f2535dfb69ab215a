import { create } from 'zustand';

export type Screen = 'start' | 'run' | 'pc';

interface ViewStore {
  readonly screen: Screen;
  readonly show: (screen: Screen) => void;
}

export const useView = create<ViewStore>((set) => ({
  screen: 'start',
  show: (screen) => set({ screen })
}));
