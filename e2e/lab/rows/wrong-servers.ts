import { freshAddress } from '../addresses';
import { wrong } from '../places';
import type { Expected, Row } from '../row';
import { fullBacklog, type WrongServerName } from '../wrong-servers';

const failsAt = {
  connect: 'ok',
  negotiate: 'problem',
  tls: 'not-applicable',
  credssp: 'not-applicable'
} as const;
const notRdp = (evidence?: string): Expected => ({
  problems: ['not-rdp'],
  stages: failsAt,
  ...(evidence === undefined ? {} : { evidence })
});
const noAnswer: Expected = { problems: ['no-answer-after-connect'], stages: failsAt };
const closed: Expected = { problems: ['closed-during-negotiation'], stages: failsAt };
const refused: Expected = { problems: ['negotiation-refused'], stages: failsAt };
const tlsFailed = (evidence: string): Expected => ({
  problems: ['tls-failed'],
  stages: { connect: 'ok', negotiate: 'ok', tls: 'problem', credssp: 'not-applicable' },
  evidence
});
const rdpSecurity: Expected = {
  warnings: ['rdp-security-only'],
  stages: { connect: 'ok', negotiate: 'warning', tls: 'not-applicable' }
};

const row = (name: WrongServerName, expect: Expected, timeout = 2): Row => ({
  name,
  on: wrong(name),
  timeout,
  expect
});

/** Scripted servers that are not Remote Desktop, or that break off somewhere. */
export const wrongServerRows: readonly Row[] = [
  row('http', notRdp('http')),
  row('ssh', notRdp('ssh')),
  row('smtp', notRdp('smtp')),
  row('vnc', notRdp('vnc')),
  row('TLS at once', notRdp('tls')),
  row('wrong version', notRdp()),
  row('random bytes', notRdp()),
  row('length 65535', notRdp()),
  row('length 0', notRdp()),
  row('length 4', notRdp()),
  row('length indicator wrong', notRdp()),
  row('disconnect request', notRdp()),
  row('error TPDU', notRdp()),
  row('flood', notRdp()),

  row('silent', noAnswer),
  row('says 19, sends 9, holds', noAnswer),
  row('one byte per 0.5 s', noAnswer),
  row('8 s late', noAnswer),

  row('close after accept', closed),
  row('reset after accept', closed),
  row('close after request', closed),
  row('reset after request', closed),
  row('3 bytes, then close', closed),
  row('says 19, sends 9, closes', closed),

  row('block type unknown', refused),
  row('block length wrong', refused),
  row('selects RDSTLS', refused),
  row('selects what nobody knows', refused),
  row('failure 1', refused),
  row('failure 4', refused),
  row('failure 5', refused),
  row('failure 6', refused),
  row('failure 99', refused),
  row('failure 2', rdpSecurity),
  row('failure 3', {
    problems: ['tls-failed'],
    stages: { connect: 'ok', tls: 'problem', credssp: 'not-applicable' }
  }),

  row('confirm without block', {
    warnings: ['legacy-rdp-server'],
    stages: { connect: 'ok', negotiate: 'warning', tls: 'not-applicable' }
  }),
  row('extra bytes after confirm', rdpSecurity),
  row('one byte per 50 ms', rdpSecurity),
  row('three segments', rdpSecurity),
  row('1.5 s late', rdpSecurity, 4),

  row('TLS garbage', tlsFailed('garbage')),
  row('TLS silence', tlsFailed('no-answer')),
  row('TLS close', tlsFailed('close')),
  row('TLS reset', tlsFailed('reset')),
  row('TLS alert 40', tlsFailed('40')),
  row('TLS alert 70', tlsFailed('70')),
  row('TLS alert 71', tlsFailed('71')),
  row('TLS alert 80', tlsFailed('80')),

  {
    name: 'full backlog: no SYN is answered',
    timeout: 2,
    on: async () => {
      const server = await fullBacklog(freshAddress());
      return { target: server.address, close: () => server.close() };
    },
    expect: { problems: ['port-filtered'], stages: { connect: 'problem', negotiate: 'not-applicable' } }
  }
];
