import { readIdentity as readReal } from '../../../main/machine/native/token';
import type { IdentitySection } from '../../../shared/model/machine-image';

// Takes the place of main/machine/native/token.ts in the build with the stand-in. Under Wine everybody is an administrator, so
// that nothing would ever ask for one: here only the elevated side is.

const isElevatedSide = process.argv.includes('--broker');

export async function readIdentity(): Promise<IdentitySection> {
  return { ...(await readReal()), elevated: isElevatedSide };
}
