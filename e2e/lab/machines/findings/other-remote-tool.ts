import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const withProgram = (name: string): ReturnType<typeof changedPc> =>
  changedPc('windows-10', (pc) => {
    pc.programs = [{ name, version: '1.2.3', publisher: 'Somebody' }];
  });

export const cases = defineCases({
  must: [
    { name: 'AnyDesk', severity: 'info', side: 'host', image: withProgram('AnyDesk') },
    { name: 'TeamViewer', severity: 'info', side: 'host', image: withProgram('TeamViewer 15 Host') },
    { name: 'a VNC', severity: 'info', side: 'host', image: withProgram('TightVNC 2.8.85') },
    { name: 'Citrix', severity: 'info', side: 'host', image: withProgram('Citrix Virtual Delivery Agent') },
    {
      name: 'a service that no program stands for',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        pc.services['rustdesk'] = { state: 'stopped', startType: 'automatic' };
      })
    }
  ],
  nearly: [
    { name: 'a tool that only opens connections', image: withProgram('Remote Desktop Manager') },
    { name: 'a name that holds another one', image: withProgram('anydesktop wallpapers') },
    { name: 'a viewer', image: withProgram('VNC Viewer 7.13.0') },
    {
      name: 'a tool on the PC that connects',
      role: 'client',
      image: withProgram('AnyDesk')
    },
    {
      name: 'the programs could not be listed',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.programs = { unavailable: 'timeout' };
      })
    },
    {
      name: 'a service could not be looked for',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.services['AnyDesk'] = { unavailable: 'access-denied' };
      })
    }
  ]
});
