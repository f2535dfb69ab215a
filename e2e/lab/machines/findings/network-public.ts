import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { changeAdapter } from '../reach-changes';

const cafe = {
  id: '{bbbbbbbb-2222-3333-4444-555555555555}',
  name: 'Café',
  category: 'public',
  adapter: null
};

export const cases = defineCases({
  must: [
    {
      name: 'the one network is public',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.networks = [cafe];
      })
    },
    {
      name: 'one of two networks is public',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        if (Array.isArray(pc.networks)) pc.networks.push({ ...cafe, category: 'Public' });
      })
    }
  ],
  nearly: [
    {
      name: 'a domain network',
      image: changedPc('windows-11', (pc) => {
        pc.networks = [{ ...cafe, category: 'domain' }];
      })
    },
    {
      name: 'a public network whose adapter is down',
      outcome: 'not-applicable',
      image: changedPc('windows-10', (pc) => {
        changeAdapter(pc, { up: false });
        pc.networks = [{ ...cafe, adapter: '{11111111-2222-3333-4444-555555555555}' }];
      })
    },
    {
      name: 'no network at all',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => {
        pc.networks = [];
      })
    },
    {
      name: 'the category could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.networks = [{ ...cafe, category: { unavailable: 'not-supported' } }];
      })
    }
  ]
});
