import { WriteFailed } from '../machine/writing';

/** Keys or folders in memory: what is in them, by their path. Where `fails` says so, the power goes before something changes. */
export function things(found: Map<string, string>, fails: () => boolean = () => false) {
  const change = (work: () => void): Promise<void> => {
    if (fails()) return Promise.reject(new Error('the power went'));
    work();
    return Promise.resolve();
  };
  const rename = (from: string, to: string): Promise<void> =>
    change(() => {
      if (found.has(to)) throw new WriteFailed('EEXIST');
      found.set(to, found.get(from) ?? '');
      found.delete(from);
    });
  const remove = (path: string): Promise<void> => change(() => void found.delete(path));
  const isThere = (path: string): Promise<boolean> => Promise.resolve(found.has(path));
  return {
    files: { isThere, rename, removeFolder: remove },
    keys: {
      isThere,
      rename: (path: string, to: string) => rename(path, `${path.slice(0, path.lastIndexOf('\\'))}\\${to}`),
      remove
    }
  };
}
