import type { CodeFacts } from './code-entry';

/** A family tells what sort of code an unknown number is. */
export interface CodeFamily extends CodeFacts {
  readonly name: null;
  readonly text: string;
}

/**
 * The low byte groups the disconnect reasons from 0x100 on. Nobody documents this; it holds for every documented code:
 * https://learn.microsoft.com/windows/win32/termserv/imstscaxevents-ondisconnected
 */
export const familiesByLowByte: Readonly<Record<number, CodeFamily>> = {
  0x04: {
    name: null,
    text: 'transport',
    side: 'network',
    failure: 'connection-lost',
    causes: ['port-refused', 'port-filtered', 'unstable-connection', 'connection-reset-midway']
  },
  0x06: {
    name: null,
    text: 'security',
    side: null,
    failure: 'other',
    causes: ['tls-failed', 'encryption-conflict', 'fips-mode']
  },
  0x07: {
    name: null,
    text: 'authentication',
    side: null,
    failure: 'other',
    causes: ['saved-credential', 'pin-only-sign-in', 'remote-logon-denied', 'saved-credentials-not-allowed'],
    alsoCheck: ['clock-skew', 'credssp-unpatched', 'ntlm-restricted', 'certificate-expired']
  },
  0x08: {
    name: null,
    text: 'core',
    side: null,
    failure: 'other',
    causes: [],
    alsoCheck: ['name-not-found', 'no-answer-after-connect']
  },
  0x09: {
    name: null,
    text: 'capability',
    side: null,
    failure: 'other',
    causes: ['client-too-old', 'credssp-missing', 'nla-required'],
    alsoCheck: ['negotiation-refused']
  }
};

const without = (text: string): CodeFamily => ({
  name: null,
  text,
  side: null,
  failure: 'other',
  causes: []
});

export const unknownDisconnectReason = without('none');
export const unknownExtendedReason = without('none');
export const unknownNtstatus = without('other');

export const unknownGateway: CodeFamily = {
  name: null,
  text: 'other',
  side: null,
  failure: 'other',
  causes: ['rdp-file-gateway']
};

/** The facility is in bits 16 to 26: https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/0642cb2f-2075-4469-918c-4441e69c548a */
export const hresultFamilies: readonly (CodeFamily & { readonly facility: number })[] = [
  { ...without('windows-error'), facility: 7 },
  {
    name: null,
    text: 'security',
    facility: 9,
    side: null,
    failure: 'other',
    causes: ['tls-failed', 'saved-credential', 'credssp-unpatched'],
    alsoCheck: ['host-security-layer-error', 'clock-skew']
  },
  {
    name: null,
    text: 'certificate',
    facility: 11,
    side: 'host',
    failure: 'tls',
    causes: [
      'certificate-expired',
      'certificate-name-mismatch',
      'certificate-weak',
      'certificate-self-signed'
    ]
  }
];

export const unknownHresult = without('other');
