import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { changeAdapter } from '../reach-changes';

const off = { wakeOnMagicPacket: false };

export const cases = defineCases({
  must: [
    {
      name: 'a wired adapter that does not wake',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => changeAdapter(pc, {}, off))
    },
    {
      name: 'a wired adapter without a cable',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => changeAdapter(pc, { up: false, kind: 'Ethernet' }, off))
    }
  ],
  nearly: [
    {
      name: 'a Wi-Fi adapter',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => changeAdapter(pc, { kind: 'wifi' }, off))
    },
    {
      name: 'a wired adapter that cannot wake at all',
      image: changedPc('windows-11', (pc) => changeAdapter(pc, {}, { wakeOnMagicPacket: null }))
    },
    {
      name: 'it could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        changeAdapter(pc, {}, { wakeOnMagicPacket: { unavailable: 'access-denied' } })
      )
    }
  ]
});
