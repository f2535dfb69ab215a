import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const withAdapter = (change: Record<string, unknown>): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc: DraftPc) => {
    pc.adapters = [
      ...(Array.isArray(pc.adapters) ? pc.adapters : []),
      {
        id: '{22222222-2222-3333-4444-555555555555}',
        name: 'Firmen-VPN',
        kind: 'vpn',
        up: true,
        addresses: ['10.8.0.6/24'],
        ...change
      }
    ];
  });

export const cases = defineCases({
  must: [
    { name: 'up', severity: 'info', side: 'client', image: withAdapter({}) },
    {
      name: 'up, on a PC that is only the client',
      severity: 'info',
      side: 'client',
      role: 'client',
      image: withAdapter({ kind: 'VPN', name: null })
    }
  ],
  nearly: [
    { name: 'down', image: withAdapter({ up: false }) },
    { name: 'up, but a virtual switch', image: withAdapter({ kind: 'virtual' }) },
    { name: 'up, on a PC that is only the host', role: 'host', image: withAdapter({}) },
    {
      name: 'up, and nobody knows of what kind',
      outcome: 'could-not-run',
      image: withAdapter({ kind: { unavailable: 'failed' } })
    },
    {
      name: 'down, and nobody knows of what kind',
      image: withAdapter({ kind: { unavailable: 'failed' }, up: false })
    }
  ]
});
