import { randomBytes } from 'node:crypto';
import { hostAndPort } from '../facts/events/target';
import { isUnavailable } from '../../shared/model/machine-image';
import { text } from '../../shared/text';
import { runningDependents } from '../machine/native/dependents';
import { ownSession } from '../machine/native/own-session';
import { readServices } from '../machine/native/services';
import { askForPassword, savePassword } from '../machine/native/sign-in-prompt';
import { isKeyThere, removeKey, renameKey } from '../machine/native/whole-keys';
import { giveCertificate, keepCertificate, removeCertificate } from '../machine/native/write-certificates';
import { nativeWriters } from '../machine/native/writers';
import { runFrom, systemFolder } from '../machine/programs/run';
import { wholeFiles } from '../machine/whole-files';
import { answers } from '../probe/answers';
import { wake } from '../probe/magic-packet';
import type { ActionDoors } from './doors';

const state = nativeWriters['service-state'];
const credential = nativeWriters['saved-credential'];

/** This Windows with the rights of this process. On any other system, all but files and the network fails as not supported. */
export const actionDoors = (run = runFrom(systemFolder())): ActionDoors => ({
  services: {
    dependents: runningDependents,
    bring: (name, to) => state.write({ kind: 'service-state', name }, to),
    state: async (name) => {
      const { services } = await readServices([{ kind: 'service', name }], new AbortController().signal);
      const found = isUnavailable(services) ? null : (services?.[name] ?? null);
      return found === null || isUnavailable(found) || typeof found.state !== 'string'
        ? 'unknown'
        : found.state;
    }
  },
  programs: run,
  certificates: { keep: keepCertificate, remove: removeCertificate, give: giveCertificate },
  keys: { isThere: isKeyThere, rename: renameKey, remove: removeKey },
  files: wholeFiles(),
  signIns: {
    ask: (target, user) => {
      const { host } = hostAndPort(target.replace(/^TERMSRV\//i, ''));
      const words = {
        caption: text('fix.prompt.caption', { host }),
        message: text('fix.prompt.message', { host })
      };
      return askForPassword(host, user, words);
    },
    save: savePassword,
    capture: credential.capture,
    remove: (place) => credential.write(place, null),
    restore: credential.restore
  },
  network: { wake, answers },
  ownSession,
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
    }),
  newName: () => randomBytes(8).toString('hex')
});
