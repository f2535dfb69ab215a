import { actionCases } from './actions';
import type { Cases } from './case';
import { certificateCases } from './certificates';
import { credentialCases } from './credentials';
import { elevationCases } from './elevation';
import { folderCases } from './folders';
import { pcCases } from './this-pc';
import { registryCases } from './registry';
import { serviceCases } from './services';
import { timeCases } from './times';
import { watchCases } from './watch';
import { writeChangeCases } from './write-changes';
import { writeCredentialCases } from './write-credentials';
import { writeExpiryCases } from './write-expiry';
import { writeRegistryCases } from './write-registry';
import { writeServiceCases } from './write-services';

/** All that is shown of `main/machine/native` on a Windows. Times first, where nothing is warm yet. */
export const cases: Cases = {
  ...timeCases,
  ...registryCases,
  ...watchCases,
  ...serviceCases,
  ...certificateCases,
  ...credentialCases,
  ...pcCases,
  ...writeRegistryCases,
  ...writeServiceCases,
  ...writeCredentialCases,
  ...writeChangeCases,
  ...writeExpiryCases,
  ...actionCases,
  ...elevationCases,
  ...folderCases
};
