import { describe, expect, it } from 'vitest';
import { readActions } from '../changes/acted';
import { makeAction } from './make';
import { actionFix, world } from './world.test-data';

const fix = actionFix('wake-host');
const mac = '02-00-5E-10-00-01';

/** @param after how many packets the other PC answers */
function network(after: number) {
  const sent: string[] = [];
  return {
    sent,
    network: {
      wake: (to: string) => {
        sent.push(to);
        return Promise.resolve(4);
      },
      answers: () => Promise.resolve(sent.length >= after)
    }
  };
}

describe('waking a PC', () => {
  it('is done with one packet where nobody knows its name', async () => {
    const { sent, network: door } = network(9);
    const { desk, doors, done } = world(undefined, { network: door });
    const plan = await makeAction(desk, doors, fix, { mac });
    expect(plan.changes).toEqual([
      { setting: 'magic-packet', where: 'network/02-00-5e-10-00-01', before: null, after: 'sent' }
    ]);
    expect(sent).toEqual([mac]);
    expect(done).not.toContain('wait');
  });

  it('goes on until Remote Desktop answers', async () => {
    const { sent, network: door } = network(3);
    const steps: string[] = [];
    const { desk, doors } = world(undefined, { network: door });
    const onStep = (step: string): void => void steps.push(step);
    await makeAction(desk, doors, fix, { mac, host: 'pc9' }, null, { onStep });
    expect(sent).toHaveLength(3);
    expect(steps).toEqual(['writing', 'waiting']);
  });

  it('gives up after two minutes, and when the person does', async () => {
    const { network: door } = network(Infinity);
    const patient = world(undefined, { network: door });
    await expect(makeAction(patient.desk, patient.doors, fix, { mac, host: 'pc9' })).rejects.toMatchObject({
      reason: 'failed',
      where: 'pc9',
      detail: 'timeout'
    });
    const { desk, doors } = world(undefined, { network: door });
    const cancel = new AbortController();
    const wait = (): Promise<void> => {
      cancel.abort();
      return Promise.resolve();
    };
    await expect(
      makeAction(desk, { ...doors, wait }, fix, { mac, host: 'pc9' }, null, { signal: cancel.signal })
    ).rejects.toMatchObject({ reason: 'cancelled', detail: 'sent' });
    // A packet that was sent is not taken back by no longer waiting for what it does.
    expect(readActions(await desk.journal.records())).toMatchObject([{ phase: 'stopped' }]);
  });

  it('says that there is no network', async () => {
    const { desk, doors } = world(undefined, { network: { wake: () => Promise.resolve(0) } });
    await expect(makeAction(desk, doors, fix, { mac })).rejects.toMatchObject({
      reason: 'failed',
      detail: 'no network'
    });
  });

  it('takes a name with the address, and nothing else', () => {
    expect(fix.params.parse({ mac })).toEqual({ mac });
    expect(fix.params.parse({ mac, host: 'pc9' })).toEqual({ mac, host: 'pc9' });
    expect(fix.params.safeParse({ mac, port: '1' }).success).toBe(false);
  });
});
