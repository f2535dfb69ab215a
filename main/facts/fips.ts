import { defineFacts, dword } from './define-facts';
import { orDefault } from './fact';
import { lsa } from './registry-paths';

/** Whether Windows limits itself to FIPS-approved algorithms. */
export const fips = defineFacts({
  id: 'fips',
  readings: { enabled: dword(`${lsa}\\FIPSAlgorithmPolicy`, 'Enabled') },
  derive: ({ enabled }) => ({
    /** 1: only approved algorithms, in each role. */
    enabled: orDefault(enabled, 0)
  })
});
