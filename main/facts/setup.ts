import { defineFacts, dword } from './define-facts';
import { orDefault } from './fact';

const setupKey = 'HKLM\\SYSTEM\\Setup';

/** Whether Windows is still being set up: it takes no sessions until then. */
export const setup = defineFacts({
  id: 'setup',
  readings: {
    inProgress: dword(setupKey, 'SystemSetupInProgress'),
    firstRun: dword(setupKey, 'OOBEInProgress')
  },
  derive: (read) => ({
    /** 1 while setup or an unfinished sysprep runs. */
    inProgress: orDefault(read.inProgress, 0),
    /** 1 while the first questions to the person are open. */
    firstRun: orDefault(read.firstRun, 0)
  })
});
