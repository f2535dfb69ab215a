import { z } from 'zod';
import { isUnavailable, type CertificateEntry } from '../../shared/model/machine-image';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import { isKnown, items } from '../facts/fact';
import { namedEntry } from '../facts/image-index';
import type { StoredCertificate } from '../facts/listener-certificate';
import { WriteFailed } from '../machine/writing';
import { defineAction, Halfway, type ActionWork } from './define-action';
import type { ActionDoors } from './doors';
import { restartServices } from './service-restart';

/** Where Windows keeps the certificate that it makes for the listener; no other store is ever touched. */
const store = 'LocalMachine\\Remote Desktop';
const reading = { kind: 'certificates', store } as const;
const where = `certificates/${store}`;

/** Milliseconds that Windows gets to make a new one, and between two looks. */
const patience = 20_000;
const betweenLooks = 1_000;

/**
 * SessionEnv looks after the certificate, and restarting it cuts nobody off; TermService makes one where there is none.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting#check-the-status-of-the-rdp-self-signed-certificate
 */
const makers = ['SessionEnv', 'TermService'] as const;

const keptSchema = z.strictObject({
  thumbprint: z.string().regex(/^[0-9a-f]{40}$/),
  /** The certificate with its properties; its private key stays where Windows keeps it. Hex. */
  certificate: z.string().regex(/^(?:[0-9a-f]{2})+$/)
});

/** Has Windows make a new certificate in place of its own one that has expired or has lost its key. */
export const action = defineAction({
  id: 'certificate-renew',
  plan: (pc) => {
    const found = ownCertificate(pc);
    const notAfter = found && isKnown(found.notAfter) ? found.notAfter.value : null;
    return {
      changes: [
        {
          setting: 'own-certificate',
          where: found ? `${where}/${found.thumbprint}` : where,
          before: notAfter,
          after: 'new'
        }
      ],
      conflicts: mayDrop(pc) ? ['drops-sessions'] : []
    };
  },
  run: async (doors, work) => {
    const { certificates } = doors;
    const { pc, keep, signal, onStep } = work;
    const thumbprint = ownCertificate(pc)?.thumbprint ?? null;
    const certificate = thumbprint === null ? null : await certificates.keep(store, thumbprint);
    if (signal.aborted) throw new Refused('cancelled', where);
    const kept = thumbprint === null || certificate === null ? null : { thumbprint, certificate };
    const before = await thumbprints(work);
    if (before === null) throw new Refused('unreadable', where, 'failed');
    await keep(kept ?? undefined);
    onStep('writing');
    if (kept) await certificates.remove(store, kept.thumbprint);
    let why = 'no-new-certificate';
    try {
      for (const maker of makers) {
        await restart(doors, maker);
        onStep('waiting');
        if (await hasNew(doors, work, before)) return;
      }
    } catch (error) {
      if (error instanceof Halfway || !(error instanceof Refused)) throw error;
      why = error.detail;
    }
    if (kept) await giveBack(doors, kept.certificate, why);
    throw new Refused('failed', where, why);
  },
  // For one that was cut short: the listener is without a certificate until it is there again.
  takeBack: async ({ certificates }, { kept }) => {
    const read = keptSchema.safeParse(kept);
    if (!read.success) return false;
    if ((await certificates.keep(store, read.data.thumbprint)) !== null) return false;
    await certificates.give(store, read.data.certificate);
    return true;
  }
});

/** The certificate in use, where it is Windows' own; null where there is none. @throws Refused */
function ownCertificate(pc: Pc): StoredCertificate | null {
  const { chosenHash, inUse } = pc.facts.listenerCertificate;
  if (!isKnown(chosenHash)) throw new Refused('unreadable', chosenHash.path, chosenHash.unavailable);
  // One that somebody chose is theirs.
  if (chosenHash.value !== null) throw new Refused('not-supported', chosenHash.path, 'chosen');
  if (!isKnown(inUse)) throw new Refused('unreadable', inUse.path, inUse.unavailable);
  const { value: certificate } = inUse;
  if (certificate === null) return null;
  const entry = entries(pc)?.find((one) => one.thumbprint.toLowerCase() === certificate.thumbprint);
  if (!entry) throw new Refused('not-supported', inUse.path, 'another store');
  const isSelfSigned =
    typeof entry.subject === 'string' && entry.subject !== '' && entry.subject === entry.issuer;
  if (!isSelfSigned) throw new Refused('not-supported', `${where}/${entry.thumbprint}`, 'not self-signed');
  return certificate;
}

/** Whether somebody is connected from afar, as far as anybody knows. */
function mayDrop({ facts: { sessions } }: Pc): boolean {
  return !isKnown(sessions.remote) || sessions.remote.value > 0;
}

/** Those in the store; null where it could not be read. */
function entries(pc: Pc): readonly CertificateEntry[] | null {
  const list = items(namedEntry<CertificateEntry[]>(pc.index, 'certificates', store));
  return isKnown(list) ? list.value.filter((one) => !isUnavailable(one)) : null;
}

async function thumbprints({ look }: ActionWork): Promise<ReadonlySet<string> | null> {
  const list = entries(await look([reading]));
  return list && new Set(list.map(({ thumbprint }) => thumbprint.toLowerCase()));
}

async function hasNew(doors: ActionDoors, work: ActionWork, before: ReadonlySet<string>): Promise<boolean> {
  for (let waited = 0; ; waited += betweenLooks) {
    const now = [...((await thumbprints(work)) ?? [])];
    if (now.some((one) => !before.has(one))) return true;
    if (waited >= patience || work.signal.aborted) return false;
    await doors.wait(betweenLooks, work.signal);
  }
}

async function restart({ services }: ActionDoors, name: string): Promise<void> {
  await restartServices(services, [...(await services.dependents(name)), name]);
}

/** @throws Halfway where the listener stays without its old certificate */
async function giveBack(doors: ActionDoors, certificate: string, why: string): Promise<void> {
  try {
    await doors.certificates.give(store, certificate);
  } catch (error) {
    if (!(error instanceof WriteFailed)) throw error;
    throw new Halfway(where, `${why}; ${error.detail}`);
  }
}
