import { powerOnMains } from './parts/power-on-mains';

/** STANDBYIDLE: after how long without use Windows sleeps. */
export const setting = powerOnMains('sleep-after', '29f6c1db-86da-48c5-9fdb-f2b67b1f44da');
