import type { ServiceEntry } from '../../shared/model/machine-image';
import { defineFacts, service, type Source } from './define-facts';
import { isKnown, type Answer, type NotKnown } from './fact';
import { knownPrograms } from './known-programs';
import type { SeenProgram } from './other-programs';

const readings: Readonly<Record<string, Source<Answer<ServiceEntry>>>> = Object.fromEntries(
  knownPrograms.flatMap(({ services }) => services.map((name) => [name, service(name)] as const))
);

/** Services of programs of others that have to do with Remote Desktop: some run without being installed for good. */
export const otherServices = defineFacts({
  id: 'other-services',
  readings,
  derive: (answers) => {
    const seen: SeenProgram[] = [];
    const unread: NotKnown[] = [];
    for (const { name, kind, services } of knownPrograms)
      for (const one of services) {
        const answer = answers[one];
        if (!answer) continue;
        if (!isKnown(answer)) unread.push(answer);
        else if (answer.value !== null) {
          const { state } = answer.value;
          seen.push({ name, kind, path: `services/${one}`, detail: typeof state === 'string' ? state : '' });
        }
      }
    return {
      /** Those that are there, running or not. */
      present: seen,
      /** The first of which nobody knows; null where each was looked for. */
      unread: unread[0] ?? null
    };
  }
});
