import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a Japanese Server 2019',
  image: changedPc('server-2019', (pc) => {
    pc.os['locale'] = 'ja-JP';
    pc.identity['user'] = 'サーバー\\管理者';
    pc.identity['computer'] = 'サーバー';
    pc.programs = [{ name: '日本語入力', version: '1.0', publisher: '例' }];
  }),
  findings: [...plain],
  likelyCause: null,
  exit: 0
});
