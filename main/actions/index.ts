import type { Action } from './define-action';

const all: readonly Action[] = Object.values(
  import.meta.glob<Action>(
    [
      './*.ts',
      '!./*.test.ts',
      '!./*.test-data.ts',
      '!./{index,define-action,doors,plan,make,undo,this-pc}.ts'
    ],
    { eager: true, import: 'action' }
  )
);

/** Every action: one file each, found by name. */
export const actions: ReadonlyMap<string, Action> = new Map(all.map((action) => [action.id, action]));
