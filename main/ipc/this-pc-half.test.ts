import { describe, expect, it } from 'vitest';
import { clientStageIds } from '../../shared/model/stage';
import { changedPc, releaseNames } from '../demo/machines/sound-pc';
import { demoPcs } from '../demo/demo-pc';
import { clientReadings, judgeThisPc, reasonOf } from './this-pc-half';

const unseen = { unavailable: 'not-read' } as const;
const images = [
  ...releaseNames.map((release) => [release, changedPc(release, () => undefined)] as const),
  ...demoPcs.map(({ id, image }) => [id, image] as const)
];

describe('what is read of a PC that connects', () => {
  it.each(images)('is all that its checks ask for: %s', (_name, image) => {
    const left = {
      sockets: clientReadings.some((one) => one.kind === 'section' && one.section === 'sockets'),
      certificates: clientReadings.some(({ kind }) => kind === 'certificates')
    };
    expect(left).toEqual({ sockets: false, certificates: false });
    const onlyRead = {
      ...image,
      sockets: unseen,
      sessions: unseen,
      firewall: unseen,
      power: unseen,
      networks: unseen,
      certificates: unseen,
      groups: unseen,
      rights: unseen
    };
    expect(judgeThisPc(onlyRead, { target: 'srv1' })).toEqual(judgeThisPc(image, { target: 'srv1' }));
  });

  it('shows in the parts that are listed for it, and in no others', () => {
    const { stages } = judgeThisPc(
      changedPc('windows-11', () => undefined),
      {}
    );
    const shown = stages.filter(({ evidence }) => evidence.checks.length > 0).map(({ id }) => id);
    expect(shown).toEqual(clientStageIds);
  });
});

describe('the codes that led to a check', () => {
  it('are numbers, kinds of failure and suspects', () => {
    const reason = reasonOf('Error code: 0x80090304');
    expect(reason.codes).toEqual([0x8009_0304]);
    expect(reason.failures).toHaveLength(1);
    expect(reason.suspects.length).toBeGreaterThan(0);
  });
  it('are nothing where there are none', () => {
    expect(reasonOf(undefined)).toEqual({ suspects: [], failures: [], codes: [] });
    expect(reasonOf('pc9')).toEqual({ suspects: [], failures: [], codes: [] });
  });
});
