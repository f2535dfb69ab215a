import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a German Windows 10, with the names that Windows translates',
  image: changedPc('windows-10', (pc) => {
    pc.os['locale'] = 'de-DE';
    pc.identity['user'] = 'BÜRO-7\\Jürgen';
    pc.identity['computer'] = 'BÜRO-7';
    pc.groups['S-1-5-32-555'] = [{ sid: 'S-1-5-21-1-2-3-1004', name: 'BÜRO-7\\Jürgen' }];
    pc.sessions = [
      { id: 0, name: 'services', user: null, state: 'disconnected', idleSeconds: 0, connectedFrom: null },
      { id: 1, name: 'console', user: 'BÜRO-7\\Jürgen', state: 'active', idleSeconds: 0, connectedFrom: null }
    ];
    pc.networks = [
      { id: '{aaaaaaaa-2222-3333-4444-555555555555}', name: 'Büro', category: 'private', adapter: null }
    ];
  }),
  findings: [...plain],
  likelyCause: null,
  exit: 0
});
