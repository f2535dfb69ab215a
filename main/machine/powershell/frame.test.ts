import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameReader } from './frame';

const token = '0123456789abcdef01234567';
const frame = (json: string): string => `<RECONNECT ${token} ${json.length}>${json}</RECONNECT ${token}>\r\n`;

function read(pieces: readonly string[], longest?: number): { frames: string[]; broken: string[] } {
  const frames: string[] = [];
  const broken: string[] = [];
  const take = frameReader(
    token,
    { onFrame: (json) => frames.push(json), onBroken: (why) => broken.push(why) },
    longest
  );
  pieces.forEach(take);
  return { frames, broken };
}

/** Cuts a text at any places. */
const cut = (text: string, at: readonly number[]): string[] => {
  const places = [...new Set(at.map((n) => n % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, n) => text.slice(from, places[n] ?? text.length));
};

describe('a frame', () => {
  it('is found once, however the output is cut and whatever stands around it', () => {
    const ascii = fc.string({ unit: 'binary-ascii' });
    fc.assert(
      fc.property(ascii, ascii, fc.json(), fc.array(fc.nat()), (before, behind, json, places) => {
        const answer = json.replace(/[^ -~]/g, '?');
        const output = `${before}${frame(answer)}${behind}${frame('"another"')}`;
        expect(read(cut(output, places))).toEqual({ frames: [answer], broken: [] });
      })
    );
  });

  it('with line breaks that a console put in is as it was', () => {
    const json = JSON.stringify('x'.repeat(300));
    expect(read([frame(json).replace(/(.{80})/g, '$1\r\n')]).frames).toEqual([json]);
  });

  it('of another token is noise', () => {
    expect(read([frame('1').replaceAll(token, 'f'.repeat(24))])).toEqual({ frames: [], broken: [] });
  });

  it('that is too long or ends elsewhere is broken', () => {
    expect(read([frame('"12345"')], 5).broken).toHaveLength(1);
    expect(read([frame('"12345"').replace(' 7>', ' 6>'), 'more']).broken).toHaveLength(1);
  });
});
