import { powerOnMains } from './parts/power-on-mains';

/** HIBERNATEIDLE: after how long asleep Windows hibernates. */
export const setting = powerOnMains('hibernate-after', '9d7815a6-7ee4-497e-8888-515a05f02364');
