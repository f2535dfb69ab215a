import { defineDemoPc } from '../define-demo-pc';
import { changedPc } from '../machines/sound-pc';

/** A Windows 11 PC on which Remote Desktop works both ways. */
export const pc = defineDemoPc({
  id: 'healthy-pc',
  role: 'both',
  target: null,
  image: changedPc('windows-11', () => undefined)
});
