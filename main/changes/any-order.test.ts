import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import { adapter, rulesOf, shipped, standbyIdle } from '../fixes/fixes.test-data';
import { applyFix } from './apply';
import { historyOf } from './history';
import { imageDesk } from './image-desk';
import { readJournal, stands } from './journal';
import { nowAt } from './kinds';
import { pcOf } from './pc';
import { undoAll, undoChange } from './undo';

/** A PC on which each of the fixes below has something to do, some in the same place or the same key. */
const pc = (closed: boolean, policyKey: boolean): MachineImage =>
  changedPc('windows-11', (one) => {
    one.closed = closed;
    if (policyKey) one.registry[terminalServicesPolicy] = null;
    else if (!closed) one.registry['HKLM\\SOFTWARE\\Policies'] = { values: {}, subkeys: [] };
    setValue(one, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
    setValue(one, rdpTcp, 'MaxInstanceCount', ['REG_BINARY', 'FFff']);
    one.power.settings[standbyIdle] = { ac: 1800, policyAc: null };
    shipped(one).forEach((rule) => (rule['enabled'] = false));
    rulesOf(one).push({ name: 'other', enabled: true });
    one.adapters = [{ id: adapter, power: { mayTurnOff: true, wakeOnMagicPacket: false } }];
  });
const made = [
  ['nla-off'],
  ['nla-on'],
  ['security-layer-negotiate'],
  ['security-layer-rdp'],
  ['security-layer-tls'],
  ['credssp-bridge'],
  ['credssp-mitigated'],
  ['keep-alive-on'],
  ['udp-off', { role: 'host' }],
  ['udp-off', { role: 'client' }],
  ['tls12-on', { role: 'host' }],
  ['old-tls-on', { role: 'client', version: '1.0' }],
  ['listener-limits-reset'],
  ['port-default'],
  ['firewall-allow'],
  ['firewall-port-rule'],
  ['sleep-never'],
  ['adapter-stay-on', { adapter }],
  ['wake-on-lan-on', { adapter }],
  ['user-allow', { user: 'anna' }]
] as const;

const bytes = (image: MachineImage): string =>
  JSON.stringify(Object.fromEntries(Object.entries(image).filter(([name]) => name !== 'changes')));

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ make: fc.nat(made.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(20) }) }
);

it('whatever is made and undone in whatever order, undo of everything gives the PC back byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 24 }),
      fc.boolean(),
      fc.boolean(),
      async (steps, closed, policyKey) => {
        const before = bytes(pc(closed, policyKey));
        let desk = imageDesk(pc(closed, policyKey));
        for (const one of steps) {
          if ('make' in one) {
            const [id, params = {}] = made[one.make] ?? made[0];
            const fix = fixes.get(id);
            if (fix?.kind !== 'settings') throw new Error(id);
            await applyFix(desk, fix, fix.params.parse(params)).catch((error: unknown) => {
              // In an open recording nobody has looked at some of it.
              expect(error).toMatchObject({ reason: 'unreadable' });
              expect(closed).toBe(false);
            });
          } else {
            const changes = readJournal(await desk.journal.records());
            const change = changes[one.undo % Math.max(changes.length, 1)];
            if (!change?.known) continue;
            const undone = await undoChange(desk, change.id, { force: false, dryRun: false });
            if (undone.drifted) continue;
            expect(
              readJournal(await desk.journal.records()).filter((each) => each.known && stands(each))
            ).not.toContain(change);
          }
          // To a file and back.
          desk = imageDesk(JSON.parse(JSON.stringify(desk.image())) as MachineImage);
          const states = historyOf(pcOf(desk.image()), await desk.journal.records()).changes.map(
            ({ state }) => state
          );
          expect(states.every((state) => state === 'applied' || state === 'undone')).toBe(true);
        }
        expect((await undoAll(desk, { force: false, dryRun: false })).drifted).toBeUndefined();
        expect(bytes(desk.image())).toBe(before);
      }
    ),
    { numRuns: 250 }
  );
});

it('never gives back what a downgrade has written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4), { minLength: 2, maxLength: 8 }),
      fc.nat(20),
      async (order, which) => {
        const desk = imageDesk(pc(true, true));
        for (const at of order) {
          const [id] = made[at] ?? made[0];
          const fix = fixes.get(id);
          if (fix?.kind !== 'settings') throw new Error(id);
          await applyFix(desk, fix, {});
        }
        const changes = readJournal(await desk.journal.records());
        const change = changes[which % Math.max(changes.length, 1)];
        if (!change?.known) return;
        const { applied } = await undoChange(desk, change.id, { force: true, dryRun: false });
        for (const { setting, place } of applied ? change.changes : []) {
          const now = nowAt(pcOf(desk.image()).index, place);
          expect('value' in now && setting.weakerWhen(now.value)).toBe(false);
        }
      }
    ),
    { numRuns: 250 }
  );
});
