import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/** LanAdapter counts the adapters; a new or removed one moves the number to another. 0 is all of them. */
export const check = defineMachineCheck({
  id: 'listener-bound-to-one-adapter',
  stage: 'listener',
  about: 'host',
  run: ({ listener }) => {
    const adapter = need(listener.adapter);
    return adapter.value === 0 ? sound(shown(adapter, 0)) : foundOnPc('warning', 0.7, shown(adapter, 0));
  }
});
