import type { Pc } from '../changes/pc';

/** Whether the person is known to sit at this PC by Remote Desktop. */
export const isRemoteSession = ({ image: { identity } }: Pc): boolean =>
  typeof identity === 'object' &&
  identity !== null &&
  'remoteSession' in identity &&
  identity.remoteSession === true;
