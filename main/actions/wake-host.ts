import { Refused } from '../changes/refused';
import { defaultPort } from '../facts/listener';
import { defineAction, Halfway } from './define-action';

/** Milliseconds: a PC needs up to a minute from sleep, and longer from off. */
const patience = 120_000;
const answerTime = 2_000;
/** A first packet may be lost while the switch still learns where the PC is. */
const between = 5_000;

/** Wakes a PC by its adapter's address, and where its name is known, waits until Remote Desktop answers there. */
export const action = defineAction({
  id: 'wake-host',
  plan: (_pc, { mac = '' }) => ({
    changes: [{ setting: 'magic-packet', where: `network/${pairs(mac)}`, before: null, after: 'sent' }]
  }),
  run: async ({ network, wait }, { params, keep, signal, onStep }) => {
    const { mac = '', host } = params;
    await keep();
    onStep('writing');
    if ((await network.wake(mac)) === 0) throw new Refused('failed', `network/${pairs(mac)}`, 'no network');
    if (host === undefined) return;
    onStep('waiting');
    for (let waited = 0; waited < patience; waited += answerTime + between) {
      if (await network.answers(host, defaultPort, answerTime, signal)) return;
      await wait(between, signal);
      if (signal.aborted) throw new Halfway(host, 'sent', 'cancelled');
      await network.wake(mac);
    }
    throw new Refused('failed', host, 'timeout');
  }
});

const pairs = (mac: string): string => (mac.toLowerCase().match(/[0-9a-f]{2}/g) ?? []).join('-');
