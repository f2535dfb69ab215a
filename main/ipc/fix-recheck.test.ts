import { expect, it } from 'vitest';
import type { Finding } from '../../shared/model/diagnosis';
import { changedPc, rdpTcp, setValue } from '../demo/machines/sound-pc';
import { endsOf, judgeMachine } from '../diagnosis/judge-machine';
import { fixes } from '../fixes';
import type { Fix } from '../fixes/define-fix';
import { recheck } from './fix-recheck';

const finding = (id: Finding['id'], side: Finding['side'] = 'host'): Finding => ({
  id,
  side,
  severity: 'warning',
  confidence: 1,
  evidence: [],
  fixes: []
});
const fix = (id: string): Fix => fixes.get(id) as Fix;
const sound = judgeMachine(
  endsOf(
    'host',
    changedPc('windows-11', () => undefined)
  )
);

it('tells what is gone from what was never there', () => {
  const opened = finding('port-changed');
  expect(recheck(fix('port-default'), opened, [opened], sound)).toEqual([
    { finding: 'port-changed', side: 'host', outcome: 'gone' },
    { finding: 'port-taken', side: 'host', outcome: 'fine' },
    { finding: 'firewall-no-rule-for-port', side: 'host', outcome: 'fine' }
  ]);
});

it('says what is still found', () => {
  const off = changedPc('windows-11', (draft) =>
    setValue(draft, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0])
  );
  const opened = finding('nla-off');
  expect(recheck(fix('nla-on'), opened, [opened], judgeMachine(endsOf('host', off)))).toEqual([
    { finding: 'nla-off', side: 'host', outcome: 'still' }
  ]);
});

it('does not take what could not be read for gone', () => {
  const unread = changedPc('windows-11', (draft) => {
    draft.registry[rdpTcp] = { unavailable: 'access-denied', detail: 'error 5' };
  });
  const opened = finding('nla-off');
  expect(recheck(fix('nla-on'), opened, [opened], judgeMachine(endsOf('host', unread)))).toEqual([
    { finding: 'nla-off', side: 'host', outcome: 'not-seen' }
  ]);
});

it('leaves out what only the network shows', () => {
  const opened = finding('udp-unavailable', 'network');
  const ids = recheck(fix('udp-off'), opened, [opened], sound).map((one) => one.finding);
  expect(ids).not.toContain('udp-unavailable');
});
