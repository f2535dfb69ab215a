import { pc as demo } from '../../../../main/demo/pcs/old-client';
import { defineMachine } from '../define-machine';

export const machine = defineMachine({
  about: 'the client PC of the article about 0x80090304',
  role: 'client',
  target: 'srv1',
  image: demo.image,
  findings: [
    'client-too-old client problem',
    'update-missing client warning',
    'saved-credential client info',
    'recent-failure client info'
  ],
  likelyCause: 'client-too-old',
  exit: 1
});
