import type { State } from '../../../shared/model/place';

/** Whether a state is a number of the registry. */
export const isNumber = (state: State | null): boolean => Array.isArray(state) && state[0] === 'REG_DWORD';
export const isSameNumber = (state: State | null, number: number): boolean =>
  Array.isArray(state) && state[0] === 'REG_DWORD' && state[1] === number;
