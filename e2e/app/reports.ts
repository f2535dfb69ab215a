import { changedPc, type DraftPc, type Release } from '../../main/demo/machines/sound-pc';
import type { TestFile } from './demo';

/** A report as a file: a sound PC with what a test is about changed in it. */
export const report = (
  name: string,
  change: (draft: DraftPc) => void = () => undefined,
  release: Release = 'windows-11'
): TestFile => ({ name, content: JSON.stringify(changedPc(release, change)) });

/** Gives the PC a name. */
export const named =
  (computer: string) =>
  (draft: DraftPc): void => {
    draft.identity['computer'] = computer;
  };

/** What a report made without administrator rights lacks. */
export function withoutElevation(draft: DraftPc): void {
  const denied = { unavailable: 'access-denied', detail: 'error 5' } as const;
  draft.identity['elevated'] = false;
  draft.rights = Object.fromEntries(Object.keys(draft.rights).map((right) => [right, denied]));
  draft.sessions = denied;
  draft.certificates = Object.fromEntries(Object.keys(draft.certificates).map((store) => [store, denied]));
}
